/** Asking as somebody, and keeping what was said. */
import type { Visit } from './known.ts';

export interface Seen {
  /** Who asked what. */
  readonly where: string;
  readonly route: string;
  readonly status: number;
  readonly text: string;
  /** Hints that this team had paid for by then. */
  readonly bought: number;
}

export interface Team {
  bought: number;
}

export interface Asker {
  readonly name: string;
  readonly url: string;
  readonly token: string | null;
  readonly team: Team;
}

/** Of people's time: the server's own limit of requests is what a crawler meets first. */
const waitMs = 250;

/** A refusal for asking too much hides what the answer would have been: it is asked again. */
export async function ask(asker: Asker, route: string, { path, body }: Visit): Promise<Seen> {
  const method = route.slice(0, route.indexOf(' '));
  const headers = {
    ...(asker.token === null ? {} : { authorization: `Bearer ${asker.token}` }),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  };
  const payload = body === undefined ? {} : { body: JSON.stringify(body) };
  for (;;) {
    const answer = await fetch(`${asker.url}${path}`, { method, headers, ...payload });
    const text = await answer.text();
    const { status } = answer;
    const where = `${asker.name}: ${method} ${path}`;
    if (status !== 429) return { where, route, status, text, bought: asker.team.bought };
    await new Promise((wake) => setTimeout(wake, waitMs));
  }
}
