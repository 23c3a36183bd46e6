// `npm run -s firedrill -- <command>`
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compile, install, root } from './prepare.mjs';

install();
await compile();
await import(pathToFileURL(join(root, 'apps/simulator/dist/cli/main.js')).href);
