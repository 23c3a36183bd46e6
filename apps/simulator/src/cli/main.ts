/** `firedrill`: commands for authors. Results alone go to stdout. */
import { Command } from 'commander';
import { archetypes } from './commands/archetypes.ts';
import { bench, isBenchPart } from './commands/bench.ts';
import { scenarioCheck } from './commands/check.ts';
import { worldHash } from './commands/hash.ts';
import { type NewOptions, scenarioNew } from './commands/new.ts';
import { scenarioOutcomes } from './commands/outcomes.ts';
import { scenarioPlay } from './commands/play.ts';
import { quick } from './commands/quick.ts';
import { writeSchemas } from './commands/schema.ts';
import { scenarioTable } from './commands/table.ts';
import { seedFrom, seedsFrom, UsageError, wholeNumber } from './project.ts';

const program = new Command('firedrill').description('Commands for scenario authors').showHelpAfterError();

const scenario = program.command('scenario').description('Write a scenario, and look at it before anyone plays it');
scenario
  .command('new <id>')
  .description('Write a folder that loads as it is, to begin with')
  .option('--into <folder>', 'a pack of your own')
  .option('--cause <id>', 'a cause of the library')
  .action((id: string, options: NewOptions) => scenarioNew(id, options));
scenario
  .command('check <id>')
  .description('All that can be known before anyone plays it; ends with "N passed, M failed"')
  .option('--seeds <list>', 'such as 1-5 or 1,4', '1-5')
  .option('--seed <n>', 'one seed only')
  .action(async (id: string, options: { seeds: string; seed?: string }) => {
    const good = await scenarioCheck(id, seedsFrom(options.seed ?? options.seeds));
    if (!good) process.exitCode = 1;
  });
scenario
  .command('play <id>')
  .description('Straight into the workbench; starts anew whenever the folder is saved')
  .option('--seed <n>', 'seed of the world', '1')
  .option('--port <n>', 'where to listen', '4610')
  .option('--guided', 'shut the code until a hypothesis is locked')
  .action((id: string, options: { seed: string; port: string; guided?: boolean }) =>
    scenarioPlay(id, {
      seed: seedFrom(options.seed),
      port: wholeNumber(options.port, '--port'),
      mode: options.guided ? 'guided' : 'open',
    }),
  );
scenario
  .command('outcomes <id>')
  .description('What each signal shows in each world, and how far it narrows')
  .option('--seed <n>', 'seed of the worlds', '1')
  .option('--json', 'as JSON')
  .action((id: string, options: { seed: string; json?: boolean }) =>
    scenarioOutcomes(id, seedFrom(options.seed), options.json ?? false),
  );
scenario
  .command('table <id>')
  .description('What the edge saw, minute by minute')
  .option('--seed <n>', 'seed of the world', '1')
  .option('--minutes <n>', 'how many', '17')
  .action((id: string, options: { seed: string; minutes: string }) =>
    scenarioTable(id, seedFrom(options.seed), wholeNumber(options.minutes, '--minutes')),
  );

program
  .command('quick <id>')
  .description('Make a quick drill and say what it is, for authors: what is not chosen is drawn by the seed')
  .requiredOption('--into <folder>', 'a pack of your own')
  .option('--cause <id>', 'a cause of the library')
  .option('--at <HH:MM>', 'when it begins')
  .option('--with <name=value...>', 'parameters of the cause', [])
  .option('--seed <n>', 'what is drawn', '1')
  .action((id: string, options: { into: string; cause?: string; at?: string; with: string[]; seed: string }) => {
    const pairs = options.with.map((pair) => [pair.split('=')[0] ?? '', pair.slice(pair.indexOf('=') + 1)] as const);
    return quick(id, { ...options, with: Object.fromEntries(pairs), seed: seedFrom(options.seed) });
  });

const world = program.command('world').description('Run worlds');
world
  .command('hash <id>')
  .description('One hash of all telemetry: the same for the same seed')
  .option('--seed <n>', 'seed of the world', '1')
  .action((id: string, options: { seed: string }) => worldHash(id, seedFrom(options.seed)));

program
  .command('archetypes [ids...]')
  .description('Play every kind of run on every scenario; ends with "N passed, M failed" of the orders of their scores')
  .option('--seed <n>', 'seed of the worlds', '1')
  .option('--agents <n>', 'how many act by chance, over all scenarios', '2000')
  .action(async (ids: string[], options: { seed: string; agents: string }) => {
    const agents = wholeNumber(options.agents, '--agents');
    if (!(await archetypes(ids, seedFrom(options.seed), agents))) process.exitCode = 1;
  });

program.command('schema').description('Write the schemas that editors read').action(writeSchemas);

program
  .command('bench [ids...]')
  .description('How fast it is on this machine, as JSON lines')
  .option('--only <part>', 'kernel, start or scoring')
  .action((ids: string[], { only = null }: { only?: string | null }) => {
    if (only !== null && !isBenchPart(only))
      throw new UsageError(`--only must be kernel, start or scoring, not "${only}"`);
    return bench(ids, only);
  });

try {
  await program.parseAsync();
  process.exit();
} catch (error) {
  process.stderr.write(
    `${error instanceof UsageError ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exit(1);
}
