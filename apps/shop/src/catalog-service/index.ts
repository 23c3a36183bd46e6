import { Cache } from '../lib/cache.ts';
import { Database } from '../lib/database.ts';
import { notFound } from '../lib/errors.ts';
import { addHealthRoutes } from '../lib/health.ts';
import { Jobs } from '../lib/jobs.ts';
import type { Ports } from '../ports.ts';
import { Facets } from './facets.ts';
import { Products } from './products.ts';
import { Promotions } from './promotions.ts';
import { WarmUp } from './warm-up.ts';

const pageSize = 24;

export function start(ports: Ports): void {
  const { server, env, redis, compute, log, meter } = ports;
  const database = new Database(ports, 'catalog-service');
  const client = redis.createClient({
    connectionName: 'catalog-service',
    commandTimeout: env.number('REDIS_COMMAND_TIMEOUT_MS', 500),
  });
  const requests = meter.counter('cache_requests_total', 'Cache look-ups by result.');
  const cacheDeps = { redis: client, compute, log, requests };
  const ttlMs = env.number('CACHE_TTL_MS', 60_000);
  const products = new Products(database);
  const pages = new Cache(cacheDeps, 'products-page', ttlMs);
  const details = new Cache(cacheDeps, 'product', ttlMs);
  const searches = new Cache(cacheDeps, 'search', ttlMs / 2);
  const facets = new Facets(ports, client, database);
  const promotions = new Promotions(client, log);
  const warmUp = new WarmUp(ports, client, products);

  server.route('GET', '/v1/products', async ({ ctx, query }) => {
    const category = query.category ?? 'all';
    const reductions = await promotions.current(ctx);
    const list = await pages.through(ctx, category, () => products.page(ctx, category, pageSize));
    return { status: 200, body: { view: compute.render('product-list', list.length), products: list, reductions } };
  });

  server.route('GET', '/v1/products/:id', async ({ ctx, params }) => {
    const id = params.id ?? '';
    const reductions = await promotions.current(ctx);
    const product = await details.through(ctx, id, () => products.byId(ctx, id));
    if (product === null) throw notFound(`no product ${id}`);
    return { status: 200, body: { view: compute.render('product', 8), product, reductions } };
  });

  server.route('GET', '/v1/search', async ({ ctx, query }) => {
    const term = (query.q ?? '').trim().toLowerCase();
    const found = await searches.through(ctx, term, () => products.search(ctx, term, pageSize));
    if (found.length === 0) log.info(ctx, 'search found nothing', { term });
    return { status: 200, body: { view: compute.render('search', found.length), products: found } };
  });

  const jobs = new Jobs(ports);
  jobs.cron('20 * * * *', 'facets', (ctx) => facets.refresh(ctx));
  jobs.cron('0 * * * *', 'warm-up', (ctx) => warmUp.run(ctx));
  addHealthRoutes(ports);
}
