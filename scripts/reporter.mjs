import { writeFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { inspect } from 'node:util';

const LAST_WORDS = 4_000; // characters of what a file wrote to its standard error

/**
 * A reporter for `node --test`: a line a file, what failed in full, what was skipped and why. Stricter than node:
 * a file that has no test, or ends before all its tests did, has failed. Counts go to the file that
 * `LIKEBOX_TEST_COUNTS` names, as `PASSED FAILED SKIPPED`, whenever a file is through. With `LIKEBOX_TEST_SENTENCES`
 * the sentences that hold are printed, too.
 * It is JavaScript because node loads it before what reads TypeScript.
 */
export default async function* report(events) {
  const unfinished = new Map();
  const durationMs = new Map();
  const said = new Map();
  /** What became of each file's tests, and what is to be read about them. */
  const results = [];

  function close(result) {
    const left = unfinished.get(result.file) ?? 0;
    if (left > 0) fail(result, `the file ended before ${left} of its tests did`);
    writeCounts(results);
    return describe(result, durationMs.get(result.file) ?? 0);
  }

  for await (const { type, data } of events) {
    const { file } = data;
    if (file === undefined) continue;
    const whole = resolve(data.name ?? '') === file;
    if (type === 'test:enqueue' && !whole) unfinished.set(file, (unfinished.get(file) ?? 0) + 1);
    if (type === 'test:complete' && whole) durationMs.set(file, data.details?.duration_ms ?? 0);
    if (type === 'test:stderr') said.set(file, `${said.get(file) ?? ''}${data.message}`.slice(-LAST_WORDS));
    if (type !== 'test:pass' && type !== 'test:fail' && type !== 'test:diagnostic') continue;
    const last = results.at(-1);
    if (last !== undefined && last.file !== file) yield close(last);
    const result = last?.file === file ? last : { file, passed: 0, failed: 0, skipped: 0, lines: [] };
    if (result !== last) results.push(result);
    if (type === 'test:diagnostic') result.lines.push(`           ${data.message}`);
    else if (whole) {
      unfinished.delete(file);
      const ran = result.passed + result.failed + result.skipped > 0;
      const what = ran
        ? 'the file failed beside its tests'
        : 'the file ended before its tests did, or has none';
      fail(result, what, said.get(file));
    } else {
      unfinished.set(file, (unfinished.get(file) ?? 0) - 1);
      count(result, data, type === 'test:pass');
    }
  }
  const last = results.at(-1);
  if (last !== undefined) yield close(last);
}

function count(result, { name, skip, details }, passed) {
  const error = details?.error;
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

function describe({ file, passed, failed, skipped, lines }, durationMs) {
  const found = [`${passed} passed`];
  if (failed > 0) found.push(`${failed} failed`);
  if (skipped > 0) found.push(`${skipped} skipped`);
  const head = `  ${relative('', file)}: ${found.join(', ')}, ${(durationMs / 1000).toFixed(1)} s`;
  return `${[head, ...lines].join('\n')}\n`;
}

function writeCounts(results) {
  const path = process.env.LIKEBOX_TEST_COUNTS;
  if (path === undefined) return;
  const sum = (key) => results.reduce((all, one) => all + one[key], 0);
  writeFileSync(path, `${sum('passed')} ${sum('failed')} ${sum('skipped')}\n`);
}
