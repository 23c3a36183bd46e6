/** The repository, behind its door. */
import type { DeployedVersion } from '@firedrill/protocol';
import { z } from 'zod';
import type { EntryData } from '../../journal/index.ts';
import type { Seated } from '../auth.ts';
import { ApiError, notFound } from '../errors.ts';
import type { App, RouteDeps } from './types.ts';
import { drillParams } from './types.ts';

const filePath = z.string().min(1).max(500);

/** Passes the door, or is told what is still missing; opening code is journalled. */
async function enter({ runtime, who }: Seated, data: EntryData): Promise<void> {
  await runtime.perform({ type: 'code', data }, who);
}

export function addCodeRoutes(app: App, { seats }: RouteDeps): void {
  const path = '/api/drills/:d/code';
  const params = { params: drillParams };

  app.post(`${path}/enter`, { schema: params }, async (request) => {
    const { runtime, who } = await seats.of(request, request.params.d);
    return runtime.perform({ type: 'enter-early' }, who);
  });
  app.get(`${path}/tree`, { schema: params }, async (request) => {
    const seated = await seats.of(request, request.params.d);
    await enter(seated, { type: 'code.opened', path: '/' });
    return seated.runtime.repository().tree(seated.runtime.visibleMs());
  });
  app.get(
    `${path}/file`,
    { schema: { ...params, querystring: z.object({ path: filePath, commit: z.string().max(40).optional() }) } },
    async (request) => {
      const seated = await seats.of(request, request.params.d);
      await enter(seated, { type: 'code.opened', path: request.query.path });
      const file = seated.runtime
        .repository()
        .file(request.query.path, seated.runtime.visibleMs(), request.query.commit);
      if (!file) throw notFound('file at that commit');
      return file;
    },
  );
  app.get(
    `${path}/search`,
    { schema: { ...params, querystring: z.object({ q: z.string().max(200) }) } },
    async (request) => {
      const seated = await seats.of(request, request.params.d);
      const { q } = request.query;
      if (q.trim() === '') throw new ApiError('bad_request', 'q: type something to search for', { field: 'q' });
      await enter(seated, { type: 'code.searched', text: q });
      return seated.runtime.repository().search(q, seated.runtime.visibleMs());
    },
  );
  app.get(
    `${path}/log`,
    { schema: { ...params, querystring: z.object({ path: filePath.optional() }) } },
    async (request) => {
      const seated = await seats.of(request, request.params.d);
      await enter(seated, {
        type: 'git.viewed',
        what: `the history${request.query.path ? ` of ${request.query.path}` : ''}`,
        ...(request.query.path === undefined ? {} : { path: request.query.path }),
      });
      return seated.runtime.repository().log(request.query.path, seated.runtime.visibleMs());
    },
  );
  app.get(
    `${path}/commits/:sha`,
    { schema: { params: drillParams.extend({ sha: z.string().max(40) }) } },
    async (request) => {
      const seated = await seats.of(request, request.params.d);
      const { sha } = request.params;
      await enter(seated, { type: 'git.viewed', what: `commit ${sha.slice(0, 7)}`, sha });
      const commit = seated.runtime.repository().commit(sha, seated.runtime.visibleMs());
      if (!commit) throw notFound('commit');
      return commit;
    },
  );
  app.get(`${path}/deployed`, { schema: params }, async (request): Promise<DeployedVersion[]> => {
    const seated = await seats.of(request, request.params.d);
    await enter(seated, { type: 'git.viewed', what: 'what is deployed' });
    const { runtime } = seated;
    const atMs = runtime.visibleMs();
    const { series } = await runtime.query({ kind: 'metric-instant', expr: 'process_start_time_seconds', atMs });
    const log = runtime.repository().log(undefined, atMs);
    return series.map(({ labels }) => {
      const version = labels.version ?? '';
      return {
        service: labels.service ?? '',
        pod: labels.pod ?? '',
        version,
        commit: log.find(({ sha }) => sha.startsWith(version))?.sha ?? version,
      };
    });
  });
}
