// A game day's worth of trainees, for k6: teams that start drills, look around as people do, write, and end.
//
//   k6 run -e URL=http://localhost:4600 -e TEAMS=4 -e SEATS=4 -e MINUTES=5 loadgen/trainees.js
//
// Each virtual user is one seat; `setup` starts the drills and lets everybody in.
import { check, fail, sleep } from 'k6';
import exec from 'k6/execution';
import http from 'k6/http';
import { Counter, Trend } from 'k6/metrics';

const url = __ENV.URL || 'http://localhost:4600';
const teams = Number(__ENV.TEAMS || 4);
const seats = Number(__ENV.SEATS || 4);
const minutes = Number(__ENV.MINUTES || 5);
const seed = Number(__ENV.SEED || 1);

const panels = new Trend('panel_duration', true);
const searches = new Trend('log_search_duration', true);
const writes = new Trend('write_duration', true);
const limited = new Counter('rate_limited');

export const options = {
  setupTimeout: '10m',
  scenarios: {
    trainees: {
      executor: 'per-vu-iterations',
      vus: teams * seats,
      iterations: 1,
      maxDuration: `${minutes + 5}m`,
    },
  },
  thresholds: {
    http_req_failed: ['rate<0.01'],
    checks: ['rate>0.99'],
    panel_duration: ['p(95)<200'],
    log_search_duration: ['p(95)<500'],
    write_duration: ['p(95)<200'],
    rate_limited: ['count<1'],
  },
};

const json = { 'content-type': 'application/json' };

function send(token, method, path, body, name) {
  const headers = { authorization: `Bearer ${token}`, ...(body === undefined ? {} : json) };
  const payload = body === undefined ? null : JSON.stringify(body);
  const answer = http.request(method, `${url}/api${path}`, payload, { headers, tags: { name } });
  if (answer.status === 429) limited.add(1);
  check(answer, { [`${name} succeeds`]: ({ status }) => status >= 200 && status < 300 });
  return answer;
}

const parsed = (answer) => (answer.body === null || answer.body === '' ? null : answer.json());

/** Joins by code: at most one every five seconds from one address, so a room's worth takes its time. */
function join(code, name) {
  for (let tries = 0; tries < 40; tries++) {
    const answer = http.post(`${url}/api/join`, JSON.stringify({ code, name }), {
      headers: json,
      tags: { name: 'join' },
      responseCallback: http.expectedStatuses(201, 429),
    });
    if (answer.status === 201) return answer.json();
    sleep(5);
  }
  return fail(`nobody lets ${name} in with ${code}`);
}

/** Starts the teams' drills, lets everybody in, and sends the pages. */
export function setup() {
  const catalog = http.get(`${url}/api/catalog`).json();
  if (catalog.length === 0) fail('there is no drill in the catalogue');
  const all = [];
  for (let team = 0; team < teams; team++) {
    const request = { catalogId: catalog[team % catalog.length].id, name: 'Host', teamName: `Load ${team + 1}`, seed };
    const created = http.post(`${url}/api/events`, JSON.stringify(request), { headers: json });
    if (created.status !== 201) fail(`a drill could not be started: ${created.body}`);
    const host = created.json();
    const drill = `/drills/${host.drillId}`;
    const view = parsed(send(host.token, 'GET', drill, undefined, 'view'));
    all.push(host);
    for (let seat = 1; seat < seats; seat++) all.push(join(view.joinCode, `Seat ${seat + 1}`));
  }
  for (let team = 0; team < teams; team++) {
    const { drillId, token } = all[team * seats];
    const drill = `/drills/${drillId}`;
    while (!parsed(send(token, 'GET', drill, undefined, 'view')).world.ready) sleep(1);
    send(token, 'POST', `${drill}/start`, undefined, 'start');
    const running = send(token, 'POST', `${drill}/acknowledge`, undefined, 'acknowledge');
    if (running.status !== 200) fail(`a drill could not be begun: ${running.body}`);
  }
  return { all };
}

const quantile = (q) =>
  `histogram_quantile(${q}, sum by (le) (rate(nginx_ingress_controller_request_duration_seconds_bucket[1m])))`;

const overview = [
  'sum(rate(nginx_ingress_controller_requests[1m]))',
  'sum(rate(nginx_ingress_controller_requests{status=~"5.."}[1m])) / sum(rate(nginx_ingress_controller_requests[1m]))',
  quantile(0.5),
  quantile(0.95),
  quantile(0.99),
  'sum by (service) (rate(http_server_request_duration_seconds_count[1m]))',
  'histogram_quantile(0.95, sum by (service, le) (rate(http_server_request_duration_seconds_bucket[1m])))',
  'sum by (service) (db_client_connection_pending_requests)',
];

/** One series each: what people say they read. */
const readable = [
  ...overview.slice(0, 5).map((expr) => ({ expr, focus: {} })),
  ...overview.slice(5).map((expr) => ({ expr, focus: { service: 'order-service' } })),
];

const logQueries = [
  '{service="order-service", level="error"}',
  '{service="postgres"} |= "duration"',
  '{service="api-gateway"} | responseTime > 500',
  '{level=~"warn|error"} |= "upstream"',
];

const pick = (list) => list[Math.floor(Math.random() * list.length)];
/** People think between two looks. */
const think = () => sleep(1 + Math.random() * 4);

function now(view) {
  const { clock, serverMs, world, endsAtMs } = view;
  return Math.min(clock.incidentMs + (serverMs - clock.wallMs) * clock.speed, world.toMs, endsAtMs);
}

/** A dashboard as the workbench asks for it: all panels at once. */
function dashboard(token, drill, window) {
  const requests = overview.map((expr) => ({
    method: 'POST',
    url: `${url}/api${drill}/metrics/range`,
    body: JSON.stringify({ expr, ...window, stepMs: 15000 }),
    params: { headers: { ...json, authorization: `Bearer ${token}` }, tags: { name: 'panel' } },
  }));
  for (const answer of http.batch(requests)) {
    if (answer.status === 429) limited.add(1);
    panels.add(answer.timings.duration);
    check(answer, { 'a panel has series': ({ status }) => status === 200 });
  }
}

function readLogs(token, drill, window) {
  const query = pick(logQueries);
  const request = { query, ...window, limit: 200, askedBy: 'person' };
  searches.add(send(token, 'POST', `${drill}/logs/search`, request, 'log search').timings.duration);
  send(token, 'POST', `${drill}/logs/histogram`, { query, ...window, buckets: 60 }, 'log histogram');
  send(token, 'POST', `${drill}/logs/facets`, { query, ...window }, 'log facets');
}

function readTraces(token, drill, window) {
  const request = { service: 'order-service', ...window, limit: 100, askedBy: 'person' };
  const found = parsed(send(token, 'POST', `${drill}/traces/search`, request, 'trace search'));
  if (found?.traces.length > 0) send(token, 'GET', `${drill}/traces/${pick(found.traces).traceId}`, undefined, 'trace');
}

function pin(token, drill, window) {
  const isLog = Math.random() < 0.5;
  const query = isLog ? { modality: 'log', query: pick(logQueries) } : { modality: 'metric', ...pick(readable) };
  const body = { query, window, reading: pick(['higher', 'same']), title: 'seen under load' };
  const answer = send(token, 'POST', `${drill}/pins`, body, 'pin');
  writes.add(answer.timings.duration);
}

/** The host writes what opens the code, and reads a little of it. */
function writeAndRead(token, drill) {
  const hypothesis = {
    slots: { component: { value: 'order-service' }, mechanism: { value: 'slow-query' } },
    because: 'Requests wait for connections of the pool.',
    predictions: [
      {
        id: 'p1',
        text: 'Nothing waits elsewhere',
        query: { modality: 'metric', ...readable[7] },
        outcome: 'higher',
      },
    ],
    alternatives: [
      { component: 'redis', mechanism: 'slow-redis-command', because: 'Its commands are as fast as ever.' },
    ],
  };
  writes.add(send(token, 'PUT', `${drill}/hypothesis`, hypothesis, 'draft').timings.duration);
  const locked = parsed(send(token, 'POST', `${drill}/hypothesis/lock`, undefined, 'lock'));
  send(token, 'POST', `${drill}/predictions/check`, { predictionId: 'p1' }, 'check prediction');
  if (!locked?.doorOpen) return;
  send(token, 'GET', `${drill}/code/tree`, undefined, 'code tree');
  send(token, 'GET', `${drill}/code/search?q=SELECT`, undefined, 'code search');
  send(token, 'GET', `${drill}/code/log`, undefined, 'code log');
}

export default function work({ all }) {
  const index = exec.vu.idInTest - 1;
  const { drillId, token } = all[index];
  const isHost = index % seats === 0;
  const drill = `/drills/${drillId}`;
  const untilMs = Date.now() + minutes * 60_000;
  let pins = 0;
  let hasWritten = false;
  // Nobody opens the dashboard in the same instant as everybody else.
  sleep(Math.random() * 15);
  while (Date.now() < untilMs) {
    const view = parsed(send(token, 'GET', drill, undefined, 'view'));
    if (view === null || view.phase !== 'running') return;
    const toMs = now(view);
    const window = { fromMs: toMs - 900_000, toMs };
    dashboard(token, drill, window);
    think();
    pick([readLogs, readTraces])(token, drill, window);
    think();
    const span = `fromMs=${window.fromMs}&toMs=${window.toMs}`;
    send(token, 'GET', `${drill}/changes?${span}`, undefined, 'changes');
    send(token, 'GET', `${drill}/map?${span}`, undefined, 'map');
    if (pins < 6) {
      pin(token, drill, window);
      pins++;
    }
    // Pins of two kinds are needed, and chance brings them.
    if (isHost && pins >= 4 && !hasWritten) {
      writeAndRead(token, drill);
      hasWritten = true;
    }
    think();
  }
  if (isHost) {
    // The others finish what they are at: nothing can be written after the end.
    sleep(30);
    send(token, 'POST', `${drill}/end`, undefined, 'end');
    send(token, 'GET', `${drill}/debrief`, undefined, 'debrief');
  }
}
