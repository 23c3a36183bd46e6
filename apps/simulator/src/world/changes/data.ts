/** More rows: an import, or what has gathered. */
import { fraction, keyOf, mix2 } from '../../kernel/index.ts';
import type { Make } from './index.ts';

const things = ['lamp', 'chair', 'shelf', 'basket', 'mug', 'blanket', 'planter', 'speaker', 'puzzle', 'tent'];
const makers = ['Alder', 'Birk', 'Corvo', 'Dahl', 'Esker', 'Fjord'];
const categories = ['books', 'garden', 'kitchen', 'music', 'outdoor', 'toys'];

const hex = (value: number): string => value.toString(16).padStart(8, '0');

export const addRows: Make<'data'> = ({ table: name, rows }, { kernel, database, events }, key) => {
  const table = database.table(name);
  table.declaredRows += rows;
  // The shop reads all its products at times: those must be there. Of other tables a sample is enough.
  if (name === 'products') {
    for (let i = 0; i < rows; i++) {
      const id = mix2(key, 1, i);
      table.insert({
        id: `p-${hex(id)}`,
        sku: `m-${hex(mix2(key, 2, i))}`,
        name: `${makers[id % makers.length]} ${things[(id >>> 8) % things.length]} ${i}`,
        category: categories[i % categories.length] ?? 'books',
        price_cents: 300 + Math.round(9_000 * fraction(mix2(key, 3, i)) ** 2),
        stock: 50,
      });
    }
  }
  events.append({
    timeUs: kernel.nowUs,
    kind: 'job',
    severity: 'normal',
    reason: 'Completed',
    service: `${name}-import`,
    object: `job/${name}-import-${keyOf(String(rows)) % 10_000}`,
    message: `Import into ${name} finished: ${rows} rows`,
    author: 'data-platform',
    version: '',
    details: { rows: String(rows) },
  });
  return null;
};
