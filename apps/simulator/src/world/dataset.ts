/** The shop's people, products and past orders: a function of the seed, made once a thread. */
// One language: the package itself loads seventy.
import { faker } from '@faker-js/faker/locale/en';
import { fraction, keyOf, mix, mix2, mix3 } from '../kernel/index.ts';
import type { Database } from '../platform/postgres/index.ts';
import type { Keyspace } from '../platform/redis/data.ts';
import type { TrafficData, Visitor } from '../platform/traffic/traffic.ts';

const visitorCount = 2_400;
const productCount = 600;
const pastOrders = 5_000;
/** What the planner believes in: a shop of some years. */
export const declaredRows = {
  customers: 412_000,
  products: 600,
  orders: 2_620_000,
  order_items: 6_900_000,
  payments: 2_590_000,
  uploads: 91_000,
} as const;

const categories = ['books', 'garden', 'kitchen', 'music', 'outdoor', 'toys'];

interface Customer extends Visitor {
  readonly name: string;
}

interface Product {
  readonly id: string;
  readonly sku: string;
  readonly name: string;
  readonly category: string;
  readonly priceCents: number;
}

export interface Dataset extends TrafficData {
  readonly customers: readonly Customer[];
  readonly catalogue: readonly Product[];
  readonly pastOrders: readonly {
    readonly id: string;
    readonly visitor: number;
    readonly totalCents: number;
    readonly currency: string;
    readonly ageUs: number;
  }[];
  readonly key: number;
}

const hex = (value: number): string => value.toString(16).padStart(8, '0');

const uuid = (key: number): string => {
  const [a, b, c, d] = [mix(key, 1), mix(key, 2), mix(key, 3), mix(key, 4)].map(hex) as [
    string,
    string,
    string,
    string,
  ]; // four in, four out
  return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-a${c.slice(1, 4)}-${c.slice(4)}${d}`;
};

const sign = (token: string): string => hex(keyOf(`signature ${token}`));

const made = new Map<number, Dataset>();

export function datasetOf(seed: number): Dataset {
  const known = made.get(seed);
  if (known) return known;
  faker.seed(seed);
  const key = mix(seed, 0x64617461);
  const customers = Array.from({ length: visitorCount }, (_, i): Customer => {
    const first = faker.person.firstName();
    const last = faker.person.lastName();
    const token = hex(mix2(key, 1, i)) + hex(mix2(key, 2, i)) + hex(mix2(key, 3, i)) + hex(mix2(key, 4, i));
    return {
      customerId: uuid(mix2(key, 5, i)),
      name: `${first} ${last}`,
      email: `${first}.${last}.${i}@mail.example`.toLowerCase(),
      password: faker.internet.password({ length: 14 }),
      token: `${token}.${sign(token)}`,
    };
  });
  const catalogue = Array.from(
    { length: productCount },
    (_, i): Product => ({
      id: `p-${hex(mix2(key, 6, i))}`,
      sku: faker.commerce.isbn({ separator: '' }),
      name: faker.commerce.productName(),
      category: categories[i % categories.length] ?? 'books',
      priceCents: 300 + Math.round(12_000 * fraction(mix2(key, 7, i)) ** 2),
    }),
  );
  const past = Array.from({ length: pastOrders }, (_, i) => ({
    id: uuid(mix2(key, 8, i)),
    visitor: mix2(key, 9, i) % visitorCount,
    totalCents: 900 + (mix2(key, 10, i) % 22_000),
    currency: ['EUR', 'EUR', 'USD', 'GBP'][mix2(key, 11, i) % 4] ?? 'EUR',
    ageUs: 3_600_000_000 + (pastOrders - i) * 1_200_000,
  }));
  const dataset: Dataset = {
    key,
    customers,
    visitors: customers,
    catalogue,
    products: catalogue,
    categories,
    terms: [
      'lamp',
      'chair',
      'soft',
      'steel',
      'wood',
      'shirt',
      'towels',
      'bike',
      'pants',
      'gloves',
      'cheese',
      'keyboard',
    ],
    orders: past,
    pastOrders: past,
  };
  made.set(seed, dataset);
  return dataset;
}

const dayUs = 86_400_000_000;

/** What the tables hold when a run begins at `nowUs`. */
export function fillDatabase(database: Database, dataset: Dataset, nowUs: number): void {
  for (const { customerId, email, name, password } of dataset.customers) {
    database.table('customers').insert({
      id: customerId,
      email,
      name,
      password_hash: `scrypt:${keyOf(password).toString(16)}`,
      created_at: nowUs - 200 * dayUs,
    });
  }
  for (const { id, sku, name, category, priceCents } of dataset.catalogue) {
    database.table('products').insert({ id, sku, name, category, price_cents: priceCents, stock: 4_000 });
  }
  dataset.pastOrders.forEach((order, i) => {
    const customer = dataset.customers[order.visitor]!;
    const created = nowUs - order.ageUs;
    database.table('orders').insert({
      id: order.id,
      customer_id: customer.customerId,
      status: 'paid',
      total_cents: order.totalCents,
      currency: order.currency,
      created_at: created,
    });
    const count = 1 + (mix3(dataset.key, 12, i, 0) % 3);
    for (let item = 0; item < count; item++) {
      const product = dataset.catalogue[mix3(dataset.key, 13, i, item) % dataset.catalogue.length]!;
      database
        .table('order_items')
        .insert({ order_id: order.id, product_id: product.id, quantity: 1, price_cents: product.priceCents });
    }
  });
  for (const [name, rows] of Object.entries(declaredRows)) database.table(name).declaredRows = rows;
}

const sessionUs = 30 * 3_600_000_000;

/** What Redis holds: the sessions that are open, carts of some, the latest orders. */
export function fillRedis(data: Keyspace, dataset: Dataset, nowUs: number): void {
  dataset.customers.forEach(({ token, customerId }, i) => {
    data.set(`session:${token.split('.')[0] ?? ''}`, customerId, nowUs, sessionUs / 1000, false);
    if (i % 3 > 0) return;
    const product = dataset.catalogue[i % dataset.catalogue.length]!;
    data.hset(`cart:${customerId}`, product.id, `1@${product.priceCents}`, nowUs);
  });
  data.hset('promotions', 'garden', '15', nowUs);
  data.hset('promotions', 'music', '10', nowUs);
  for (const order of dataset.pastOrders.slice(-20)) {
    const { id, totalCents, currency } = order;
    data.lpush(
      'orders:recent',
      JSON.stringify({ id, totalCents, currency, placedAt: Math.floor((nowUs - order.ageUs) / 1000) }),
      nowUs,
    );
  }
}
