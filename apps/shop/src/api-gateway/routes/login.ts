import type { Database } from '../../lib/database.ts';
import { unauthorized } from '../../lib/errors.ts';
import { object, text } from '../../lib/parse.ts';
import type { Ports } from '../../ports.ts';
import type { Sessions } from '../sessions.ts';

export function addLoginRoute({ server, compute, log, meter }: Ports, database: Database, sessions: Sessions): void {
  const logins = meter.counter('logins_total', 'Logins by outcome.');

  server.route('POST', '/v1/login', async ({ ctx, body }) => {
    const request = object(body);
    const email = text(request, 'email');
    const { rows } = await database.query(ctx, 'SELECT id, password_hash FROM customers WHERE email = $1', [email]);
    const customer = rows[0];
    const valid =
      customer !== undefined && compute.verifyPassword(text(request, 'password'), String(customer.password_hash));
    logins.add(1, { outcome: valid ? 'accepted' : 'refused' });
    if (!valid) {
      log.info(ctx, 'login refused', { known: customer !== undefined });
      throw unauthorized('wrong email or password');
    }
    const token = await sessions.open(ctx, String(customer.id));
    return { status: 200, body: { token } };
  });
}
