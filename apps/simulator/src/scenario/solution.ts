/** A scenario's solution, told: for the debrief, beside what the team did. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readingLabels } from '@firedrill/protocol';
import { type Step, transcriptSchema } from './transcript.ts';
import { kindOf, timed } from './transcript-steps.ts';
import { parseYaml } from './yaml.ts';

export interface ToldStep {
  readonly workMs: number;
  readonly lane: string;
  readonly text: string;
}

const laneOf = ({ metric, log, trace }: { metric?: unknown; log?: unknown; trace?: unknown }): string =>
  metric !== undefined ? 'metrics' : log !== undefined ? 'logs' : trace !== undefined ? 'traces' : 'changes';

function told(step: Step): Omit<ToldStep, 'workMs'> | null {
  if ('timeline' in step) return { lane: 'hypothesis', text: `put on the timeline: ${step.timeline}` };
  if ('contradiction' in step) return { lane: 'hypothesis', text: `looked for a contradiction: ${step.contradiction}` };
  if ('verify' in step) return { lane: 'action', text: `verified the recovery: ${step.verify}` };
  if ('look' in step) return { lane: laneOf(step.look), text: 'looked around' };
  if ('reading' in step) return { lane: laneOf(step), text: `pinned "${step.pin}" as ${readingLabels[step.reading]}` };
  if ('lock' in step)
    return { lane: 'hypothesis', text: `locked: ${step.lock.component}, ${step.lock.mechanism}. ${step.lock.because}` };
  if ('check' in step) return { lane: 'hypothesis', text: `checked a prediction: it ${step.says}` };
  if ('code' in step) return { lane: 'code', text: `read code: ${Object.values(step.code).join(' ')}` };
  if ('submit' in step) return { lane: 'answer', text: 'submitted the root cause' };
  if ('act' in step) return { lane: 'action', text: Object.values(step.act).join(' ') };
  return kindOf(step) === 'skip' ? null : { lane: 'hypothesis', text: kindOf(step) };
}

/** Throws RefusedError with file, line and reason. */
export function solutionOf(folder: string): ToldStep[] {
  const file = join(folder, 'solution.yaml');
  if (!existsSync(file)) return [];
  const { steps } = parseYaml(transcriptSchema, readFileSync(file, 'utf8'), file).value;
  return timed(steps).flatMap(({ atS, step }) => {
    const what = told(step);
    return what ? [{ workMs: atS * 1000, ...what }] : [];
  });
}
