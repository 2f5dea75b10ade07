// Builds the support console into dist/web/console, from where the server serves it. Run by build.mjs.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('console'),
  // The page does not know under which address its server is reached: the server completes the addresses in index.html, and scripts name
  // each other from where they themselves are.
  base: './',
  publicDir: here('console/public'),
  resolve: { alias: { 'vouch-client': here('../client/src/index.ts') } },
  oxc: { jsx: { runtime: 'automatic' } },
  clearScreen: false,
  logLevel: 'warn',
  build: {
    outDir: here('../dist/web/console'),
    emptyOutDir: true,
    target: ['chrome111', 'edge111', 'firefox114', 'safari16.4'],
    // The policy of the page allows no data: fonts and no inline scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: here('console/index.html') },
      // Libraries mark what runs in a browser for those who also run them on a server.
      onLog: (level, log, tell) => {
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') tell(level, log);
      },
      output: {
        entryFileNames: 'assets/[name]-[hash].js',
        chunkFileNames: 'assets/[name]-[hash].js',
        assetFileNames: 'assets/[name]-[hash][extname]',
      },
    },
  },
});
