/** Every file of the workbench, the source map that may lie beside it, and what its pages and scripts name. */
import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { type Asker, ask, type Seen } from './ask.ts';

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `/${relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/')}`);

const tries = [
  '/',
  '/host/guess',
  '/drill/x',
  '/index.html',
  '/scenarios',
  '/scenarios/',
  '/.git/HEAD',
  '/package.json',
];
const named = /["'(]((?:\.?\/)?(?:assets\/)?[\w.-]+\.(?:js|css|map|json|svg))["')]/g;

const linked = (text: string): string[] =>
  [...text.matchAll(named)].map(([, found = '']) =>
    found.startsWith('/') ? found : `/assets/${found.replace(/^(\.\/)?(assets\/)?/, '')}`,
  );

export async function staticFiles(asker: Asker, folder: string): Promise<Seen[]> {
  const seen: Seen[] = [];
  const queue = new Set([...tries, ...filesIn(folder)]);
  // A set gives what is added to it while it is being walked.
  for (const path of queue) {
    const one = await ask(asker, 'GET a file', { path });
    seen.push(one);
    if (/\.(?:js|css)$/.test(path)) queue.add(`${path}.map`);
    if (one.status === 200) for (const next of linked(one.text)) queue.add(next);
  }
  return seen;
}
