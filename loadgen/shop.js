// Visitors for a shop that runs on real servers, for k6: the same mix as the shop has on any afternoon.
//
//   k6 run -e URL=http://localhost:8080 -e RATE=83 -e MINUTES=10 -e EMAIL=... -e PASSWORD=... loadgen/shop.js
//
// Sessions arrive whether or not the shop answers: when it is slow, they pile up, as people do.
import { check, sleep } from 'k6';
import http from 'k6/http';

const url = __ENV.URL || 'http://localhost:8080';
const requestsPerSecond = Number(__ENV.RATE || 83);
const minutes = Number(__ENV.MINUTES || 10);
const credentials = { email: __ENV.EMAIL || 'ana@shop.example', password: __ENV.PASSWORD || 'ana' };

const meanSteps = 6;
const meanPauseSeconds = 6;
const sessionsPerMinute = Math.max(1, Math.round((60 * requestsPerSecond) / meanSteps));

export const options = {
  scenarios: {
    visitors: {
      executor: 'constant-arrival-rate',
      rate: sessionsPerMinute,
      timeUnit: '1m',
      duration: `${minutes}m`,
      preAllocatedVUs: Math.ceil((sessionsPerMinute / 60) * meanSteps * meanPauseSeconds * 1.5),
      maxVUs: Math.ceil((sessionsPerMinute / 60) * meanSteps * meanPauseSeconds * 6),
      gracefulStop: '30s',
    },
  },
  thresholds: {
    http_req_failed: ['rate<0.005'],
    http_req_duration: ['p(95)<300'],
    dropped_iterations: ['count<1'],
  },
};

const json = { 'content-type': 'application/json' };
const pick = (list) => list[Math.floor(Math.random() * list.length)];
const exponential = (mean) => -Math.log(1 - Math.random()) * mean;
const params = (token, name, body) => ({
  headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...(body ? json : {}) },
  tags: { name },
});
const get = (token, name, path) => http.get(url + path, params(token, name, false));
const post = (token, name, path, body) => http.post(url + path, JSON.stringify(body), params(token, name, true));

/** What a visitor does: weight, name of the route, and the request. */
const steps = [
  [25, 'GET /v1/orders/recent', (v, name) => get(v.token, name, '/v1/orders/recent')],
  [20, 'GET /v1/products/:id', (v, name) => get(v.token, name, `/v1/products/${pick(v.products).id}`)],
  [13, 'GET /v1/products', (v, name) => get(v.token, name, '/v1/products?category=all')],
  [8.5, 'GET /v1/search', (v, name) => get(v.token, name, `/v1/search?q=${encodeURIComponent(pick(v.terms))}`)],
  [8, 'POST /v1/orders', (v, name) => post(v.token, name, '/v1/orders', { items: [item(v)], currency: 'EUR' })],
  [7, 'GET /v1/cart', (v, name) => get(v.token, name, '/v1/cart')],
  [6, 'GET /v1/orders', (v, name) => get(v.token, name, '/v1/orders')],
  [5.5, 'POST /v1/cart/items', (v, name) => post(v.token, name, '/v1/cart/items', item(v))],
  [2.2, 'POST /v1/login', (_, name) => post(null, name, '/v1/login', credentials)],
  [
    0.8,
    'POST /v1/uploads',
    (v, name) => post(v.token, name, '/v1/uploads', { contentType: 'image/jpeg', sizeBytes: 900_000 }),
  ],
];
const totalWeight = steps.reduce((sum, [weight]) => sum + weight, 0);

function item({ products }) {
  const { id, price_cents: priceCents } = pick(products);
  return { productId: id, quantity: 1, priceCents };
}

function chooseStep() {
  let at = Math.random() * totalWeight;
  return steps.find(([weight]) => {
    at -= weight;
    return at < 0;
  });
}

/** One session and the products on offer. */
export function setup() {
  const login = http.post(`${url}/v1/login`, JSON.stringify(credentials), { headers: json });
  if (login.status !== 200) throw new Error(`no login with ${credentials.email}: ${login.status} ${login.body}`);
  const { products } = http.get(`${url}/v1/products?category=all`).json();
  return { token: login.json().token, products, terms: ['lamp', 'chair', 'mug', 'desk'] };
}

export default function visit(visitor) {
  const count = 1 + Math.min(23, Math.round(exponential(meanSteps - 1)));
  for (let i = 0; i < count; i++) {
    const [, name, request] = chooseStep();
    check(request(visitor, name), { 'answered without a server error': ({ status }) => status > 0 && status < 500 });
    if (i + 1 < count) sleep(0.4 + exponential(meanPauseSeconds));
  }
}
