/** A log query: its selector and filters, in any order. */
import { parseLogQuery } from '../../telemetry/logql/parse.ts';
import { type About, ofInstances } from './about.ts';
import { componentOf } from './components.ts';

/** Throws the parser's error. */
export function aboutLog(query: string): About {
  const { labels, lines, fields } = parseLogQuery(query);
  const conditions = new Set<string>();
  const told = labels.filter(({ name }) => !ofInstances.has(name));
  for (const { name, operator, value } of told) conditions.add(`${name}${operator}"${value}"`);
  for (const { operator, text } of lines) conditions.add(`${operator} ${JSON.stringify(text)}`);
  for (const any of fields)
    conditions.add(
      `| ${any
        .map(({ field, operator, value }) => `${field}${operator}${value}`)
        .sort()
        .join(' or ')}`,
    );
  const services = told.flatMap(({ name, operator, value }) =>
    name === 'service' && operator === '=' ? componentOf(value) : [],
  );
  return {
    modality: 'log',
    core: 'lines',
    conditions,
    measuredAt: services,
    names: services,
    metrics: [],
    labels: [...told.map(({ name }) => name), ...fields.flat().map(({ field }) => field)],
    text: [...lines.map(({ text }) => text), ...fields.flat().map(({ field, value }) => `${field} ${value}`)]
      .join(' ')
      .toLowerCase(),
    change: null,
  };
}
