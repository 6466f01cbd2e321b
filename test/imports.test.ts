import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { breachesOf } from './layers.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

function filesUnder(folder: string): string[] {
  return readdirSync(`${ROOT}${folder}`, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => posix.join(entry.parentPath.slice(ROOT.length), entry.name))
    .sort();
}

test('every file under src and display keeps the import rules', () => {
  const files = [...filesUnder('src'), ...filesUnder('display')];
  assert.ok(files.includes('src/main.ts') && files.includes('display/kiosk/main.tsx'), 'files were found');
  assert.deepEqual(
    files.flatMap((file) => breachesOf(file, readFileSync(`${ROOT}${file}`, 'utf8'))),
    [],
  );
});

/** Made-up files and what the rules say of them. */
const CASES: readonly [file: string, source: string, breaches: string[]][] = [
  // Files that no rule covers.
  ['src/web/page.ts', '', ['src/web/page.ts: no rule covers this file']],
  ['src/core/Big.ts', '', ['src/core/Big.ts: no rule covers this file']],
  ['src/adapters/web/inner/deep.ts', '', ['src/adapters/web/inner/deep.ts: no rule covers this file']],
  ['display/extra.js', '', ['display/extra.js: no rule covers this file']],
  ['display/page.css', 'a { color: setTimeout }', []],
  ['display/pictures/room.jpg', '', []],
  ['display/pictures/wiring.svg', '', []],
  ['display/pictures/room.ts', '', ['display/pictures/room.ts: no rule covers this file']],
  // Core.
  ['src/core/vote.ts', "import { a } from './formats/sched.ts';\nexport { b } from './zone.ts';", []],
  ['src/core/digest.ts', "import { createHash } from 'node:crypto';", []],
  [
    'src/core/digest.ts',
    "import { createHash, randomBytes } from 'node:crypto';",
    ['src/core/digest.ts: node:crypto: not for core'],
  ],
  [
    'src/core/digest.ts',
    "import * as c from 'node:crypto';",
    ['src/core/digest.ts: node:crypto: not for core'],
  ],
  ['src/core/vote.ts', "import fs from 'node:fs';", ['src/core/vote.ts: node:fs: not for core']],
  [
    'src/core/vote.ts',
    "import type { Clock } from '../app/ports.ts';",
    ['src/core/vote.ts: ../app/ports.ts: core imports core'],
  ],
  [
    'src/core/vote.ts',
    "type C = import('../app/ports.ts').Clock;",
    ['src/core/vote.ts: ../app/ports.ts: core imports core'],
  ],
  [
    'src/core/vote.ts',
    "export * from '../adapters/clock.ts';",
    ['src/core/vote.ts: ../adapters/clock.ts: core imports core'],
  ],
  // App.
  ['src/app/room.ts', "import { a } from '../core/vote.ts';\nimport type { b } from './ports.ts';", []],
  [
    'src/app/room.ts',
    "import type { Log } from '../adapters/log.ts';",
    ['src/app/room.ts: ../adapters/log.ts: app imports core and app'],
  ],
  [
    'src/app/room.ts',
    "import { b } from '../box.ts';",
    ['src/app/room.ts: ../box.ts: nobody imports a root'],
  ],
  ['src/app/room.ts', "import { join } from 'node:path';", ['src/app/room.ts: node:path: not for app']],
  // Adapters.
  [
    'src/adapters/web/live.ts',
    "import { readFile } from 'node:fs';\nimport './site.ts';\nimport type {\n  Clock,\n} from '../../app/ports.ts';",
    [],
  ],
  [
    'src/adapters/web/live.ts',
    "import { createRoom } from '../../app/room.ts';",
    ['src/adapters/web/live.ts: ../../app/room.ts: an adapter imports core, app/ports and its own files'],
  ],
  [
    'src/adapters/web/live.ts',
    "const log = await import('../log.ts');",
    ['src/adapters/web/live.ts: ../log.ts: an adapter imports core, app/ports and its own files'],
  ],
  [
    'src/adapters/cron.ts',
    "import { createClock } from './clock.ts';",
    ['src/adapters/cron.ts: ./clock.ts: an adapter imports core, app/ports and its own files'],
  ],
  // Packages.
  [
    'src/adapters/cron.ts',
    "import ws from 'ws';\nimport chalk from 'chalk';",
    [
      'src/adapters/cron.ts: ws: only for src/adapters/hubweb/, src/adapters/link/, src/adapters/web/',
      'src/adapters/cron.ts: chalk: no rule says who may import this package',
    ],
  ],
  ['src/box.ts', "import pino from 'pino';", ['src/box.ts: pino: only for src/adapters/log.ts']],
  ['src/adapters/web/schema.ts', "import * as z from 'zod';", []],
  ['src/adapters/web/simulator.ts', "import type { z } from 'zod';\nimport { type z as y } from 'zod';", []],
  [
    'src/adapters/web/simulator.ts',
    "import { z } from 'zod';",
    [
      'src/adapters/web/simulator.ts: zod: only for src/adapters/config/displayschema.ts, src/adapters/config/schema.ts, src/adapters/config/hubschema.ts, src/adapters/config/pieces.ts, src/adapters/config/wallschema.ts, src/adapters/control/schema.ts, src/adapters/hubweb/schema.ts, src/adapters/hubweb/frames.ts, src/adapters/link/schema.ts, src/adapters/link/screenschema.ts, src/adapters/wall/schema.ts, src/adapters/wallfile/schema.ts, src/adapters/theme/schema.ts, src/adapters/web/schema.ts',
    ],
  ],
  // Roots.
  ['src/main.ts', "import { a } from './box.ts';\nconst { b } = await import('./adapters/cron.ts');", []],
  // Pages.
  [
    'display/kiosk.tsx',
    "import './kiosk.css';\nimport { useState } from 'preact/hooks';\nimport type { BoxState } from '../src/core/state.ts';",
    [],
  ],
  [
    'display/kiosk.tsx',
    "import { BUTTONS, voteValue } from '../src/core/vote.ts';\nimport type { Clock } from '../src/app/ports.ts';\nimport fs from 'node:fs';",
    [
      'display/kiosk.tsx: ../src/core/vote.ts: a page may import only types of core, and its own files',
      'display/kiosk.tsx: ../src/app/ports.ts: a page may import only types of core, and its own files',
      'display/kiosk.tsx: node:fs: not for page',
    ],
  ],
  ['display/hands.ts', "import { BUTTONS as both, type Button } from '../src/core/vote.ts';", []],
  // Imports that nobody can read off.
  [
    'src/box.ts',
    `const part = await import(name);\nconst other = require(\`./\${name}.ts\`);\nconst program = \`import(\${name})\`;`,
    [
      'src/box.ts: import(name): a computed import escapes these rules',
      'src/box.ts: require(``): a computed import escapes these rules',
    ],
  ],
  // Ambient things.
  [
    'src/app/room.ts',
    'const a = Date.now();\nconst b = new Date();\nsetTimeout(() => {}, performance.now());\nconst c = process.hrtime.bigint() + Math.random();',
    [
      'src/app/room.ts: Date.now: not here',
      'src/app/room.ts: new Date(): not here',
      'src/app/room.ts: Date(): not here',
      'src/app/room.ts: setTimeout: not here',
      'src/app/room.ts: performance: not here',
      'src/app/room.ts: process.hrtime: not here',
      'src/app/room.ts: Math.random: not here',
    ],
  ],
  ['src/adapters/clock.ts', 'setTimeout(f, Date.now()); setImmediate(f); process.hrtime.bigint();', []],
  ['src/adapters/clock.ts', 'Math.random();', ['src/adapters/clock.ts: Math.random: not here']],
  [
    'src/box.ts',
    'process.exit(process.env.A ? process.argv.length : 1);',
    ['src/box.ts: process.exit: not here'],
  ],
  ['src/main.ts', 'process.exit(process.env.A ? process.argv.length : 1);', []],
  ['display/punch.tsx', 'setTimeout(f, 10); Date.now();', ['display/punch.tsx: Date.now: not here']],
  [
    'src/app/room.ts',
    "import { setTimeout as wait } from 'node:timers/promises';",
    [
      'src/app/room.ts: node:timers/promises: not for app',
      'src/app/room.ts: setTimeout: not here',
      'src/app/room.ts: node:timers: not here',
    ],
  ],
  // What only looks like a breach.
  [
    'src/app/room.ts',
    "// setTimeout and Date.now() are for clocks\n/* import './x.ts' */\nconst at = new Date(0).getTime();\nconst q = /'/.test(\"'\");",
    [],
  ],
];

test('made-up files show what each rule refuses', () => {
  for (const [file, source, breaches] of CASES) {
    assert.deepEqual(breachesOf(file, source), breaches, `${file}\n${source}`);
  }
});

test('a star and slash in a string hide nothing that follows', () => {
  const source = "const accept = 'json, */*;q=0.5';\nconst at = Date.now(); /* the end */";
  assert.deepEqual(breachesOf('src/app/room.ts', source), ['src/app/room.ts: Date.now: not here']);
});
