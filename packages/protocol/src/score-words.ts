/** How dimensions, rules and slots of the score, and what reviews found, are said, wherever people read them. */
import { components, mechanisms, recoveries, resources } from './catalogue.ts';
import type { Detector, Mark, NarrowingStep, Pitfall, ScoreLine, SlotVerdict } from './drill.ts';

export const dimensionLabels: Readonly<Record<ScoreLine['dim'], string>> = {
  D1: 'Order',
  D2: 'Evidence',
  D3: 'Hypothesis',
  D4: 'Validation',
  D5: 'Answer',
  D6: 'Close',
  D7: 'Time',
  H: 'Hints',
};

const rules: ReadonlyMap<string, string> = new Map([
  ['ready-before-code', 'ready before code'],
  ['modalities-before-code', 'kinds of telemetry before code'],
  ['narrowing', 'explanations ruled out'],
  ['precision', 'right and telling pins'],
  ['economy', 'few pins for what they tell'],
  ['timeline', 'timeline'],
  ['written-before-code', 'written before code'],
  ['slots-backed', 'parts that rest on pins'],
  ['citations', 'pins cited'],
  ['falsifiable', 'predictions that could fail'],
  ['alternatives-rejected', 'other explanations rejected'],
  ['predictions-checked', 'predictions checked'],
  ['belief-updated', 'belief follows the checks'],
  ['code-targeted', 'code read on purpose'],
  ['contradiction-check', 'a last look for a contradiction'],
  ['answer', 'root cause'],
  ['mitigation', 'harm stopped'],
  ['recovery-verified', 'recovery verified'],
  ['time-boxes', 'time boxes'],
  ['hints', 'hints'],
]);

/** A rule of a rubric that has no words here is said by its id. */
export const ruleLabel = (rule: string): string => rules.get(rule) ?? rule;

const slots: Readonly<Record<SlotVerdict['slot'], string>> = {
  symptom: 'onset',
  component: 'component',
  resource: 'resource',
  mechanism: 'mechanism',
  trigger: 'trigger',
  blastRadius: 'who was hit',
  recovery: 'recovery',
};

const slotWords: ReadonlyMap<string, string> = new Map(Object.entries(slots));

export const slotLabel = (slot: string): string => slotWords.get(slot) ?? slot;

export const pitfallLabels: Readonly<Record<Pitfall['id'], string>> = {
  'weird-log-entry': 'Taking a weird log entry for the bug',
  'downstream-log': 'Trusting what others log of a service',
  'metric-lag': 'Missing the lag of metrics',
  'code-first': 'Jumping to code',
  'undocumented-hypothesis': 'Not writing the hypothesis down',
};

export const detectorLabels: Readonly<Record<Detector['id'], string>> = {
  anchoring: 'Anchoring',
  'premature-closure': 'Closing too early',
  stall: 'Going in circles',
  'no-update': "Not changing one's mind",
};

/** Of the component that it was. */
export const markLabels: Readonly<Record<Mark['id'], string>> = {
  encounter: 'first seen',
  investigate: 'first pinned as evidence',
  assert: 'first named',
  exonerate: 'dropped',
  recover: 'named again',
};

/** What a look or a pin did. */
export const narrowingLabels: Readonly<Record<NarrowingStep['tag'], string>> = {
  splitting: 'could rule something out',
  redundant: 'told what was known',
  irrelevant: 'told nothing apart',
};

const catalogue = [...components, ...resources, ...mechanisms, ...recoveries];

/** What was answered to a part, in words. `clock` tells an instant, epoch ms. */
export function slotSaid({ slot, said }: SlotVerdict, clock: (ms: number) => string): string {
  if (said === null) return 'nothing';
  if (slot === 'symptom') return Number.isFinite(Number(said)) ? clock(Number(said)) : said;
  if (slot === 'blastRadius') return said.split(',').join(', ');
  if (slot === 'trigger') return 'what was chosen from the change feed';
  return catalogue.find(({ id }) => id === said)?.label ?? said;
}

export const creditLabel = (credit: number): string => (credit >= 1 ? 'right' : credit > 0 ? 'partly' : 'wrong');
