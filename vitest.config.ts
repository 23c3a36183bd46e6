import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

export default defineConfig({
  resolve: {
    alias: {
      '@firedrill/protocol': path('./packages/protocol/src/index.ts'),
      '@firedrill/shop/ports': path('./apps/shop/src/ports.ts'),
    },
  },
  test: {
    include: ['{apps,packages}/**/src/**/*.test.{ts,tsx}', 'test/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'test/e2e/**'],
    // What was compiled is run as it is.
    server: { deps: { external: [/\/apps\/simulator\/dist\//] } },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Two cores: more workers than that only fight over them.
    maxWorkers: 2,
  },
});
