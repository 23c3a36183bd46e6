/** What nobody may know before the debrief, and where a text says it. */
import { components, mechanisms, recoveries, resources } from '@firedrill/protocol';
import type { Scenario } from '../../apps/simulator/src/scenario/index.ts';
import { telltale } from '../../apps/simulator/src/scenario/telltale.ts';

/** What the form says of every component, mechanism and so on, to everybody: a word of it alone gives nothing away. */
const catalogue = [...components, ...mechanisms, ...recoveries, ...resources].flatMap(({ id, label, help }) => [
  id,
  label,
  help,
]);
const isPublic = (text: string): boolean => catalogue.some((entry) => entry.includes(text));

/** Texts and names that only someone who knows the answer could write, and hints that nobody has paid for. */
const textsOf = ({ id, truth, hints, rivals, signals }: Scenario): string[] =>
  [
    id,
    truth.summary,
    truth.lesson,
    ...truth.story.map(({ text }) => text).filter((text) => text.length > 30),
    ...truth.emit,
    ...hints.map(({ text }) => text),
    ...rivals.flatMap((rival) => [rival.id, rival.title, rival.summary]),
    // One word may be anybody's; several joined are an author's name for it.
    ...signals.map((signal) => signal.id).filter((name) => name.split('-').length > 2),
  ].filter((text) => !isPublic(text));

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** A slot's name and its value as an object has them, with or without one more level between. */
const said = (slot: string, value: string): string => `\\b${slot}\\W{1,6}(?:value\\W{1,6})?${escaped(value)}["'\`\\\\]`;
const near = '[^]{0,300}?';

/** Component and mechanism are the answer; each alone is one of many that the form offers. */
function pairOf(component: string, mechanism: string): RegExp {
  const [one, other] = [said('component', component), said('mechanism', mechanism)];
  return new RegExp(`${one}${near}${other}|${other}${near}${one}`);
}

export interface Secret {
  readonly name: string;
  saidIn(text: string): boolean;
}

const ofText = (text: string): Secret => {
  const asJson = JSON.stringify(text).slice(1, -1);
  return { name: text, saidIn: (other) => other.includes(text) || other.includes(asJson) };
};
const ofPattern = (name: string, pattern: RegExp): Secret => ({ name, saidIn: (text) => pattern.test(text) });

const answersOf = ({ truth, rivals }: Scenario): Secret[] =>
  [truth, ...rivals].map(({ component, mechanism }) =>
    ofPattern(`${component} and ${mechanism}`, pairOf(component, mechanism)),
  );

export const secretsOf = (scenario: Scenario): Secret[] => [...textsOf(scenario).map(ofText), ...answersOf(scenario)];

/** Of `truth` in the code of the workbench, and of nothing that the server says: parts of a key, by their names there. */
const partsOfKey =
  /"(?:truth|rivals|outcomes|guiltyEdge|nothingWrong|decoy|readiness|narrowing|worldOf|creditOf|onsetMs|effects|firingMs)"\s*:/;

/** Secret wherever telemetry, the repository and the drill's own answers are, if not in the workbench's code. */
export const spoken: readonly Secret[] = [
  { name: 'a word that only we use', saidIn: (text) => telltale.test(text) },
  ofPattern('a part of the key', partsOfKey),
];
