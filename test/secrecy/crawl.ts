/** Walks what a trainee or an outsider can reach before the debrief, and looks for what nobody may know yet. */
import { mechanisms } from '@firedrill/protocol';
import { io } from 'socket.io-client';
import type { Scenario } from '../../apps/simulator/src/scenario/index.ts';
import type { Platform } from '../support/platform.ts';
import type { Trainee } from '../support/trainee.ts';

export interface Found {
  readonly where: string;
  readonly secret: string;
}

interface Seen {
  readonly where: string;
  readonly text: string;
}

/** What the form says of every mechanism, to everybody. */
const catalogue = mechanisms.map(({ help }) => help).join('\n');

/** Texts that only someone who knows the answer could write, and hints that nobody has paid for. */
export const secretsOf = ({ id, truth, hints, rivals }: Scenario): string[] => [
  id,
  truth.summary,
  truth.lesson,
  ...truth.story.map(({ text }) => text).filter((text) => text.length > 30),
  ...hints.map(({ text }) => text),
  ...rivals.flatMap(({ title, summary }) => [title, summary]).filter((text) => !catalogue.includes(text)),
  ...rivals.map((rival) => rival.id).filter((name) => name.split('-').length > 2),
];

/** Words that give the game away wherever telemetry or the repository use them. */
const words = /\b(fault|faults|inject|injected|scenario|scenarios|rival|rivals|simulat\w*|firedrill)\b/i;

async function get(url: string, headers: Record<string, string> = {}): Promise<string> {
  return (await fetch(url, { headers })).text();
}

/** The page, every script and style that it leads to, and the source map that may lie beside each. */
async function bundle(url: string): Promise<Seen[]> {
  const seen: Seen[] = [];
  const queue = ['/'];
  const known = new Set(queue);
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    const text = await get(`${url}${path}`);
    seen.push({ where: path, text });
    if (path.endsWith('.js')) seen.push({ where: `${path}.map`, text: await get(`${url}${path}.map`) });
    for (const [, found] of text.matchAll(/["'(]((?:\.?\/)?(?:assets\/)?[\w.-]+\.(?:js|css))["')]/g)) {
      const next = found?.startsWith('/') ? found : `/assets/${found?.replace(/^(\.\/)?(assets\/)?/, '')}`;
      if (!known.has(next)) {
        known.add(next);
        queue.push(next);
      }
    }
  }
  return seen;
}

async function asOutsider({ url }: Platform): Promise<Seen[]> {
  const paths = [
    '/api/catalog',
    '/api/drills',
    '/api/health',
    '/api/host/events',
    '/api/nothing',
    '/api/drills/x',
    '/scenarios',
    '/.git/HEAD',
  ];
  return Promise.all(paths.map(async (path) => ({ where: path, text: await get(`${url}${path}`) })));
}

const aroundPageMs = { before: 18 * 60_000, after: 2 * 60_000 } as const;

async function asTrainee(platform: Platform, trainee: Trainee): Promise<Seen[]> {
  const { page } = await trainee.view();
  if (!page) throw new Error('nobody has been paged');
  const window = {
    fromMs: page.firedAtMs - aroundPageMs.before,
    toMs: page.firedAtMs + aroundPageMs.after,
  };
  const ask = async (method: string, path: string, body?: unknown): Promise<Seen> => ({
    where: `${method} ${path}`,
    text: (await trainee.send(method, path, body)).text,
  });
  const seen = [
    await ask('GET', ''),
    await ask('GET', '/debrief'),
    await ask('GET', '/debrief?rubric=1&timeBoxes=off'),
    ...(await Promise.all(
      ['html', 'markdown', 'json'].map((format) => ask('GET', `/debrief/export?format=${format}`)),
    )),
    await ask('POST', '/felt', { text: 'Is it over?' }),
    await ask('GET', '/comparison'),
    await ask('GET', '/code/search?q=timeout'),
    await ask('GET', '/code/log'),
    await ask('GET', '/code/tree'),
    await ask('GET', '/actions/choices'),
    await ask('POST', '/hints', { number: 3 }),
    await ask('GET', '/metrics/metadata'),
    await ask('GET', `/changes?fromMs=${window.fromMs}&toMs=${window.toMs}`),
    await ask('GET', `/map?fromMs=${window.fromMs}&toMs=${window.toMs}`),
    await ask('POST', '/metrics/instant', { expr: 'sum(', atMs: window.toMs }),
    await ask('POST', '/logs/search', { query: '{', ...window }),
    await ask('POST', '/traces/search', { ...window, limit: 20 }),
    await ask('POST', '/actions', { verb: 'restart', service: 'nothing' }),
    await ask('POST', '/logs/facets', { query: '{service=~".+"}', ...window }),
    await ask('POST', '/metrics/range', {
      expr: '{__name__=~".+"}',
      fromMs: window.toMs - 60_000,
      toMs: window.toMs,
      stepMs: 60_000,
    }),
  ];
  for (const level of ['info', 'warn', 'error'])
    seen.push(await ask('POST', '/logs/search', { query: `{level="${level}"}`, ...window, limit: 500 }));
  const socket = io(platform.url, { auth: { token: trainee.seat.token }, transports: ['websocket'] });
  const state = await new Promise((resolve) => socket.once('drill.state', resolve));
  socket.disconnect();
  return [...seen, { where: 'socket drill.state', text: JSON.stringify(state) }];
}

/** The repository, which opens in open mode. */
async function inTheRepository(trainee: Trainee): Promise<Seen[]> {
  const seen: Seen[] = [];
  const entries = await trainee.must<{ path: string; kind: string }[]>('GET', '/code/tree');
  for (const { path, kind } of entries) {
    if (kind === 'file')
      seen.push({ where: path, text: (await trainee.send('GET', `/code/file?path=${encodeURIComponent(path)}`)).text });
  }
  const log = await trainee.must<{ sha: string }[]>('GET', '/code/log');
  for (const { sha } of log)
    seen.push({ where: `commit ${sha}`, text: (await trainee.send('GET', `/code/commits/${sha}`)).text });
  return seen;
}

/** `guided` has its door closed; `open` may read the code. */
export async function crawl(
  platform: Platform,
  guided: Trainee,
  open: Trainee,
  secrets: readonly string[],
): Promise<{ readonly found: Found[]; readonly visited: number }> {
  const world = [...(await asTrainee(platform, guided)), ...(await inTheRepository(open))];
  const all = [...(await bundle(platform.url)), ...(await asOutsider(platform)), ...world];
  const found = all.flatMap(({ where, text }) =>
    secrets.filter((secret) => text.includes(secret)).map((secret) => ({ where, secret })),
  );
  const spoken = world.flatMap(({ where, text }) => {
    const word = words.exec(text)?.[0];
    return word === undefined ? [] : [{ where, secret: word }];
  });
  return { found: [...found, ...spoken], visited: all.length };
}
