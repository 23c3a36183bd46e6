import { unauthorized } from '../../lib/errors.ts';

/** Who asks: the gateway has checked the session and says so. */
export function customerOf(headers: Readonly<Record<string, string>>): string {
  const customerId = headers['x-customer-id'];
  if (!customerId) throw unauthorized('no customer');
  return customerId;
}
