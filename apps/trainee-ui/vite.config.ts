import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const server = process.env.FIREDRILL_SERVER ?? 'http://localhost:4600';

export default defineConfig({
  plugins: [react()],
  resolve: {
    // The contract's source, so that the workbench builds without the server having been built.
    alias: { '@firedrill/protocol': fileURLToPath(new URL('../../packages/protocol/src/index.ts', import.meta.url)) },
  },
  server: {
    proxy: {
      '/api': { target: server },
      '/socket.io': { target: server, ws: true },
    },
  },
  build: { target: 'es2023', chunkSizeWarningLimit: 700 },
});
