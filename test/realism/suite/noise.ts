import { type Check, finding } from './run.ts';
import { groupBy } from './statistics.ts';

const services = ['api-gateway', 'catalog-service', 'order-service', 'payment-service'];
const fewestTemplates = 8;
/** Beside its requests a service that does one thing, such as authorising payments, mostly says that it did. */
const largestShare = 0.95;
/** Each request leaves one such line: in a service that says little else it is nearly all there is. */
const perRequest = /^request (completed|errored|aborted)$/;

export const baselineNoise: Check = ({ lines, chunks, fromMs, onsetMs, edge }) => {
  const problems: string[] = [];
  const templates = chunks.flatMap((chunk) => chunk.logTemplates);
  const counts: string[] = [];
  for (const service of services) {
    const own = lines.filter(({ instance, trueUs }) => instance.service === service && trueUs < onsetMs * 1000);
    const shapes = groupBy(own, ({ template }) => template.message);
    const known = new Set(templates.filter((template) => template.service === service).map(({ message }) => message))
      .size;
    const others = [...shapes].filter(([message]) => !perRequest.test(message)).map(([, list]) => list.length);
    const top =
      Math.max(0, ...others) /
      Math.max(
        1,
        others.reduce((a, b) => a + b, 0),
      );
    counts.push(`${service} ${known} messages, most of the others ${(top * 100).toFixed(0)} %`);
    if (known < fewestTemplates) problems.push(`${service} has ${known} messages`);
    // Of a handful of lines one kind is easily most.
    if (top > largestShare && others.length > 3)
      problems.push(`${service}: one message is ${(top * 100).toFixed(0)} % of its lines`);
  }
  const warned = new Set(
    lines
      .filter(({ template, trueUs }) => template.level === 'warn' && trueUs < onsetMs * 1000)
      .map(({ template }) => `${template.service} ${template.message}`),
  );
  const calm = edge.filter(({ beganUs }) => beganUs >= fromMs * 1000 && beganUs < onsetMs * 1000);
  const failed = (100 * calm.filter(({ status }) => status >= 500).length) / calm.length;
  // Four minutes hold too few failures for a rate: none is as honest as three.
  if (failed > 0.15) problems.push(`${failed.toFixed(3)} % fail before anything happens`);
  if (warned.size < 3) problems.push('hardly any warning is there in calm times');
  const measured = `${counts.join('; ')}; ${warned.size} warnings of other things (>= 3); ${failed.toFixed(3)} % failures (<= 0.15); problems: ${problems.join('; ') || 'none'}`;
  return finding('R17', 'baseline noise', measured, problems.length === 0);
};
