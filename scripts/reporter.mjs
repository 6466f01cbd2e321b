import { writeFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { inspect } from 'node:util';

const LAST_WORDS = 4_000; // characters of what a file wrote to its standard error

/**
 * A reporter for `node --test`: a line a file, what failed in full, what was skipped and why. Stricter than node:
 * a file that has no test, or ends before all its tests did, has failed. Files may share a process: of each that
 * `LIKEBOX_TEST_FILES` names, a line each, a test has to run. Counts go to the file that
 * `LIKEBOX_TEST_COUNTS` names, as `PASSED FAILED SKIPPED`, whenever a file is through. With `LIKEBOX_TEST_SENTENCES`
 * the sentences that hold are printed, too.
 * It is JavaScript because node loads it before what reads TypeScript.
 */
export default async function* report(events) {
  const files = new Map();
  const said = new Map();
  const totals = { passed: 0, failed: 0, skipped: 0 };
  const of = (file) => files.get(file) ?? files.set(file, begin(file)).get(file);

  function* close(results) {
    for (const result of results) {
      if (result.unfinished > 0) fail(result, `the file ended before ${result.unfinished} of its tests did`);
      files.delete(result.file);
      for (const key of Object.keys(totals)) totals[key] += result[key];
      yield describe(result);
    }
    writeCounts(totals);
  }

  const named = process.env.LIKEBOX_TEST_FILES?.split('\n') ?? [];
  const missed = new Set(named.map((file) => resolve(file)));
  for await (const { type, data } of events) {
    const { file } = data;
    if (file === undefined) continue;
    const isWhole = resolve(data.name ?? '') === file;
    if (type === 'test:enqueue' && !isWhole) of(file).unfinished += 1;
    if (type === 'test:complete' && isWhole && files.has(file))
      of(file).durationMs = data.details.duration_ms;
    if (type === 'test:stderr') said.set(file, `${said.get(file) ?? ''}${data.message}`.slice(-LAST_WORDS));
    if (type !== 'test:pass' && type !== 'test:fail' && type !== 'test:diagnostic') continue;
    yield* close([...files.values()].filter((other) => other.file !== file && isThrough(other)));
    if (type === 'test:diagnostic') of(file).lines.push(`           ${data.message}`);
    else if (isWhole) failWhole(of(file), data.details.error, said.get(file));
    else count(of(file), data, type === 'test:pass');
    missed.delete(file);
  }
  for (const file of missed) fail(of(file), 'the file has no test, or none of them ran');
  yield* close([...files.values()]);
}

function begin(file) {
  return { file, unfinished: 0, passed: 0, failed: 0, skipped: 0, testsMs: 0, lines: [] };
}

const ran = ({ passed, failed, skipped }) => passed + failed + skipped > 0;
const isThrough = (result) => result.unfinished === 0 && ran(result);

function failWhole(result, { exitCode, signal } = {}, said) {
  result.unfinished = 0;
  const what = ran(result)
    ? 'the file failed beside its tests'
    : 'the file ended before its tests did, or has none';
  fail(result, `${what}: ${signal ?? `exit code ${exitCode}`}`, said);
}

function count(result, { name, nesting, skip, details }, passed) {
  const error = details?.error;
  result.unfinished -= 1;
  if (nesting === 0) result.testsMs += details?.duration_ms ?? 0;
  if (skip !== undefined && passed) {
    result.skipped += 1;
    result.lines.push(`  skipped  ${name}${skip === true ? '' : `: ${skip}`}`);
  } else if (!passed && error?.failureType !== 'subtestsFailed') fail(result, name, error?.cause ?? error);
  else if (passed && details?.type !== 'suite') {
    result.passed += 1;
    if (process.env.LIKEBOX_TEST_SENTENCES !== undefined) result.lines.push(`  holds    ${name}`);
  }
}

function fail(result, what, why) {
  result.failed += 1;
  const lines = explain(why).trimEnd().split('\n').filter(isTelling);
  result.lines.push(`  FAILED   ${what}`, ...lines.map((line) => `           ${line}`));
}

/** The stack of an assertion says it all; other errors carry more. */
function explain(why) {
  if (why === undefined || typeof why === 'string') return why ?? '';
  return why?.code === 'ERR_ASSERTION' ? why.stack : inspect(why);
}

function isTelling(line) {
  return line.trim() !== '' && !/^ +at .*node:internal/.test(line);
}

/** Seconds are those of its process, start included, where it has one of its own. */
function describe({ file, passed, failed, skipped, durationMs, testsMs, lines }) {
  const found = [`${passed} passed`];
  if (failed > 0) found.push(`${failed} failed`);
  if (skipped > 0) found.push(`${skipped} skipped`);
  const seconds = ((durationMs ?? testsMs) / 1000).toFixed(1);
  const head = `  ${relative('', file)}: ${found.join(', ')}, ${seconds} s`;
  return `${[head, ...lines].join('\n')}\n`;
}

function writeCounts({ passed, failed, skipped }) {
  const path = process.env.LIKEBOX_TEST_COUNTS;
  if (path !== undefined) writeFileSync(path, `${passed} ${failed} ${skipped}\n`);
}
