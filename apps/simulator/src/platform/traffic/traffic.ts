/** The shop's visitors: sessions begin as a Poisson process, and what each does and when is fixed by its luck. Nobody waits for an answer. */
import type { HttpCall } from '@firedrill/shop/ports';
import { exponential, fraction, type Kernel, mix, mix2, mix3 } from '../../kernel/index.ts';
import type { Ingress } from '../ingress/ingress.ts';
import { Arrivals, keptSteps, type Load, meanSteps } from './arrivals.ts';

/** A person known to the shop. */
export interface Visitor {
  readonly customerId: string;
  readonly email: string;
  readonly password: string;
  /** A session that has been open since before the world began: token and signature. */
  readonly token: string;
}

export interface TrafficData {
  readonly visitors: readonly Visitor[];
  readonly products: readonly { readonly id: string; readonly priceCents: number }[];
  readonly categories: readonly string[];
  readonly terms: readonly string[];
  /** Orders that exist, as customer and order. */
  readonly orders: readonly { readonly id: string; readonly visitor: number }[];
}

/** Weights of what a visitor does; few things make up most of it. */
export const routeWeights: readonly (readonly [string, number])[] = [
  ['GET /v1/orders/recent', 25],
  ['GET /v1/products/:id', 20],
  ['GET /v1/products', 13],
  ['GET /v1/search', 8.5],
  ['POST /v1/orders', 8],
  ['GET /v1/cart', 7],
  ['GET /v1/orders', 6],
  ['POST /v1/cart/items', 5.5],
  ['GET /v1/orders/:id', 4],
  ['POST /v1/login', 2.2],
  ['POST /v1/uploads', 0.8],
];

const mostSteps = 24;
/** Between two steps of a visitor. */
const meanPauseUs = 6_000_000;
const longestSessionUs = 150_000_000;
const totalWeight = routeWeights.reduce((sum, [, weight]) => sum + weight, 0);
const agents = [
  'okhttp/4.12.0',
  'Mozilla/5.0 (X11; Linux x86_64)',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_3 like Mac OS X)',
  'ShopApp/7.4.1',
];
const currencies = ['EUR', 'EUR', 'EUR', 'USD', 'GBP', 'SEK'];

function routeFor(key: number): string {
  let at = fraction(key) * totalWeight;
  for (const [route, weight] of routeWeights) {
    at -= weight;
    if (at < 0) return route;
  }
  return 'GET /v1/products';
}

const weightOf = (route: string): number => routeWeights.find(([name]) => name === route)?.[1] ?? 0;

interface Step {
  readonly key: number;
  readonly visitor: number;
  readonly route?: string;
}

/** What all requests of a visitor have in common. */
interface Client {
  readonly address: string;
  readonly agent: string;
  readonly authorization: string;
}

interface Scale {
  readonly factor: number;
  readonly route: string | null;
  readonly key: number;
}

export class Traffic {
  readonly #kernel: Kernel;
  readonly #ingress: Ingress;
  readonly #data: TrafficData;
  readonly #arrivals: Arrivals;
  readonly #startUs: number;
  /** What comes on top, or stays away, beside the usual visitors. */
  readonly #scales: Scale[] = [];
  #scaleCount = 0;
  /** By visitor, made once. */
  readonly #clients: (Client | undefined)[];

  constructor(kernel: Kernel, ingress: Ingress, data: TrafficData, seed: number, load: Load) {
    this.#kernel = kernel;
    this.#ingress = ingress;
    this.#data = data;
    this.#clients = Array.from(data.visitors, () => undefined);
    this.#arrivals = new Arrivals(seed, load);
    this.#startUs = kernel.nowUs;
    const firstSecond = Math.floor((kernel.nowUs - longestSessionUs) / 1_000_000);
    const now = Math.floor(kernel.nowUs / 1_000_000);
    for (let second = firstSecond; second < now; second++) this.#sessionsOf(second);
    kernel.at(kernel.nowUs, nextSecond, this, now);
  }

  /** @internal */
  second(second: number): void {
    this.#sessionsOf(second);
    this.#kernel.at((second + 1) * 1_000_000, nextSecond, this, second + 1);
  }

  /** From the next second on, `factor` times as many visitors, or requests of one route. Returns what takes it back. */
  scale(factor: number, route: string | null): () => void {
    const scale = { factor, route, key: mix(this.#arrivals.seed, ++this.#scaleCount) };
    this.#scales.push(scale);
    return () => {
      this.#scales.splice(this.#scales.indexOf(scale), 1);
    };
  }

  /** The usual visitors stay who they are and come when they come: more are others, fewer are some of them. */
  #furtherOf(second: number, sessionGapUs: number): void {
    for (const { factor, route, key } of this.#scales) {
      if (factor <= 1) continue;
      const share = route === null ? 1 : (keptSteps * weightOf(route)) / totalWeight;
      let atUs = 0;
      for (let ordinal = 0; ; ordinal++) {
        atUs += exponential(mix3(key, second % 4294967296, ordinal, 1), sessionGapUs / (factor - 1) / share);
        if (atUs >= 1_000_000) break;
        const own = mix3(key, second % 4294967296, ordinal, 2);
        const beginsUs = second * 1_000_000 + atUs;
        if (route === null) this.#session(own, beginsUs);
        else {
          const visitor = mix(own, 1) % this.#data.visitors.length;
          this.#kernel.at(Math.max(beginsUs, this.#kernel.nowUs), act, this, { key: own, visitor, route });
        }
      }
    }
  }

  #staysAway(key: number): boolean {
    return this.#scales.some((scale) => scale.factor < 1 && fraction(mix(key, scale.key)) >= scale.factor);
  }

  #sessionsOf(second: number): void {
    for (const { key, atUs } of this.#arrivals.startsIn(second)) if (!this.#staysAway(key)) this.#session(key, atUs);
    this.#furtherOf(second, 1_000_000 / this.#arrivals.rate(second * 1_000_000));
  }

  #session(key: number, beginsUs: number): void {
    const visitor = mix(key, 1) % this.#data.visitors.length;
    const steps = Math.min(mostSteps, 1 + exponential(mix(key, 2), meanSteps - 1));
    let timeUs = beginsUs;
    for (let step = 0; step < steps; step++) {
      if (timeUs >= this.#startUs && timeUs - beginsUs <= longestSessionUs) {
        this.#kernel.at(Math.max(timeUs, this.#kernel.nowUs), act, this, { key: mix2(key, 3, step), visitor });
      }
      timeUs += 400_000 + exponential(mix2(key, 4, step), meanPauseUs);
    }
  }

  /** @internal */
  act(key: number, visitorIndex: number, route: string): void {
    const client = this.#client(visitorIndex);
    this.#ingress.request({
      call: this.#call(route, key, client, visitorIndex),
      key,
      clientAddress: client.address,
      agent: client.agent,
    });
  }

  #client(visitorIndex: number): Client {
    const known = this.#clients[visitorIndex];
    if (known) return known;
    const client = {
      address: `10.0.${visitorIndex % 250}.${2 + (mix(visitorIndex, 9) % 250)}`,
      agent: agents[mix(visitorIndex, 3) % agents.length]!,
      authorization: `Bearer ${this.#data.visitors[visitorIndex]!.token}`,
    };
    this.#clients[visitorIndex] = client;
    return client;
  }

  #call(
    name: string,
    key: number,
    { authorization }: Client,
    visitorIndex: number,
  ): Omit<HttpCall, 'service' | 'timeoutMs'> {
    const { visitors, products, categories, terms, orders } = this.#data;
    const headers = { authorization };
    // A few products are looked at far more often than the rest.
    const product = products[Math.floor(products.length * fraction(mix(key, 2)) ** 2.5)]!;
    switch (name) {
      case 'GET /v1/orders/recent':
        return { method: 'GET', route: '/v1/orders/recent', headers };
      case 'GET /v1/products/:id':
        return { method: 'GET', route: '/v1/products/:id', params: { id: product.id }, headers };
      case 'GET /v1/search':
        return { method: 'GET', route: '/v1/search', query: { q: terms[mix(key, 3) % terms.length]! }, headers };
      case 'GET /v1/cart':
        return { method: 'GET', route: '/v1/cart', headers };
      case 'POST /v1/cart/items':
        return {
          method: 'POST',
          route: '/v1/cart/items',
          headers,
          body: { productId: product.id, quantity: 1 + (mix(key, 4) % 3), priceCents: product.priceCents },
        };
      case 'GET /v1/orders':
        return { method: 'GET', route: '/v1/orders', headers };
      case 'GET /v1/orders/:id': {
        const order = orders[mix2(visitorIndex, key, 5) % orders.length]!;
        return { method: 'GET', route: '/v1/orders/:id', params: { id: order.id }, headers };
      }
      case 'POST /v1/orders': {
        const count = 1 + (mix(key, 6) % 3);
        const items = Array.from({ length: count }, (_, i) => {
          const item = products[mix2(key, 7, i) % products.length]!;
          return { productId: item.id, quantity: 1 + (mix2(key, 8, i) % 2), priceCents: item.priceCents };
        });
        return {
          method: 'POST',
          route: '/v1/orders',
          headers,
          body: { items, currency: currencies[mix(visitorIndex, 2) % currencies.length]! },
        };
      }
      case 'POST /v1/login': {
        const visitor = visitors[visitorIndex]!;
        return { method: 'POST', route: '/v1/login', body: { email: visitor.email, password: visitor.password } };
      }
      case 'POST /v1/uploads':
        return {
          method: 'POST',
          route: '/v1/uploads',
          headers,
          body: { contentType: 'image/jpeg', sizeBytes: 200_000 + (mix(key, 9) % 3_000_000) },
        };
      default: {
        const category = mix(key, 10) % 3 === 0 ? 'all' : categories[mix(key, 11) % categories.length]!;
        return { method: 'GET', route: '/v1/products', query: { category }, headers };
      }
    }
  }
}

const nextSecond = (traffic: Traffic, second: number): void => traffic.second(second);
const act = (traffic: Traffic, step: Step): void =>
  traffic.act(step.key, step.visitor, step.route ?? routeFor(mix(step.key, 1)));
