import { buildWorkbench, compile, install } from './prepare.mjs';

install();
await compile();
buildWorkbench();
