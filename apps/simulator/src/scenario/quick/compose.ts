/** An ordinary scenario, made from a cause of the library and a minute: the "fake incident" of a team meeting. */
import type { LibraryCause } from '../causes/library.ts';
import { filledText } from '../causes/library.ts';
import type { Shop } from '../load.ts';
import { instantMs } from '../times.ts';
import { type AlertText, alertText } from './alert-text.ts';
import { battery, yamlOf } from './battery.ts';
import { type Drawn, QuickRefused, usualOf } from './choice.ts';
import { clock, quickPatches } from './patches.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** From when the cause begins. */
const minutes = { history: -45, incident: -6, alternatives: 10, ends: 45 } as const;
const requestsPerSecond = 30;
const support: Readonly<Record<string, string>> = {
  ApiLatencyHigh: 'Tickets come in: pages take ages. Some of them come in the end.',
  ApiErrorRatioHigh: 'Tickets come in: "something went wrong", and when they try again it sometimes works.',
};

export interface QuickParts {
  readonly alternatives: readonly LibraryCause[];
  /** Ids of `battery` that are kept; all when absent. */
  readonly signals?: readonly string[];
}

function page(rule: string, { summary, team, runbook }: AlertText): object {
  return {
    rule,
    summary,
    service: 'api-gateway',
    owner: team,
    dependencies: ['catalog-service', 'order-service', 'payment-service', 'redis'],
    runbook,
    noticed: [
      { who: 'Monitoring', text: `${rule} is firing on the ingress.`, afterPage: 0 },
      { who: 'Customer support', text: support[rule] ?? 'Tickets come in. Nobody can say more.', afterPage: 50 },
    ],
  };
}

/** Texts by path in the scenario's folder. Throws QuickRefused. The same parts give the same texts. */
export function composeQuick(shop: Shop, drawn: Drawn, { alternatives, signals }: QuickParts): Record<string, string> {
  const { cause, quick, component, at, draw } = drawn;
  const alert = alertText(shop.files, quick.page);
  if (!alert) throw new QuickRefused('cause', `the shop has no alert ${quick.page}, which ${cause.id} is to make fire`);
  const dateMs = (shop.commits.at(-1)?.timeMs ?? 0) + (1 + draw.below('day', 5)) * dayMs;
  const date = new Date(dateMs).toISOString().slice(0, 10);
  const atMs = instantMs(date, at);
  const time = (offset: number): string => clock(atMs + offset * minuteMs);
  const patches = quickPatches(shop, drawn, atMs);
  const [caller, callee] = quick.edge.map((end) => filledText(end, drawn.with));
  const weekday = new Date(atMs).toLocaleDateString('en-GB', { weekday: 'long', timeZone: 'UTC' });
  const story = [
    {
      at: clock(patches.innocent.atMs),
      text: `A release of ${patches.innocent.service} is rolled out. It has no part in this.`,
    },
    { at: clock(atMs), text: `${cause.title}. ${cause.summary}` },
    ...(cause.undo === null ? [] : [{ at: time(minutes.ends - 1), text: `What takes it away: ${cause.undo}` }]),
  ].sort((a, b) => (a.at < b.at ? -1 : 1));
  const scenario = {
    // The hour only: the minute is something to find out.
    title: `Quick drill, ${weekday} ${time(minutes.incident).slice(0, 2)}:00`,
    summary: 'Something is not as it should be. You are on call, and nobody here knows more than you.',
    minutes: 30,
    difficulty: 'medium',
    date,
    history: time(minutes.history),
    incident: time(minutes.incident),
    ends: time(minutes.ends),
    traffic: { requestsPerSecond },
    commits: patches.names,
    cause: patches.cause ?? { library: cause.id, at: clock(atMs), with: drawn.with },
    releases: patches.releases,
    rivals: alternatives.map((other) => ({
      cause: other.id,
      at: clock(atMs),
      with: Object.keys(other.commits).length > 0 ? {} : usualOf(other),
    })),
    rivalsUntil: time(minutes.alternatives),
    signals: battery([time(-2), time(minutes.alternatives - 1)], signals),
    hints: [
      {
        level: 1,
        text: 'Fix the minute first. Then go service by service: which of them changed at that minute, and which did not?',
      },
      {
        level: 2,
        text: `Look closely at what is between ${caller} and ${callee}, from both sides.`,
        reveals: ['component'],
      },
      { level: 3, text: cause.summary, reveals: ['component', 'mechanism', 'resource'] },
    ],
    page: page(quick.page, alert),
    truth: {
      summary: cause.summary,
      onset: clock(atMs),
      component,
      mechanism: cause.mechanism,
      guiltyEdge: [caller, callee],
      story,
      lesson: quick.lesson,
    },
  };
  return { 'scenario.yaml': yamlOf(scenario), ...patches.files };
}
