import { conflict, notFound } from '../../lib/errors.ts';
import { list, object, positiveInteger, text } from '../../lib/parse.ts';
import type { Ports } from '../../ports.ts';
import type { OrderItem, OrderRepository } from '../order-repository.ts';
import type { OrderPlacement } from '../place-order.ts';
import type { RecentOrders } from '../recent-orders.ts';
import { customerOf } from './customer.ts';

const itemOf = (value: unknown): OrderItem => {
  const item = object(value);
  return {
    productId: text(item, 'productId'),
    quantity: positiveInteger(item, 'quantity'),
    priceCents: positiveInteger(item, 'priceCents'),
  };
};

export function addOrderRoutes(
  ports: Ports,
  orders: OrderRepository,
  placement: OrderPlacement,
  recent: RecentOrders,
): void {
  const { server, compute, log } = ports;

  server.route('POST', '/v1/orders', async ({ ctx, headers, body }) => {
    const request = object(body);
    const items = list(request, 'items').map(itemOf);
    const placed = await placement.place(ctx, customerOf(headers), items, text(request, 'currency'));
    if (placed.status === 'payment-declined') throw conflict('payment declined');
    return { status: 201, body: placed };
  });

  server.route('GET', '/v1/orders', async ({ ctx, headers }) => {
    const history = await orders.ofCustomer(ctx, customerOf(headers));
    return { status: 200, body: { view: compute.render('order-history', history.length), orders: history } };
  });

  server.route('GET', '/v1/orders/recent', async ({ ctx }) => {
    const latest = await recent.list(ctx);
    return { status: 200, body: { orders: latest } };
  });

  server.route('GET', '/v1/orders/:id', async ({ ctx, params }) => {
    const id = params.id ?? '';
    const found = await orders.byId(ctx, id);
    if (found === null) {
      log.info(ctx, 'order not found', { orderId: id });
      throw notFound(`no order ${id}`);
    }
    return { status: 200, body: { view: compute.render('order', found.items.length + 4), ...found } };
  });
}
