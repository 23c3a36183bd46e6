// Before any module runs: the schemas must not compile themselves with `new Function`, which the page's policy forbids.
globalThis.__zod_globalConfig = { jitless: true };
