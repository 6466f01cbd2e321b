import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { XMLParser } from 'fast-xml-parser';
import ICAL from 'ical.js';
import { createReader } from '../../src/adapters/reader/reader.ts';
import { openStore } from '../../src/adapters/store/client.ts';
import { createFaults } from '../../src/app/faults.ts';
import { createProgrammeKeeper } from '../../src/app/programme.ts';
import { createReadings } from '../../src/app/readings.ts';
import { readProgramme } from '../../src/core/formats/detect.ts';
import type { ReadOptions } from '../../src/core/formats/options.ts';
import { hugeInputs } from '../../test/core/formats/fuzzhuge.ts';
import { readFixtures } from '../../test/core/formats/mutate.ts';
import { clock, percentile, print, round, timed } from './figures.ts';
import { calendar, frabXml, sessionizeJson } from './programmesources.ts';

const RUNS = 9;
const REFRESHES = 5;
const SUSPECTS = 12;
const MB = 1_000_000;
const QUIET = { info() {}, warn() {}, error() {} };
const BRUSSELS: ReadOptions = { timezone: 'Europe/Brussels', reading: 'auto', language: 'en' };

/** The options of src/core/formats/xml.ts. */
const XML = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@_',
  textNodeName: '#text',
  cdataPropName: '#cdata',
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  jPath: false,
  maxNestedTags: 40,
});

interface Source {
  what: string;
  text: string;
  library: string;
  parse: (text: string) => unknown;
}

/** What reading programmes costs, beside their libraries alone, and what it does to the buttons. */
export async function benchProgramme(folder: string): Promise<void> {
  const xml = frabXml();
  benchReading(
    { what: 'frab XML', text: xml, library: 'fast-xml-parser', parse: (text) => XML.parse(text) },
    'ratio <= 3',
  );
  benchReading({ what: 'Sessionize JSON', text: sessionizeJson(), library: 'JSON.parse', parse: JSON.parse });
  benchReading({
    what: 'iCalendar',
    text: calendar(),
    library: 'ICAL.parse',
    parse: (text) => ICAL.parse(text),
  });
  await benchStall(folder, xml);
  benchHuge(folder, xml);
}

/** Bytes to sessions against text to the library's own result, in turn. */
function benchReading({ what, text, library, parse }: Source, aim?: string): void {
  const bytes = new TextEncoder().encode(text);
  const samples = { reading: [] as number[], library: [] as number[] };
  let sessions = 0;
  for (let run = -2; run < RUNS; run += 1) {
    const readingMs = timed(() => {
      sessions = readProgramme(bytes, BRUSSELS).sessions.length;
    });
    const libraryMs = timed(() => parse(text));
    if (run < 0) continue;
    samples.reading.push(readingMs);
    samples.library.push(libraryMs);
  }
  if (sessions < 1_000) throw new Error(`${what}: ${sessions} sessions were read: this run measures nothing`);
  const [readingMs, libraryMs] = [percentile(samples.reading, 0.5), percentile(samples.library, 0.5)];
  print(`reading ${what}`, {
    megabytes: round(bytes.length / MB),
    sessions,
    p50Ms: { reading: round(readingMs), [library]: round(libraryMs) },
    ratio: round(readingMs / libraryMs),
    ...(aim === undefined ? {} : { aim }),
  });
}

/** The longest time for which the thread of the buttons hears nothing, while a programme comes in and is kept. */
async function benchStall(folder: string, xml: string): Promise<void> {
  const bytes = new TextEncoder().encode(xml);
  const store = openStore({
    rule: { openAfterMs: 0, closeAfterMs: 0 },
    box: 'bench',
    machine: 'bench',
    path: join(folder, 'programme.db'),
    clock,
    log: QUIET,
  });
  await store.start();
  const reader = createReader({ clock });
  // Each refresh brings other titles, so that it is compared, stored and taken over.
  const states = Array.from({ length: REFRESHES }, (_, state) => {
    return new TextEncoder().encode(xml.replaceAll('<title>we ', `<title>${state} `));
  });
  const fetched = async () => ({ modified: true as const, bytes: states.pop() ?? bytes, tag: null });
  const keeper = createProgrammeKeeper({
    clock,
    nowAt: clock.wallAt,
    store,
    faults: createFaults({ now: clock.wallAt, onChange() {}, log: QUIET }),
    readings: createReadings(fetched, reader.read),
    breathe: () => new Promise((resolve) => clock.soon(resolve)),
    log: QUIET,
    config: () => ({
      programme: {
        sources: ['/bench.xml'],
        format: 'auto',
        timezone: 'Europe/Brussels',
        reading: 'auto',
        refresh: '',
      },
      language: 'en',
      window: { openAfterMs: 0, closeAfterMs: 0 },
      rooms: ['Room 1'],
      hubUrls: [],
    }),
  });
  await keeper.load();
  const stalls: number[] = [];
  for (let refresh = 0; refresh < REFRESHES; refresh += 1) {
    stalls.push(await longestStall(() => keeper.refresh()));
  }
  const sessions = keeper.current()?.sessions.length ?? 0;
  if (sessions < 1_000) throw new Error(`${sessions} sessions were kept: this run measures nothing`);
  keeper.stop();
  await reader.stop();
  await store.stop();
  const inProcess = await longestStall(async () => void readProgramme(bytes, BRUSSELS));
  print('longest stall of the buttons by a programme', {
    megabytes: round(bytes.length / MB),
    refreshes: REFRESHES,
    worstMs: round(Math.max(...stalls)),
    firstMs: round(stalls[0] ?? Number.NaN),
    withoutThreadMs: round(inProcess),
    aim: 'worstMs <= 50',
  });
}

async function longestStall(work: () => Promise<void>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await new Promise((resolve) => setTimeout(resolve, 20));
  await work();
  await new Promise((resolve) => setTimeout(resolve, 20));
  delay.disable();
  return delay.max / 1e6;
}

/** Of the inputs that try to be slow: the slowest, and of the slowest ones the one that takes most memory. */
function benchHuge(folder: string, xml: string): void {
  const honest = xml.slice(0, MB).replace(/<[^>]*$/, '');
  const sample = JSON.stringify(JSON.parse(sessionizeJson()).sessions.slice(0, 260));
  const samples = { json: [] as number[], xml: [] as number[] };
  for (let run = 0; run < RUNS; run += 1) {
    samples.json.push(timed(() => JSON.parse(sample)));
    samples.xml.push(timed(() => XML.parse(honest)));
  }
  const tried = [...hugeInputs(readFixtures(), false)].map((input) => {
    return { ...input, ms: timed(() => readProgramme(input.bytes, BRUSSELS)) };
  });
  const suspects = tried.toSorted((a, b) => b.ms - a.ms).slice(0, SUSPECTS);
  const grown = suspects.map(({ what, bytes }) => ({ what, grownMb: growthOf(folder, bytes) }));
  const [slowest] = suspects;
  const [hungriest] = grown.toSorted((a, b) => b.grownMb - a.grownMb);
  const ms = slowest?.ms ?? Number.NaN;
  print('1 MB that tries to be slow', {
    tried: tried.length,
    slowest: { what: slowest?.what, ms: round(ms) },
    honestMs: {
      'JSON.parse': round(percentile(samples.json, 0.5)),
      'fast-xml-parser': round(percentile(samples.xml, 0.5)),
    },
    ratio: round(ms / percentile(samples.xml, 0.5)),
    hungriest: { what: hungriest?.what, grownMb: round(hungriest?.grownMb ?? Number.NaN) },
    aim: 'slowest.ms <= 1000, hungriest.grownMb <= 200',
  });
}

/** By how much the reading of one input makes a fresh process grow, megabytes. */
function growthOf(folder: string, bytes: Uint8Array): number {
  const file = join(folder, 'huge');
  writeFileSync(file, bytes);
  const program = fileURLToPath(new URL('./programmegrowth.ts', import.meta.url));
  return Number(execFileSync(process.execPath, ['--import', 'tsx', program, file], { encoding: 'utf8' }));
}
