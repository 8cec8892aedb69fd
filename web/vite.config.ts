import { defineConfig } from 'vite';

/** Development only: where the running api answers. */
const api = process.env['API_URL'] ?? 'http://127.0.0.1:3000';

export default defineConfig({
  root: import.meta.dirname,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    manifest: true,
    target: 'es2023',
    // Everything stays a file of its own: the content security policy knows no data: URLs but in images.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    port: 5175,
    strictPort: true,
    proxy: { '/api': api, '/operations/temporal': api },
  },
});
