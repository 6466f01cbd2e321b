// Builds dist/: the daemon beside the programs of its threads, and the pages.
import { chmod, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build as bundle } from 'esbuild';
import { build as buildPages } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));

await rm(`${root}dist`, { recursive: true, force: true });

await bundle({
  absWorkingDir: root,
  entryPoints: {
    main: 'src/main.ts',
    'reader-worker': 'src/adapters/reader/worker.ts',
    'store-worker': 'src/adapters/store/worker.ts',
  },
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  splitting: true,
  chunkNames: '[name]-[hash]', // beside the programs of the threads, which are found from wherever they are started
  // Names stay, for stack traces; what is left out is only read again by V8 at each start.
  minifyWhitespace: true,
  minifySyntax: true,
  sourcemap: 'linked',
  // Native modules, and those that load one.
  external: ['better-sqlite3', 'i2c-bus', 'lcd', 'onoff', 'sharp'],
  legalComments: 'linked',
  banner: {
    // Bundled CommonJS packages still call require for the modules of Node.
    js: "import { createRequire as bundledRequire } from 'node:module';\nconst require = bundledRequire(import.meta.url);",
  },
  logLevel: 'warning',
});

await chmod(`${root}dist/main.js`, 0o755);

await buildPages({ root: `${root}display`, configFile: `${root}display/vite.config.ts`, logLevel: 'warn' });
