import { countersThatFell, histogramProblems, samplesOutOfOrder } from '../counters.ts';
import { type Check, finding } from './run.ts';

const few = (problems: readonly string[]): string => `problems: ${problems.slice(0, 2).join('; ') || 'none'}`;

export const counters: Check = ({ series }) => {
  const histograms = histogramProblems(series);
  const problems = [...countersThatFell(series), ...samplesOutOfOrder(series), ...histograms.problems];
  const measured = `${series.length} series, ${histograms.readings} readings of histograms, ${few(problems)}`;
  return finding('R5', 'counters and histograms', measured, problems.length === 0 && histograms.readings > 500);
};
