import { object, positiveInteger, text } from '../../lib/parse.ts';
import type { Ports } from '../../ports.ts';
import type { Carts } from '../carts.ts';
import { customerOf } from './customer.ts';

export function addCartRoutes({ server, compute }: Ports, carts: Carts): void {
  server.route('GET', '/v1/cart', async ({ ctx, headers }) => {
    const items = await carts.items(ctx, customerOf(headers));
    return { status: 200, body: { view: compute.render('cart', items.length + 2), items } };
  });

  server.route('POST', '/v1/cart/items', async ({ ctx, headers, body }) => {
    const item = object(body);
    await carts.put(ctx, customerOf(headers), {
      productId: text(item, 'productId'),
      quantity: positiveInteger(item, 'quantity'),
      priceCents: positiveInteger(item, 'priceCents'),
    });
    return { status: 204 };
  });
}
