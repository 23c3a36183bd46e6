import { telltaleIn } from '../../../apps/simulator/src/scenario/telltale.ts';
import { type Check, finding } from './run.ts';

/** No text that was recorded names what this is. */
export const leaks: Check = ({ scenario, chunks }) => {
  const texts = chunks.flatMap((chunk) => [
    ...chunk.strings,
    ...[chunk.instances, chunk.metricMeta, chunk.logTemplates, chunk.spanTemplates, chunk.events].map((part) =>
      JSON.stringify(part),
    ),
    ...chunk.targets.map(({ spec, newSeries }) => JSON.stringify([spec, newSeries])),
  ]);
  const found = texts.flatMap((text) => telltaleIn(text, scenario.id) ?? []);
  const letters = texts.reduce((sum, text) => sum + text.length, 0);
  return finding(
    'R24',
    'no leaks',
    `${letters} letters of texts, found: ${[...new Set(found)].join(', ') || 'nothing'}`,
    found.length === 0 && letters > 50_000,
  );
};
