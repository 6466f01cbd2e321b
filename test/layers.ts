import { posix } from 'node:path';

/**
 * The import rules of this project as a pure function: who may import whom, which package belongs to whom, and where
 * the ambient clock, timers, chance and the process itself may be touched. Where a file is no rule covers, that is a
 * breach too.
 */

/** Who may import a package. A path that ends in `/` is a folder. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  'better-sqlite3': ['src/adapters/hubstore/', 'src/adapters/store/'],
  commander: [
    'src/backupcommand.ts',
    'src/boxcommand.ts',
    'src/consolecommand.ts',
    'src/hubcommand.ts',
    'src/main.ts',
    'src/programmecommand.ts',
    'src/wallcommand.ts',
  ],
  express: ['src/adapters/hubweb/', 'src/adapters/web/'],
  esbuild: ['src/adapters/thread.ts'],
  'express-rate-limit': ['src/adapters/hubweb/'],
  feedsmith: ['src/adapters/wall/'],
  'fast-xml-parser': ['src/core/formats/xml.ts'],
  helmet: ['src/adapters/hubweb/', 'src/adapters/web/'],
  'ical.js': ['src/core/formats/ics.ts'],
  'i2c-bus': ['src/adapters/doctor/', 'src/adapters/lcd/'],
  lcd: ['src/adapters/lcd/'],
  'node-cron': ['src/adapters/cron.ts'],
  onoff: ['src/adapters/gpio/'],
  papaparse: ['src/core/formats/csv.ts'],
  pg: ['src/adapters/hubstore/'],
  pino: ['src/adapters/log.ts'],
  preact: ['display/'],
  'prom-client': ['src/adapters/metrics/'],
  sharp: ['src/adapters/picture/'],
  'smol-toml': ['src/adapters/choices.ts', 'src/adapters/config/', 'src/adapters/theme/'],
  uplot: ['display/'],
  uqr: ['display/', 'src/adapters/qr.ts'],
  vite: ['display/vite.config.ts'],
  'windows-iana': ['src/core/formats/'],
  ws: ['src/adapters/hubweb/', 'src/adapters/link/', 'src/adapters/web/'],
  // Values in the schemas only; their folders may name its types to handle its errors.
  zod: [
    'src/adapters/config/displayschema.ts',
    'src/adapters/config/schema.ts',
    'src/adapters/config/hubschema.ts',
    'src/adapters/config/pieces.ts',
    'src/adapters/config/wallschema.ts',
    'src/adapters/control/schema.ts',
    'src/adapters/hubweb/schema.ts',
    'src/adapters/hubweb/frames.ts',
    'src/adapters/link/schema.ts',
    'src/adapters/link/screenschema.ts',
    'src/adapters/wall/schema.ts',
    'src/adapters/wallfile/schema.ts',
    'src/adapters/theme/schema.ts',
    'src/adapters/web/schema.ts',
  ],
};
const ZOD_FOLDERS = [
  'src/adapters/config/',
  'src/adapters/control/',
  'src/adapters/hubweb/',
  'src/adapters/link/',
  'src/adapters/theme/',
  'src/adapters/wall/',
  'src/adapters/web/',
];

/** Values that a layer may take from elsewhere: each is pure. */
const PURE: Readonly<Record<string, readonly string[]>> = {
  core: ['createHash of node:crypto'],
  app: ['isDeepStrictEqual of node:util'],
  page: [
    'BUTTONS of src/core/vote.ts',
    'createAgenda of src/core/agenda.ts',
    'localDate of src/core/zone.ts',
    'localTime of src/core/zone.ts',
    'noticeWords of src/core/hub/noticetext.ts',
    'wallToInstant of src/core/zone.ts',
  ],
};

const CLOCK = 'src/adapters/clock.ts';
/** How a file is replaced for good, and how a thread is started: several adapters do. */
const SHARED = ['src/adapters/durable.ts', 'src/adapters/thread.ts'];

/** What only the named files may touch; pages run in a browser and have timers of their own. */
const AMBIENT: readonly { what: RegExp; in: readonly string[]; pages: readonly string[] }[] = [
  { what: /\bDate\.now\b/, in: [CLOCK], pages: ['display/kiosk/memory.ts'] },
  { what: /\bnew Date\(\s*\)/, in: [CLOCK], pages: [] },
  { what: /\bDate\(\s*\)/, in: [CLOCK], pages: [] },
  { what: /\bset(Timeout|Interval|Immediate)\b/, in: [CLOCK], pages: ['display/'] },
  { what: /\bperformance\b/, in: [CLOCK], pages: ['display/hub/live.ts', 'display/page.ts'] },
  { what: /\bprocess\.hrtime\b/, in: [CLOCK], pages: [] },
  { what: /\bAbortSignal\.timeout\b/, in: [CLOCK], pages: ['display/'] },
  { what: /\bnode:(timers|perf_hooks)\b/, in: [CLOCK], pages: [] },
  { what: /\bMath\.random\b/, in: [], pages: ['display/link.ts'] },
  { what: /\bprocess\.(argv|env|exit|exitCode)\b/, in: ['src/main.ts'], pages: [] },
];

interface Layer {
  kind: 'root' | 'core' | 'app' | 'adapter' | 'page' | 'material';
  /** Of an adapter: its file or its folder. */
  name: string;
}

interface Import {
  specifier: string;
  isType: boolean;
  /** The values it takes; empty for a whole module. */
  names: readonly string[];
}

/** Every breach in one file; `file` is its path from the root of the project. */
export function breachesOf(file: string, source: string): string[] {
  const layer = layerOf(file);
  if (layer === null) return [`${file}: no rule covers this file`];
  if (layer.kind === 'material') return [];
  const code = source.replace(TOKEN, (token) => (isString(token) ? token : ' '));
  return [
    ...importsOf(code).flatMap((found) => {
      const why = found.specifier.startsWith('.')
        ? refuseFile(file, layer, found)
        : refusePackage(file, layer, found);
      return why === null ? [] : [`${file}: ${found.specifier}: ${why}`];
    }),
    ...computed(code).map((call) => `${file}: ${call}: a computed import escapes these rules`),
    ...AMBIENT.flatMap(({ what, in: files, pages }) => {
      const match = what.exec(code);
      const allowed = [...files, ...pages].some((owner) => owns(owner, file));
      return match === null || allowed ? [] : [`${file}: ${match[0]}: not here`];
    }),
  ];
}

function layerOf(file: string): Layer | null {
  if (/^src\/[a-z]+\.ts$/.test(file)) return { kind: 'root', name: file };
  if (
    /^src\/core\/((board|console|doctor|formats|hub|lcd|link|menu|report|screens|wall)\/)?[a-z]+\.ts$/.test(
      file,
    )
  )
    return { kind: 'core', name: 'core' };
  if (/^src\/app\/((hub|link|wall)\/)?[a-z]+\.ts$/.test(file)) return { kind: 'app', name: 'app' };
  const adapter = /^(src\/adapters\/[a-z]+)(\/[a-z]+(\.d)?)?\.ts$/.exec(file);
  if (adapter !== null) return { kind: 'adapter', name: adapter[1] ?? '' };
  if (/^display\/((hub|kiosk)\/)?(vite\.config|[a-z]+)\.tsx?$/.test(file))
    return { kind: 'page', name: 'display' };
  if (/^display\/(((hub|kiosk)\/)?[a-z]+\.(css|html|svg)|pictures\/[a-z]+\.(jpg|png|svg))$/.test(file))
    return { kind: 'material', name: 'display' };
  return null;
}

function refuseFile(file: string, from: Layer, found: Import): string | null {
  const { specifier, isType } = found;
  const target = posix.join(posix.dirname(file), specifier);
  if (from.kind === 'root' && target === 'package.json') return null;
  const to = layerOf(target);
  if (to === null) return 'no rule covers what it imports';
  if (from.kind === 'page') {
    if (to.name === 'display') return null;
    return to.kind === 'core' && (isType || isPure(from.kind, target, found))
      ? null
      : 'a page may import only types of core, and its own files';
  }
  if (from.kind === 'root') return to.name === 'display' ? 'the pages are not part of the program' : null;
  if (to.kind === 'root') return 'nobody imports a root';
  if (to.kind === 'core') return null;
  if (from.kind === 'app') return to.kind === 'app' ? null : 'app imports core and app';
  if (from.kind === 'adapter') {
    const own = to.kind === 'adapter' && to.name === from.name;
    return own || SHARED.includes(target) || /^src\/app\/((hub|link|wall)\/)?ports\.ts$/.test(target)
      ? null
      : 'an adapter imports core, app/ports and its own files';
  }
  return 'core imports core';
}

/** Everything that this import takes as a value is on the list. */
function isPure(kind: Layer['kind'], from: string, { names }: Import): boolean {
  return names.length > 0 && names.every((name) => PURE[kind]?.includes(`${name} of ${from}`));
}

function refusePackage(file: string, { kind }: Layer, found: Import): string | null {
  const { specifier, isType } = found;
  if (specifier.startsWith('node:')) {
    if (kind === 'root' || kind === 'adapter' || file === 'display/vite.config.ts') return null;
    return isPure(kind, specifier, found) ? null : `not for ${kind}`;
  }
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
  const owners = PACKAGES[name];
  if (owners === undefined) return 'no rule says who may import this package';
  const all = name === 'zod' && isType ? ZOD_FOLDERS : owners;
  return all.some((owner) => owns(owner, file)) ? null : `only for ${all.join(', ')}`;
}

function owns(owner: string, file: string): boolean {
  return owner.endsWith('/') ? file.startsWith(owner) : owner === file;
}

/** Comments, strings and regular expressions: what could be taken for something else. */
const TOKEN =
  /\/\/.*|\/\*[\s\S]*?\*\/|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\[\s\S])*`|(?<=[(,=:[!&|?{};>\n]\s*)\/(?:[^/\\\n[*]|\\.|\[(?:[^\]\\\n]|\\.)*\])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])*\/[a-z]*/g;

const isString = (token: string) => /^['"`]/.test(token);

const STATEMENT =
  /^\s*(?:import|export)\s+(type\s)?\s*(?:([\w*\s,]*?)(?:\{([^}]*)\})?\s*from\s*)?['"]([^'"]+)['"]/gm;
const CALL = /\b(?:import|require)\(\s*['"`]([^'"`$]+)['"`]\s*\)(\.[A-Z]\w*)?/g;

function importsOf(code: string): Import[] {
  const statements = [...code.matchAll(STATEMENT)].map(([, type, whole = '', names = '', specifier = '']) => {
    const named = names.split(',').map((name) => name.trim());
    const taken = named.filter((name) => name !== '');
    const onlyTypes = taken.length > 0 && whole.trim() === '' && taken.every((name) => /^type\s/.test(name));
    return {
      specifier,
      isType: type !== undefined || onlyTypes,
      names: whole.trim() === '' ? taken.map(valueName).filter((name) => name !== '') : [],
    };
  });
  const calls = [...code.matchAll(CALL)].map(([, specifier = '', type]) => ({
    specifier,
    isType: type !== undefined,
    names: [],
  }));
  return [...statements, ...calls];
}

/** `createHash as hash` takes `createHash`, and `type Hash` takes no value. */
function valueName(name: string): string {
  return name.replace(/^type\s.*|\s+as\s.*$/g, '');
}

/** `import(name)`: nobody can read off what it takes. A program in a template string is text. */
function computed(code: string): string[] {
  const bare = code.replace(TOKEN, (token) => {
    if (!isString(token)) return token;
    return token.startsWith('`') && token.includes('${') ? '``' : "''";
  });
  return [...bare.matchAll(/\b(?:import|require)\(\s*[^'")\s][^)]*\)/g)].map(([call]) => call);
}
