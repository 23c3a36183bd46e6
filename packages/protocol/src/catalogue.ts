/** The slot catalogue: what a hypothesis is built from. One list for all drills, alphabetical, favouring nothing. */

export interface CatalogueItem {
  readonly id: string;
  readonly label: string;
  /** One plain sentence. */
  readonly help: string;
}

const item = (id: string, label: string, help: string): CatalogueItem => ({ id, label, help });

export const components: readonly CatalogueItem[] = [
  item('alert', 'the alert itself', 'Nothing in the system is wrong; the rule fired.'),
  item('api-gateway', 'api-gateway', 'Entry of all API calls: sessions, routing, time-outs.'),
  item('catalog-service', 'catalog-service', 'Products, search and prices.'),
  item('external-processor', 'external-processor', "The partner's card processor."),
  item('ingress', 'nginx ingress', 'The load balancer in front of the gateway.'),
  item('network', 'network', 'What lies between two components.'),
  item('node', 'node', 'A machine that pods run on.'),
  item('order-service', 'order-service', 'Carts, orders and their history.'),
  item('payment-service', 'payment-service', 'Authorisation and settlement.'),
  item('postgres', 'postgres', "The shop's database."),
  item('queue', 'queue', 'Jobs waiting to be done.'),
  item('queue-consumer', 'queue-consumer', 'Works off the queue.'),
  item('redis', 'redis', 'Sessions, carts, caches and locks.'),
];

export const resources: readonly CatalogueItem[] = [
  item('cache', 'cache', 'Stored answers, their hits and misses.'),
  item('client-timeout', 'client time-out', 'A limit on waiting set by the caller.'),
  item('connection-pool', 'connection pool', 'A fixed number of connections shared by requests.'),
  item('cpu', 'CPU', 'Processor time.'),
  item('database-locks', 'database locks', 'Rows or tables held by a transaction.'),
  item('disk', 'disk', 'Reads, writes and space.'),
  item('event-loop', 'event loop', 'The one thread of a Node process.'),
  item('external-quota', 'external quota', 'What a partner allows.'),
  item('file-descriptors', 'file descriptors', 'Open files and sockets.'),
  item('lock', 'distributed lock', 'A key that only one holder may have.'),
  item('memory', 'memory', 'Heap and working set.'),
  item('network-link', 'network link', 'Latency and loss on one edge.'),
  item('none', 'none', 'No resource is short.'),
  item('queue-depth', 'queue depth', 'Jobs that wait.'),
  item('schedule', 'schedule', 'What runs when.'),
];

export const mechanisms: readonly CatalogueItem[] = [
  item('bad-configuration', 'wrong configuration value', 'A setting has a value that cannot work.'),
  item('blocked-event-loop', 'blocked event loop', 'Synchronous work keeps a process from doing anything else.'),
  item('cache-expiry-stampede', 'cache stampede', 'Many requests rebuild one expired entry at once.'),
  item('cache-eviction', 'cache eviction', 'Entries are thrown out before they are used again.'),
  item('connection-leak', 'connection leak', 'Connections are taken and never given back.'),
  item('crash-loop', 'crash loop', 'A process starts, fails and starts again.'),
  item('data-growth', 'data growth', 'The same code meets more data than it can handle.'),
  item('deadlock', 'deadlock', 'Two transactions wait for each other.'),
  item('dns-failure', 'name resolution failure', 'Names cannot be resolved in time.'),
  item('expired-certificate', 'expired certificate', 'A certificate is no longer valid.'),
  item('garbage-collection', 'garbage collection pauses', 'Memory pressure stops the process again and again.'),
  item('lock-held-too-long', 'lock held too long', 'A holder keeps a lock while others wait.'),
  item('memory-leak', 'memory leak', 'Memory grows until the process is killed.'),
  item('missing-timeout', 'missing time-out', 'A caller waits for ever.'),
  item('network-latency', 'network latency', 'One edge became slow.'),
  item('network-loss', 'packet loss', 'One edge loses packets.'),
  item('noisy-neighbour', 'noisy neighbour', 'Another workload on the node takes the processor.'),
  item('poison-message', 'poison message', 'One job fails again and again.'),
  item('rate-limited', 'rate limit reached', 'A partner refuses further calls.'),
  item('retry-storm', 'retry storm', 'Retries multiply the load.'),
  item('row-lock-contention', 'row lock contention', 'Requests queue for the same row.'),
  item('schema-change', 'schema change', 'Tables no longer fit the code.'),
  item('slow-external', 'slow external service', 'A partner answers late.'),
  item('slow-query', 'slow query holding connections', 'Statements run so long that connections run out.'),
  item('slow-redis-command', 'slow Redis command', 'One command keeps Redis from serving others.'),
  item('stale-cache', 'stale cache', 'Old answers are served.'),
  item('threshold-noise', 'threshold or noise', 'The system is well; the rule is too tight.'),
  item('traffic-surge', 'traffic surge', 'More requests than the system is built for.'),
  item('uncached-hot-path', 'cache no longer used', 'Every request does work that used to be stored.'),
  item('unbounded-fanout', 'unbounded fan-out', 'One request causes very many.'),
  item('other', 'other', 'None of these; say it in a note.'),
];

export const triggersBesideChanges: readonly CatalogueItem[] = [
  item('data-growth', 'data growth', 'No change; the data grew.'),
  item('nothing-found', 'nothing found', 'No trigger was found.'),
  item('traffic', 'traffic', 'No change; the load did it.'),
];

export const recoveries: readonly CatalogueItem[] = [
  item('configuration', 'a configuration change', 'A setting is or was put right.'),
  item('load-fell', 'the load fell', 'Traffic went back to normal.'),
  item('none', 'nothing to recover', 'Nothing was broken.'),
  item('not-recovered', 'not recovered', 'It is still going on.'),
  item('restart', 'a restart', 'Processes were started anew.'),
  item('rollback', 'a rollback', 'The version before is or was put back.'),
  item('self-healed', 'it went away by itself', 'What caused it ended.'),
];

/** Keys of Redis, and families of them, that the shop uses. */
export const storeKeys: readonly string[] = [
  'cards:*',
  'cart:*',
  'facets',
  'lock:*',
  'orders:recent',
  'product:*',
  'products-page:*',
  'promotions',
  'rates:*',
  'search:*',
  'session:*',
];

export const routes: readonly string[] = [
  'GET /v1/cart',
  'GET /v1/orders',
  'GET /v1/orders/:id',
  'GET /v1/orders/recent',
  'GET /v1/products',
  'GET /v1/products/:id',
  'GET /v1/search',
  'POST /v1/cart/items',
  'POST /v1/login',
  'POST /v1/orders',
  'POST /v1/uploads',
];
