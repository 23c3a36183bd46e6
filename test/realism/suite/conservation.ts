import { edgeAgainstItself, podsAgainstTheirLines, poolProblems } from '../conservation.ts';
import { countersThatFell, histogramProblems, samplesOutOfOrder } from '../counters.ts';
import { type Check, finding } from './run.ts';

const few = (problems: readonly string[]): string => `problems: ${problems.slice(0, 2).join('; ') || 'none'}`;

/** What arrived was answered, and all who count it count the same. */
export const conservation: Check = ({ series, lines, edge }) => {
  const requests = lines.filter(({ template }) => /^request (completed|errored|aborted)$/.test(template.message));
  const access = lines.filter(
    ({ template }) => template.service === 'nginx-ingress' && template.level === 'info' && template.format === 'plain',
  );
  const pods = podsAgainstTheirLines(series, requests);
  const ingress = edgeAgainstItself(series, access, edge);
  const problems = [...pods.problems, ...ingress.problems];
  const measured = `${pods.compared} scrapes of pods and ${ingress.compared} of the ingress against their lines, ${few(problems)}`;
  return finding('R2', 'conservation', measured, problems.length === 0 && pods.compared > 50 && ingress.compared > 10);
};

export const caps: Check = ({ series }) => {
  const { compared, problems, waited } = poolProblems(series);
  const measured = `${compared} readings of pools, in ${waited} somebody waited, ${few(problems)}`;
  return finding('R4', 'caps of pools', measured, problems.length === 0 && compared > 50);
};

export const counters: Check = ({ series }) => {
  const histograms = histogramProblems(series);
  const problems = [...countersThatFell(series), ...samplesOutOfOrder(series), ...histograms.problems];
  const measured = `${series.length} series, ${histograms.readings} readings of histograms, ${few(problems)}`;
  return finding('R5', 'counters and histograms', measured, problems.length === 0 && histograms.readings > 500);
};
