/** R17: what a shop says on a good day, and goes on to say on a bad one. */
import type { RecordedLine } from '../../support/run.ts';
import { type Check, finding } from './run.ts';
import { groupBy } from './statistics.ts';

/** What libraries complain about in any pod, whatever happens. */
const unrelated = /^(dns lookup retried|trace export retried|certificate expires soon)$/;
const rateRatio = [0.7, 1.4] as const;

/** Warnings that have nothing to do with anything come as often while there is trouble as before. */
export const noiseRate: Check = ({ lines, fromMs, onsetMs, untilMs }) => {
  const noise = lines.filter(({ template }) => template.level === 'warn' && unrelated.test(template.message));
  const rate = (own: readonly RecordedLine[], a: number, b: number): number =>
    own.filter(({ trueUs }) => trueUs >= a * 1000 && trueUs < b * 1000).length / ((b - a) / 60_000);
  const problems: string[] = [];
  const ratioOf = (own: readonly RecordedLine[]): number => rate(own, onsetMs, untilMs) / rate(own, fromMs, onsetMs);
  const ratio = ratioOf(noise);
  if (!(ratio >= rateRatio[0] && ratio <= rateRatio[1])) problems.push('warnings of other things change their rate');
  const kinds = [...groupBy(noise, ({ template }) => template.message)].map(
    ([message, own]) => `${message} ${ratioOf(own).toFixed(2)}`,
  );
  if (kinds.length < 3) problems.push('hardly any warning of other things is there');
  const measured = `${noise.length} warnings of other things, ${rate(noise, fromMs, onsetMs).toFixed(1)} a minute before, ${ratio.toFixed(2)} times that during (0.7-1.4): ${kinds.join(', ')}; problems: ${problems.join('; ') || 'none'}`;
  return finding('R17', 'noise goes on', measured, problems.length === 0);
};

const services = [
  'api-gateway',
  'catalog-service',
  'external-processor',
  'order-service',
  'payment-service',
  'queue-consumer',
] as const;
const fewestTemplates = 8;
const fewestWarnings = 3;
/**
 * A service says of each piece of work that it is done, as pino-http does of each request: where little else happens
 * that is nearly all there is. What is left is not to be of one kind.
 */
const ofWork = /^(request (completed|errored|aborted)|order event handled|payment authorised|authorisation approved)$/;
const largestShare = 0.7;
/** It remarks on requests in one way only, a search that finds nothing, so that share grows with the traffic: 83 % at 50/s. */
const largestOf: Readonly<Record<string, number>> = { 'catalog-service': 0.9 };
const failedPercent = [0.005, 0.05] as const;

/** Templates that were written, not only registered, and what fails: over many ordinary minutes. */
export const baselineNoise: Check = ({ lines, edge }) => {
  const problems: string[] = [];
  const told = services.map((service) => {
    const shapes = groupBy(
      lines.filter(({ instance }) => instance.service === service),
      ({ template }) => `${template.level} ${template.message}`,
    );
    const warnings = [...shapes.keys()].filter((shape) => unrelated.test(shape.replace('warn ', ''))).length;
    const others = [...shapes.values()].filter(([line]) => line && !ofWork.test(line.template.message));
    const sizes = others.map((own) => own.length);
    const top =
      Math.max(0, ...sizes) /
      Math.max(
        1,
        sizes.reduce((a, b) => a + b, 0),
      );
    if (shapes.size < fewestTemplates) problems.push(`${service} writes ${shapes.size} kinds of lines`);
    if (warnings < fewestWarnings) problems.push(`${service} warns of ${warnings} other things`);
    if (top >= (largestOf[service] ?? largestShare))
      problems.push(`${service}: one kind is ${(top * 100).toFixed(0)} % of its other lines`);
    return `${service} ${shapes.size}, ${warnings} warnings, ${(top * 100).toFixed(0)} %`;
  });
  const share = edge.filter(({ status }) => status >= 500).length / edge.length;
  // Few fail: three deviations of their count belong to luck.
  const luck = 300 * Math.sqrt(share / edge.length);
  const percent = 100 * share;
  if (!(percent + luck >= failedPercent[0] && percent - luck <= failedPercent[1]) || share === 0)
    problems.push(`${percent.toFixed(4)} % fail`);
  const measured = `kinds of lines written (>= 8), warnings of other things (>= 3), the most frequent beside the work's own (< 70 %): ${told.join('; ')}; ${percent.toFixed(4)} % of ${edge.length} requests fail (0.005-0.05, luck ${luck.toFixed(4)}); problems: ${problems.join('; ') || 'none'}`;
  return finding('R17', 'baseline noise', measured, problems.length === 0);
};
