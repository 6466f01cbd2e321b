import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { type ResourceLimits, Worker } from 'node:worker_threads';

/**
 * Starts the program of a thread: of a bundle the file `<name>-worker.js` beside it, of sources `worker.ts` beside the
 * one that asks, bundled first.
 * @param from `import.meta.url` of the one that asks
 */
export function startThread(name: string, from: string, resourceLimits: ResourceLimits = {}): Worker {
  const options = { name, execArgv: [], resourceLimits };
  if (!from.endsWith('.ts')) return new Worker(new URL(`./${name}-worker.js`, from), options);
  return new Worker(bundled(fileURLToPath(new URL('./worker.ts', from))), { ...options, eval: true });
}

const bundles = new Map<string, string>();

/** A thread that reads TypeScript itself takes ten times as long to start, and tests start hundreds. */
function bundled(program: string): string {
  const known = bundles.get(program);
  if (known !== undefined) return known;
  const { buildSync } = createRequire(import.meta.url)('esbuild') as typeof import('esbuild');
  const { outputFiles } = buildSync({
    entryPoints: [program],
    ...{ bundle: true, platform: 'node', format: 'cjs', target: 'node20', packages: 'external' },
    ...{ sourcemap: 'inline', sourcesContent: false, write: false, outdir: '/', logLevel: 'warning' },
    // What is run as a text looks for packages where the process is.
    banner: { js: `globalThis.require = require('node:module').createRequire(${JSON.stringify(program)});` },
  });
  const [text = ''] = outputFiles.map((file) => file.text);
  bundles.set(program, text);
  return text;
}
