import type { Database } from '../../lib/database.ts';
import { badRequest } from '../../lib/errors.ts';
import { object, positiveInteger, text } from '../../lib/parse.ts';
import type { Ports } from '../../ports.ts';
import { customerOf } from './customer.ts';

const types: readonly string[] = ['application/pdf', 'image/jpeg', 'image/png'];

/** Pictures and papers that a customer adds to a complaint. The file itself goes to the object store. */
export function addUploadRoutes({ server, env, random, log, compute }: Ports, database: Database): void {
  const maxBytes = env.number('UPLOAD_MAX_BYTES', 8_000_000);

  server.route('POST', '/v1/uploads', async ({ ctx, headers, body }) => {
    const request = object(body);
    const contentType = text(request, 'contentType');
    const sizeBytes = positiveInteger(request, 'sizeBytes');
    if (!types.includes(contentType)) throw badRequest(`contentType must be one of ${types.join(', ')}`);
    if (sizeBytes > maxBytes) {
      log.warn(ctx, 'upload refused', { sizeBytes, maxBytes });
      throw badRequest(`at most ${maxBytes} bytes`);
    }
    const id = random.uuid(ctx);
    compute.render('thumbnail', Math.round(sizeBytes / 40_000));
    await database.query(
      ctx,
      'INSERT INTO uploads (id, customer_id, content_type, size_bytes) VALUES ($1, $2, $3, $4)',
      [id, customerOf(headers), contentType, sizeBytes],
    );
    log.info(ctx, 'upload stored', { uploadId: id, sizeBytes });
    return { status: 201, body: { id } };
  });
}
