import { defineConfig } from 'vite';

/** Development only: where the running api answers. */
const api = process.env['API_URL'] ?? 'http://127.0.0.1:3000';

/** Not the dictionaries of single areas, nor what only lawyers ask for: those come with their pages. */
const sharedByMost =
  /web\/(?:parts\/(?!lawyers-only)|state|requests\/(?!own-)|format|i18n\/(?:locale|names|plural|(?:en\/)?common))|domain/;

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
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What most pages share is one file and not thirty: gzip needs something to work with.
          groups: [
            { name: 'libraries', test: /node_modules/, priority: 2 },
            {
              name: 'shared',
              test: sharedByMost,
              minShareCount: 4,
              priority: 1,
            },
          ],
        },
      },
    },
  },
  server: {
    port: 5175,
    strictPort: true,
    proxy: { '/api': api, '/operations/temporal': api },
  },
});
