/** The truth is said in the words of the catalogue, and fits what the scenario does. */
import {
  type CatalogueItem,
  components,
  mechanisms,
  recoveries,
  resources,
  triggersBesideChanges,
} from '@firedrill/protocol';
import { besideServices } from '../../scenario/causes/fits.ts';
import { deploymentsOf } from '../../scenario/index.ts';
import { type Finding, failed, passed } from './finding.ts';
import type { Subject } from './subject.ts';

const catalogues = {
  component: components,
  resource: resources,
  mechanism: mechanisms,
  trigger: triggersBesideChanges,
  recovery: recoveries,
};

const nearest = (items: readonly CatalogueItem[]): string => items.map(({ id }) => id).join(', ');

function* complaints({ scenario, value, where, at }: Subject): Generator<string> {
  const { truth } = value;
  const known = new Set(components.map(({ id }) => id));
  if (!known.has(truth.component)) {
    yield `${where('truth', 'component')}: no component ${truth.component}; there are ${nearest(components)}`;
  }
  if (!mechanisms.some(({ id }) => id === truth.mechanism)) {
    yield `${where('truth', 'mechanism')}: no mechanism ${truth.mechanism}; there are ${nearest(mechanisms)}`;
  }
  if (!resources.some(({ id }) => id === scenario.truth.resource)) {
    yield `${where('truth', 'resource')}: no resource ${scenario.truth.resource}; there are ${nearest(resources)}`;
  }
  for (const [index, id] of scenario.truth.recovery.entries()) {
    if (recoveries.every((item) => item.id !== id))
      yield `${where('truth', 'recovery', index)}: no recovery ${id}; there are ${nearest(recoveries)}`;
  }
  for (const [slot, items] of Object.entries(catalogues)) {
    // The keys are those of the schema.
    for (const id of Object.keys(scenario.truth.accept[slot as keyof typeof catalogues] ?? {}))
      if (items.every((item) => item.id !== id))
        yield `${where('truth', 'accept', slot)}: no ${slot} ${id}; there are ${nearest(items)}`;
  }
  const ends = [...deploymentsOf(scenario.baseFiles).map(({ service }) => service), ...besideServices];
  for (const [index, end] of truth.guiltyEdge.entries()) {
    if (!ends.includes(end)) yield `${where('truth', 'guiltyEdge', index)}: no ${end}; there are ${ends.join(', ')}`;
  }
  if (at(truth.onset) < scenario.incidentFromMs || at(truth.onset) >= scenario.endsAtMs) {
    yield `${where('truth', 'onset')}: not between incident and ends`;
  }
  const shipped = new Set(
    value.releases.filter(({ commit }) => 'commit' in value.cause && commit === value.cause.commit),
  );
  const services = [...shipped].map(({ service }) => service);
  if ('commit' in value.cause && services.length === 0) {
    yield `${where('releases')}: the cause, ${value.cause.commit}, is never released`;
  } else if (services.length > 0 && !services.includes(truth.component)) {
    yield `${where('truth', 'component')}: ${truth.component}, but the cause ships with ${services.join(', ')}`;
  }
  for (const [index, { at: time }] of truth.story.entries()) {
    const before = truth.story[index - 1];
    if (before && at(time) < at(before.at)) yield `${where('truth', 'story', index, 'at')}: before what it follows`;
  }
  const twin = scenario.rivals.findIndex(
    ({ component, mechanism }) => component === truth.component && mechanism === truth.mechanism,
  );
  if (twin >= 0)
    yield `${where('rivals', twin)}: the same component and mechanism as the truth: nobody could tell them apart`;
}

export function checkTruth(subject: Subject): Finding[] {
  const found = [...complaints(subject)];
  if (found.length > 0) return found.map((text) => failed(`truth: ${text}`));
  const { component, mechanism } = subject.value.truth;
  return [passed(`truth: ${component}, ${mechanism}, since ${subject.value.truth.onset}`)];
}
