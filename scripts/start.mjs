// `npm start`: installs what is missing, builds what has changed, then becomes the server.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildWorkbench, compile, install, root } from './prepare.mjs';

install();
await compile();
buildWorkbench();
await import(pathToFileURL(join(root, 'apps/simulator/dist/server/server.js')).href);
