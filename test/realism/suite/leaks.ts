/** The second half of R24: no text that anybody can read names what this is. */
import { telltale } from '../../../apps/simulator/src/scenario/telltale.ts';
import { scenarioIds } from './pack.ts';
import { type Check, finding } from './run.ts';

const ids = new RegExp(`(?<![\\w-])(${scenarioIds.join('|')})(?![\\w-])`, 'i');

const telltaleOf = (text: string): string[] => [telltale, ids].flatMap((words) => words.exec(text)?.[0] ?? []);

/** What was recorded: strings of lines and spans, labels, names, events; and the shop's files and commits beside it. */
export const leaks: Check = ({ scenario, chunks }) => {
  const recorded = chunks.flatMap((chunk) => [
    ...chunk.strings,
    ...[chunk.instances, chunk.metricMeta, chunk.logTemplates, chunk.spanTemplates, chunk.events].map((part) =>
      JSON.stringify(part),
    ),
    ...chunk.targets.map(({ spec, newSeries }) => JSON.stringify([spec, newSeries])),
  ]);
  const files = [...scenario.baseFiles].flat();
  const commits = scenario.commits.map((commit) => JSON.stringify(commit));
  const texts = [...recorded, ...files, ...commits];
  const found = texts.flatMap(telltaleOf);
  const letters = texts.reduce((sum, text) => sum + text.length, 0);
  return finding(
    'R24',
    'no leaks',
    `${letters} letters of texts, ${scenario.baseFiles.size} files and ${commits.length} commits, found: ${[...new Set(found)].join(', ') || 'nothing'}`,
    found.length === 0 && letters > 50_000,
  );
};
