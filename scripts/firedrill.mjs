// `npm run -s firedrill -- <command>`
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildWorkbench, compile, install, root } from './prepare.mjs';

install();
await compile();
// Only this command shows it.
if (process.argv[3] === 'play') buildWorkbench();
await import(pathToFileURL(join(root, 'apps/simulator/dist/cli/main.js')).href);
