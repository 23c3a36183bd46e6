/** What a value of a slot is worth: 1 is right, between is partly right. */
import type { Change } from '@firedrill/protocol';
import { componentOf } from '../../evidence/index.ts';
import type { Scenario, Trigger } from '../../scenario/index.ts';
import { calledBy, callersOf, wayBetween } from './call-graph.ts';
import { nearMechanisms } from './near.ts';

export interface Truths {
  readonly scenario: Scenario;
  /** Of the team's own world, by id. */
  readonly changes: Readonly<Record<string, Change>>;
  /** Routes that were worse than in the healthy world. */
  readonly routes: readonly string[];
  /** Since when the page's rule had held when it paged; null when nobody knows. */
  readonly symptomOnsetMs: number | null;
}

const fullOnsetMs = 60_000;
const halfOnsetMs = 180_000;
const symptomWorth = 0.5;
const neighbour = 0.5;
const twoHops = 0.25;
const sameKindOfChange = 0.5;
const triggerNearMs = 120_000;

function near(value: string, onsetMs: number): number {
  const offMs = Math.abs(Number(value) - onsetMs);
  return offMs <= fullOnsetMs ? 1 : offMs <= halfOnsetMs ? 0.5 : 0;
}

/** What began it is asked for; in a cascade users feel it later, and who says when they did has half of it. */
export const onsetCredit = (value: string, onsetMs: number, symptomOnsetMs: number | null): number =>
  Math.max(near(value, onsetMs), symptomOnsetMs === null ? 0 : symptomWorth * near(value, symptomOnsetMs));

/** Neighbours count where the cause's way to the users passes, or at the guilty edge; others are decoys. */
export function componentCredit(value: string, { truth, page }: Scenario): number {
  if (value === truth.component) return 1;
  const ends = truth.guiltyEdge.map(componentOf);
  const way = [
    ...wayBetween('ingress', truth.component),
    ...wayBetween(componentOf(page.service), truth.component),
    ...ends,
  ];
  if (!way.includes(value)) return 0;
  const near = [
    ...calledBy(truth.component),
    ...callersOf(truth.component),
    ...(ends.includes(truth.component) ? ends : []),
  ];
  if (near.includes(value)) return neighbour;
  return near.some((one) => calledBy(one).includes(value) || callersOf(one).includes(value)) ? twoHops : 0;
}

export const isTrigger = ({ changes }: Trigger, change: Change): boolean =>
  changes.some(
    ({ kinds, service, version, atMs }) =>
      kinds.includes(change.kind) &&
      (service === '' || service === change.service) &&
      (version === '' ? Math.abs(change.timeMs - atMs) <= triggerNearMs : change.version.startsWith(version)),
  );

function triggerCredit(value: string, { scenario, changes }: Truths): number {
  const { trigger } = scenario.truth;
  const said = trigger.words[value];
  if (said !== undefined) return said;
  const change = changes[value];
  if (!change) return 0;
  if (isTrigger(trigger, change)) return 1;
  return trigger.changes.some(({ kinds }) => kinds.includes(change.kind)) ? sameKindOfChange : 0;
}

/** Jaccard: what is common, of all that either names. Pods count as nothing. */
export function routesCredit(value: string, routes: readonly string[]): number {
  const said = new Set(
    value
      .split(',')
      .map((part) => part.trim())
      .filter((part) => /^[A-Z]+ \//.test(part)),
  );
  if (routes.length === 0) return said.size === 0 ? 1 : 0;
  const common = routes.filter((route) => said.has(route)).length;
  return common / new Set([...said, ...routes]).size;
}

export function creditOf(slot: string, value: string, truths: Truths): number {
  const { truth } = truths.scenario;
  const accepted = slot in truth.accept ? truth.accept[slot as keyof typeof truth.accept]?.[value] : undefined;
  if (accepted !== undefined) return accepted;
  switch (slot) {
    case 'symptom':
      return onsetCredit(value, truth.onsetMs, truths.symptomOnsetMs);
    case 'component':
      return componentCredit(value, truths.scenario);
    case 'resource':
      return value === truth.resource ? 1 : 0;
    case 'mechanism':
      return value === truth.mechanism ? 1 : (nearMechanisms[truth.mechanism]?.[value] ?? 0);
    case 'trigger':
      return triggerCredit(value, truths);
    case 'blastRadius':
      return routesCredit(value, truths.routes);
    case 'recovery':
      return truth.recovery.includes(value) ? 1 : 0;
    default:
      return 0;
  }
}

/** Points of each slot; 15 together. */
export const slotWeights = {
  symptom: 2,
  component: 3,
  resource: 2,
  mechanism: 3,
  trigger: 2,
  blastRadius: 1.5,
  recovery: 1.5,
} as const;
