/** `firedrill`: commands for authors. Results alone go to stdout. */
import { Command } from 'commander';
import { bench } from './commands/bench.ts';
import { worldHash } from './commands/hash.ts';
import { writeSchemas } from './commands/schema.ts';
import { scenarioTable } from './commands/table.ts';
import { seedFrom, UsageError } from './project.ts';

const program = new Command('firedrill').description('Commands for scenario authors').showHelpAfterError();

const scenario = program.command('scenario').description('Look at a scenario before anyone plays it');
scenario
  .command('table <id>')
  .description('What the edge saw, minute by minute')
  .option('--seed <n>', 'seed of the world', '1')
  .action((id: string, options: { seed: string }) => scenarioTable(id, seedFrom(options.seed)));

const world = program.command('world').description('Run worlds');
world
  .command('hash <id>')
  .description('One hash of all telemetry: the same for the same seed')
  .option('--seed <n>', 'seed of the world', '1')
  .action((id: string, options: { seed: string }) => worldHash(id, seedFrom(options.seed)));

program.command('schema').description('Write the schemas that editors read').action(writeSchemas);

program
  .command('bench')
  .description('How fast it is on this machine, as JSON lines')
  .option('--scenario <id>', 'scenario to measure', 'pool-exhausting-query')
  .action((options: { scenario: string }) => bench(options.scenario));

try {
  await program.parseAsync();
  process.exit(0);
} catch (error) {
  process.stderr.write(
    `${error instanceof UsageError ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exit(1);
}
