/** Walks all that a trainee, another team or an outsider can reach before the debrief. */

import { join } from 'node:path';
import type { CatalogEntry, DrillView } from '@firedrill/protocol';
import { root } from '../support/platform.ts';
import { Trainee } from '../support/trainee.ts';
import { type Asker, ask, type Seen } from './ask.ts';
import { around, before, type Known, withRepository } from './known.ts';
import { listen } from './listen.ts';
import type { Secret } from './secrets.ts';
import { spoken } from './secrets.ts';
import { staticFiles } from './static.ts';
import { inside, outside } from './visits.ts';

export interface Crawled {
  /** Of the workbench's own files. */
  readonly files: readonly Seen[];
  readonly answers: readonly Seen[];
}

const isView = (text: string): boolean => text.startsWith('{"id":') && text.includes('"phase":');

/** Asks all of a drill's routes but some, in their order: what an answer changes is known to the next. */
async function asksInside(asker: Asker, first: Known, except: readonly string[]): Promise<Seen[]> {
  const seen: Seen[] = [];
  let known = first;
  for (const [route, visits] of Object.entries(inside)) {
    if (except.includes(route)) continue;
    if (route === 'POST /hints' && known.view.phase === 'running') asker.team.bought = 1;
    for (const { path, body } of visits(known)) {
      const one = await ask(asker, route, { path: `/api/drills/${known.drillId}${path}`, body });
      seen.push(one);
      // What answers with a view is a view by the wire contract.
      if (one.status === 200 && isView(one.text)) known = { ...known, view: JSON.parse(one.text) as DrillView };
    }
  }
  return seen;
}

async function asksOutside(asker: Asker, known: Known): Promise<Seen[]> {
  const seen: Seen[] = [];
  for (const [route, visits] of Object.entries(outside))
    for (const visit of visits(known)) seen.push(await ask(asker, route, visit));
  return seen;
}

/** The incident is on before anybody looks. */
async function skipAhead(trainee: Trainee): Promise<void> {
  const skipped = async (): Promise<boolean> =>
    (await trainee.send('POST', '/clock', { op: 'skip', by: 'quarter' })).status === 200;
  while (!(await skipped())) await new Promise((wake) => setTimeout(wake, 200));
}

/** From the lobby on; ends nothing. In open mode the repository is read, in guided mode the door is knocked at. */
async function live(trainee: Trainee, known: Known, isOpen: boolean): Promise<Seen[]> {
  const { url, seat } = trainee;
  const team = { bought: 0 };
  const asker = (phase: string): Asker => ({
    name: `${isOpen ? 'open' : 'guided'}, ${phase}`,
    url,
    token: seat.token,
    team,
  });
  const socket = listen(url, seat.token, team);
  await trainee.ready();
  const seen = await asksInside(asker('lobby'), known, ['POST /start']);
  await trainee.must('POST', '/start');
  seen.push(...(await asksInside(asker('paged'), known, ['POST /acknowledge', 'POST /end'])));
  await trainee.must('POST', '/acknowledge');
  await skipAhead(trainee);
  const more = await around(trainee, known);
  const all = isOpen ? await withRepository(trainee, more) : more;
  seen.push(...(await asksInside(asker('running'), all, ['POST /end'])));
  seen.push(...(await asksOutside(asker('running'), all)));
  socket.stop();
  return [...seen, ...socket.heard()];
}

/** Two teams of one drill that has not begun: one for which the door is shut, and one that may read the code. */
export interface Teams {
  readonly guided: Trainee;
  readonly open: Trainee;
  readonly catalogId: string;
}

export async function teamsOf(url: string, title: string): Promise<Teams> {
  const catalog: CatalogEntry[] = await (await fetch(`${url}/api/catalog`)).json();
  const catalogId = catalog.find((entry) => entry.title === title)?.id ?? '';
  const guided = await Trainee.start(url, { title });
  return { guided, open: await Trainee.start(url, { title, mode: 'open' }), catalogId };
}

export async function crawl({ guided, open, catalogId }: Teams): Promise<Crawled> {
  const { url } = guided;
  const nobody = { bought: 0 };
  const outsider: Asker = { name: 'outsider', url, token: null, team: nobody };
  const known = before(await guided.view(), catalogId);
  const other: Asker = { name: 'another team', url, token: open.seat.token, team: nobody };
  const stranger = listen(url, 'guess', nobody);
  const answers = [
    ...(await asksOutside(outsider, known)),
    ...(await asksInside(outsider, known, [])),
    ...(await live(guided, known, false)),
    ...(await asksInside(other, known, [])),
    ...(await live(open, before(await open.view(), catalogId), true)),
  ];
  stranger.stop();
  return {
    files: await staticFiles(outsider, join(root, 'apps/trainee-ui/dist')),
    answers: [...answers, ...stranger.heard()],
  };
}

export interface Found {
  readonly where: string;
  readonly secret: string;
}

const saidIn = (seen: readonly Seen[], secrets: readonly Secret[], hints: readonly string[]): Found[] =>
  seen.flatMap(({ where, text, bought }) => {
    const paid = hints.slice(0, bought);
    const said = secrets.filter((one) => !paid.includes(one.name) && one.saidIn(text));
    return said.map(({ name }) => ({ where, secret: name }));
  });

/** `hints`: the drill's own, which it tells whoever pays. The workbench's code has words for what the debrief will show. */
export const tell = ({ files, answers }: Crawled, secrets: readonly Secret[], hints: readonly string[]): Found[] => [
  ...saidIn(files, secrets, []),
  ...saidIn(answers, [...secrets, ...spoken], hints),
];
