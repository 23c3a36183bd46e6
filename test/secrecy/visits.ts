/** How every route is asked, as the workbench would and as somebody who tries. In an order that makes a drill. */
import type { Hypothesis } from '@firedrill/protocol';
import { type Known, pinIdIn, type Visit } from './known.ts';

const levels = ['info', 'warn', 'error'];
const errors = 'sum(rate(nginx_ingress_controller_requests{status=~"5.."}[1m]))';
const slow = '{service="postgres"}';

/** Newest first: what changed in the others is read in their diffs. */
const mostCommits = 8;
/** The history of one file is part of the whole one. */
const mostPaths = 8;

const encoded = encodeURIComponent;
const between = ({ window }: Known): string => `fromMs=${window.fromMs}&toMs=${window.toMs}`;

/** Complete, so that the door opens, and of no drill the answer. */
const hypothesis = (known: Known): Hypothesis => ({
  slots: {
    component: { value: 'queue', pins: [pinIdIn(known)] },
    mechanism: { value: 'dns-failure', pins: [] },
    since: { value: String(known.window.fromMs), pins: [] },
  },
  because: 'It could be.',
  predictions: [
    { id: 'p', text: 'More fail.', query: { modality: 'metric', expr: errors, focus: {} }, outcome: 'higher' },
  ],
  alternatives: [{ component: 'node', mechanism: 'crash-loop', because: 'No.', pins: [pinIdIn(known, -1)] }],
});

const note = { note: 'Is it over?' };
const instant = ({ window }: Known, expr: string): Visit => ({
  path: '/metrics/instant',
  body: { expr, atMs: window.toMs },
});

type Visits = (known: Known) => readonly Visit[];
const always =
  (path: string, body?: unknown): Visits =>
  () => [{ path, body }];

/** Everybody's, and the host's, by route. */
export const outside: Readonly<Record<string, Visits>> = {
  'GET /api/health': always('/api/health'),
  'GET /api/catalog': always('/api/catalog'),
  'GET /api/drills': always('/api/drills'),
  'POST /api/events': ({ catalogId }) => [
    { path: '/api/events', body: { catalogId, name: 'Eve', teamName: 'Others' } },
    { path: '/api/events', body: { catalogId: 'nothing', name: 'Eve' } },
  ],
  'POST /api/join': ({ joinCode }) => [
    { path: '/api/join', body: { code: joinCode, name: 'Eve' } },
    { path: '/api/join', body: { code: 'AAAAAA', name: 'Eve' } },
  ],
  'POST /api/host': always('/api/host', { token: 'guess' }),
  'GET /api/host/causes': always('/api/host/causes'),
  'GET /api/host/events': always('/api/host/events'),
  'POST /api/host/quick-drills': always('/api/host/quick-drills', { name: 'Eve', cause: 'earthquake' }),
  'GET /api/host/quick-drills/:id': always('/api/host/quick-drills/x'),
  'PUT /api/host/comparisons/:d': ({ drillId }) => [{ path: `/api/host/comparisons/${drillId}`, body: { open: true } }],
};

/** Of a drill, by what comes after its path. `POST /start`, `/acknowledge` and `/end` are asked when they do no harm. */
export const inside: Readonly<Record<string, Visits>> = {
  'POST /start': always('/start'),
  'POST /acknowledge': always('/acknowledge'),
  'GET ': always(''),
  'POST /viewed': always('/viewed', { what: 'changes' }),
  'GET /metrics/metadata': always('/metrics/metadata'),
  'POST /metrics/range': ({ window, metrics }) =>
    [errors, ...metrics].map((expr) => ({
      path: '/metrics/range',
      body: { expr, fromMs: window.toMs - 60_000, toMs: window.toMs, stepMs: 60_000 },
    })),
  'POST /metrics/instant': (known) => [instant(known, 'up'), instant(known, 'sum('), instant(known, 'nothing()')],
  'GET /metrics/labels/:name': ({ labels }) => labels.map((label) => ({ path: `/metrics/labels/${label}` })),
  'POST /logs/search': ({ window, services }) => [
    ...levels.map((level) => ({ path: '/logs/search', body: { query: `{level="${level}"}`, ...window, limit: 1000 } })),
    ...services.map((service) => ({
      path: '/logs/search',
      body: { query: `{service="${service}"}`, ...window, limit: 500 },
    })),
    { path: '/logs/search', body: { query: '{x', ...window } },
    { path: '/logs/search', body: { query: slow, ...window, askedBy: 'person' } },
  ],
  'POST /logs/histogram': ({ window }) => [
    { path: '/logs/histogram', body: { query: '{service=~".+"}', ...window, buckets: 20 } },
  ],
  'POST /logs/facets': ({ window }) => [{ path: '/logs/facets', body: { query: '{service=~".+"}', ...window } }],
  'POST /traces/search': ({ window }) => [{ path: '/traces/search', body: { ...window, limit: 500 } }],
  'GET /traces/:traceId': ({ traceIds }) => traceIds.map((traceId) => ({ path: `/traces/${traceId}` })),
  'GET /changes': (known) => [{ path: `/changes?${between(known)}` }],
  'GET /map': (known) => [{ path: `/map?${between(known)}` }],
  'POST /pins': ({ window }) =>
    [
      { modality: 'metric', expr: errors, focus: {} },
      { modality: 'log', query: slow },
      { modality: 'metric', expr: 'up', focus: {} },
      { modality: 'event', changeId: 'nothing' },
    ].map((query) => ({ path: '/pins', body: { query, window, reading: 'higher', title: 'seen', note: '' } })),
  'DELETE /pins/:id': (known) => [{ path: `/pins/${pinIdIn(known, -1)}` }],
  'POST /timeline': (known) => [
    { path: '/timeline', body: { atMs: known.window.fromMs, text: 'it begins', onset: true, pinId: pinIdIn(known) } },
    { path: '/timeline', body: { atMs: known.window.toMs, text: 'it goes on' } },
  ],
  'DELETE /timeline/:id': ({ view }) => [{ path: `/timeline/${view.timeline.at(-1)?.id ?? 'none'}` }],
  'GET /code/tree': always('/code/tree'),
  'GET /code/search': () => ['timeout', 'await', 'lock', ' '].map((q) => ({ path: `/code/search?q=${encoded(q)}` })),
  'GET /code/file': ({ paths, commits }) => [
    ...paths.map((path) => ({ path: `/code/file?path=${encoded(path)}` })),
    ...commits
      .slice(0, mostCommits)
      .flatMap((commit) =>
        commit.paths.map((path) => ({ path: `/code/file?path=${encoded(path)}&commit=${commit.sha}` })),
      ),
    { path: '/code/file?path=scenario.yaml' },
    { path: `/code/file?path=${encoded('../../scenarios')}` },
  ],
  'GET /code/log': ({ paths }) => [
    { path: '/code/log' },
    ...paths.slice(0, mostPaths).map((path) => ({ path: `/code/log?path=${encoded(path)}` })),
  ],
  'GET /code/commits/:sha': ({ commits }) => commits.map(({ sha }) => ({ path: `/code/commits/${sha}` })),
  'GET /code/deployed': always('/code/deployed'),
  'PUT /hypothesis': (known) => [{ path: '/hypothesis', body: hypothesis(known) }],
  'POST /hypothesis/lock': always('/hypothesis/lock'),
  'POST /predictions/check': always('/predictions/check', { predictionId: 'p' }),
  'POST /predictions/verdict': always('/predictions/verdict', { predictionId: 'p', verdict: 'failed' }),
  'POST /code/enter': always('/code/enter'),
  'GET /actions/choices': always('/actions/choices'),
  'POST /actions': () => [
    { path: '/actions', body: { verb: 'restart', service: 'nothing' } },
    { path: '/actions', body: { verb: 'revert', commit: 'fffffff' } },
    {
      path: '/actions',
      body: { verb: 'cancel-backend', backends: { by: 'application', application: 'x', olderThanSeconds: 1 } },
    },
  ],
  'POST /contradiction': always('/contradiction', { found: false, ...note }),
  'POST /recovery': always('/recovery', note),
  'POST /submit': always('/submit'),
  'POST /clock': () => [
    { path: '/clock', body: { op: 'skip', by: 'hour' } },
    { path: '/clock', body: { op: 'skip', by: 'minute' } },
  ],
  'POST /hints': () => [3, 20, 1].map((number) => ({ path: '/hints', body: { number } })),
  'POST /felt': always('/felt', { text: 'Is it over?' }),
  'GET /comparison': always('/comparison'),
  'GET /debrief': () => [{ path: '/debrief' }, { path: '/debrief?rubric=1&timeBoxes=off' }],
  'GET /debrief/export': () =>
    ['html', 'markdown', 'json'].map((format) => ({ path: `/debrief/export?format=${format}` })),
  'GET /replay': () => [{ path: '/replay?seq=3&atMs=9999999999999' }],
  'POST /end': always('/end'),
};

/** What only the end opens. */
export const afterTheEnd = ['POST /felt', 'GET /comparison', 'GET /debrief', 'GET /debrief/export', 'GET /replay'];

const inDrill = (route: string): string => {
  const [method, rest] = route.split(' ');
  return `${method} /api/drills/:d${rest}`;
};
export const visited: readonly string[] = [...Object.keys(outside), ...Object.keys(inside).map(inDrill)].sort();
