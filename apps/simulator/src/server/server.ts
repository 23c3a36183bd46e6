/** Reads the environment, opens everything, serves. */
import { mkdirSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadLibrary, loadScenarios, loadShop } from '../scenario/index.ts';
import { FolderInUse, openStorage } from '../storage/index.ts';
import { createWorlds } from '../world/open.ts';
import { defaultSeed } from './runtime/drills.ts';
import { isQuick, QuickDrills, sweepQuick } from './runtime/quick-drills.ts';
import { newToken } from './secrets.ts';
import { serve } from './serve.ts';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../../..');

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const networkAddress = (): string | undefined =>
  Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;

async function main(): Promise<void> {
  const { env } = process;
  const port = Number(env.PORT ?? 4600);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`PORT must be a number from 0 to 65535, not "${env.PORT}"`);
  const folder = resolve(env.FIREDRILL_DATA ?? join(root, '.firedrill'));
  mkdirSync(folder, { recursive: true });
  const storage = await openStorage({ folder, databaseUrl: env.DATABASE_URL });
  const quickRoot = join(folder, 'quick');
  sweepQuick(quickRoot, new Set((await storage.drills()).map(({ scenarioId }) => scenarioId)));
  const setup = {
    shopRoot: join(root, 'apps/shop'),
    historyFolder: join(root, 'scenarios/_history'),
    scenarioRoots: [
      join(root, 'scenarios'),
      ...(env.FIREDRILL_SCENARIOS ?? '').split(':').filter((path) => path !== ''),
      quickRoot,
    ],
    cacheFolder: resolve(env.FIREDRILL_WORLDS ?? join(folder, 'worlds')),
  };
  const shop = loadShop(setup.shopRoot, setup.historyFolder);
  const { scenarios, refused } = loadScenarios(setup.scenarioRoots, shop);
  for (const { file, line, reason } of refused) process.stderr.write(`Refused: ${file}:${line}: ${reason}\n`);
  const worlds = createWorlds({ ...setup, scenarios });
  const { library } = loadLibrary(setup.scenarioRoots);
  const quick = new QuickDrills({ root: quickRoot, shop, library, scenarios, worlds });
  // Whoever comes first should not have to wait for the shop to be run.
  for (const { id } of scenarios.filter((one) => !isQuick(one)).slice(0, 1))
    worlds.open({ scenarioId: id, seed: defaultSeed, variant: 'true', inputs: [] });
  const hostToken = newToken();
  const uiRoot = join(root, 'apps/trainee-ui/dist');
  const served = await serve(
    { storage, worlds, scenarios, now: Date.now, uiRoot, quick, hostToken },
    { port, host: '0.0.0.0' },
  );
  const stop = async (): Promise<void> => {
    await served.close();
    process.exit(0);
  };
  process.once('SIGINT', () => void stop());
  process.once('SIGTERM', () => void stop());

  const address = networkAddress();
  say('Firedrill is running.');
  say(`  On this machine:  http://localhost:${port}`);
  if (address) say(`  On your network:  http://${address}:${port}`);
  say(`  For the host, once: http://localhost:${port}/host/${hostToken}`);
}

main().catch((error: unknown) => {
  const known =
    error instanceof FolderInUse || (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE');
  process.stderr.write(
    `${known && error instanceof Error ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exit(1);
});
