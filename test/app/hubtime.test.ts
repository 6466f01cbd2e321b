import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import Sqlite from 'better-sqlite3';
import { openDatabase } from '../../src/adapters/store/database.ts';
import { appendProgramme } from '../../src/adapters/store/versions.ts';
import { createTimekeeping } from '../../src/app/timekeeping.ts';
import { measureHub } from '../../src/core/link/hubtime.ts';
import type { ClockQuality } from '../../src/core/vote.ts';
import { exportVotes } from '../../src/votes.ts';
import { createFakeClock } from '../fakes/clock.ts';
import { MINUTE, PROGRAMME, TEN } from './bench.ts';

const HOUR = 60 * MINUTE;
const RULE = { openAfterMs: 10 * MINUTE, closeAfterMs: 15 * MINUTE };
const QUIET = { warn() {}, info() {} };

/** A box on a computer whose wall clock says something, in a room where it truly is ten past ten. */
function begin(t: TestContext, wallAt: number, quality: ClockQuality) {
  const directory = mkdtempSync(join(tmpdir(), 'likebox-hubtime-'));
  t.after(() => rmSync(directory, { recursive: true }));
  const path = join(directory, 'box.db');
  const clock = createFakeClock({ wallAt, monoMs: 5_000 });
  const trueAt = () => TEN + 10 * MINUTE + clock.monoMs() - 5_000;
  const database = openDatabase({ path, box: 'b', machine: 'm', rule: RULE, at: TEN, lastSeq: null });
  appendProgramme(database.db, { programme: PROGRAMME, origin: 'a', at: TEN, changes: '' });
  let armed = 0;
  const time = createTimekeeping({
    clock,
    bootId: 'boot',
    quality,
    store: { saveBoot: async (boot) => database.saveBoot(boot) },
    log: QUIET,
    onStep() {
      armed += 1;
    },
  });
  time.start();
  const vote = () =>
    database.append({
      bootId: 'boot',
      monoMs: clock.monoMs(),
      wallMs: clock.wallAt(),
      value: 1,
      room: 'Amphi A',
      shownSessionId: null,
      source: 'button',
    });
  /** A question that takes 40 ms there and 40 ms back. */
  const askHub = () => {
    const found = measureHub(clock.monoMs() - 80, clock.monoMs(), trueAt() - 40);
    assert.ok(found !== null);
    return time.improve({ wallOffsetMs: found.wallOffsetMs, quality: 'hub' });
  };
  const rows = () => {
    const db = new Sqlite(path, { readonly: true });
    try {
      return db.prepare('SELECT * FROM votes').all();
    } finally {
      db.close();
    }
  };
  /** What each vote counts for, as `votes export` says. */
  const counted = async () => {
    let text = '';
    const out = (part: string) => {
      text += part;
    };
    await exportVotes({ db: path, format: 'json' }, { out, err: assert.fail });
    return (JSON.parse(text) as { sessionId: string | null }[]).map(({ sessionId }) => sessionId);
  };
  t.after(() => database.close());
  return { clock, time, trueAt, vote, askHub, rows, counted, armed: () => armed };
}

for (const [words, wallAt, quality] of [
  ['in 1970', 3_000, 'unset'],
  ['in 2035', Date.UTC(2035, 0, 1), 'unset'],
  ['in 2035 by a clock chip', Date.UTC(2035, 0, 1), 'rtc'],
  ['an hour late by hand', TEN - HOUR, 'manual'],
] as const) {
  test(`a box that starts ${words} counts every vote where it was cast as soon as the hub has answered`, async (t) => {
    const { clock, time, trueAt, vote, askHub, rows, counted, armed } = begin(t, wallAt, quality);
    vote();
    clock.advance(45 * MINUTE);
    vote();
    const before = rows();
    assert.deepEqual(await counted(), [null, null]);
    assert.equal(askHub(), true);
    assert.deepEqual(await counted(), ['a', 'b']);
    assert.deepEqual(rows(), before);
    assert.deepEqual([time.boot().quality, time.nowAt(), armed()], ['hub', trueAt(), 1]);
  });
}

test('two steps of the wall clock move no vote of a box that has its time from the hub', async (t) => {
  const { clock, time, trueAt, vote, askHub, rows, counted, armed } = begin(t, 3_000, 'unset');
  vote();
  askHub();
  clock.stepWall(40 * 365 * 24 * HOUR);
  clock.advance(2_000);
  vote();
  clock.stepWall(-3 * HOUR);
  clock.advance(2_000);
  vote();
  const before = rows();
  assert.deepEqual(await counted(), ['a', 'a', 'a']);
  askHub();
  assert.deepEqual([rows(), await counted()], [before, ['a', 'a', 'a']]);
  // The cron jobs follow the wall clock, so each step arms them anew, as the first answer of the hub did.
  assert.deepEqual([time.nowAt(), armed()], [trueAt(), 3]);
});

test('two steps before the hub answers leave nothing behind', async (t) => {
  const { clock, vote, askHub, counted, trueAt, time } = begin(t, 3_000, 'unset');
  vote();
  clock.stepWall(-1_000_000);
  clock.advance(2_000);
  vote();
  clock.stepWall(9 * 365 * 24 * HOUR);
  clock.advance(2_000);
  vote();
  assert.deepEqual(await counted(), [null, null, null]);
  askHub();
  assert.deepEqual([await counted(), time.nowAt()], [['a', 'a', 'a'], trueAt()]);
});

test('a hub whose clock is set moves the votes with it, and a time server knows better', async (t) => {
  const { clock, time, trueAt, vote, askHub, counted } = begin(t, 3_000, 'unset');
  vote();
  time.improve({ wallOffsetMs: 12 * HOUR, quality: 'hub' });
  assert.deepEqual(await counted(), [null]);
  askHub();
  assert.deepEqual(await counted(), ['a']);
  time.improve({ wallOffsetMs: trueAt() - clock.monoMs() + 45 * MINUTE, quality: 'synced' });
  assert.deepEqual(await counted(), ['b']);
  assert.equal(askHub(), false);
  assert.deepEqual(await counted(), ['b']);
});
