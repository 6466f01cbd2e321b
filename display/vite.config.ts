import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));

/**
 * Builds the pages into `dist/display`: of a box `index.html` (the room screen) and `simulator.html`, of a hub `hub.html`.
 */
export default defineConfig({
  root,
  base: '/',
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: fileURLToPath(new URL('../dist/display', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    assetsDir: 'assets',
    assetsInlineLimit: 0, // the content policy of the box allows no data: addresses
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: `${root}index.html`, simulator: `${root}simulator.html`, hub: `${root}hub.html` },
    },
  },
});
