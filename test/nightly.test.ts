import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mock, type TestContext, test } from 'node:test';
import { createFaults } from '../src/app/faults.ts';
import { createNightly } from '../src/nightly.ts';
import { fillDatabase, temporaryDirectory } from './adapters/store/fixture.ts';
import { createFakeClock } from './fakes/clock.ts';

const MIDNIGHT = Date.parse('2026-06-24T00:00:00Z');
const DAY_MS = 86_400_000;

/** A box in Paris with a stick; node-cron's own timers and the clock of the box move together. */
async function begin(t: TestContext) {
  const dataDir = temporaryDirectory(t);
  fillDatabase(join(dataDir, 'box.db'), 5);
  const media = temporaryDirectory(t);
  const stick = join(media, 'stick', 'likebox');
  mkdirSync(stick, { recursive: true });
  const usb = { mounts: join(media, 'mounts'), roots: [media] };
  writeFileSync(usb.mounts, `/dev/sda1 ${join(media, 'stick')} vfat rw 0 0\n`);
  mock.timers.enable({ apis: ['setTimeout', 'Date'], now: MIDNIGHT });
  t.after(() => mock.timers.reset());
  const clock = createFakeClock({ wallAt: MIDNIGHT });
  const said: string[] = [];
  const say = (_: object, words: string) => said.push(words);
  const log = { info: say, warn: say };
  const timezone = 'Europe/Paris';
  const programme = { sources: [], format: 'auto', reading: 'auto', refresh: '', timezone } as const;
  const nightly = createNightly({
    ...{ config: { dataDir, programme }, box: 'box-07', clock, random: () => 0, log, usb },
    faults: createFaults({ now: clock.wallAt, onChange() {}, log }),
  });
  const pass = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 1_000) {
      clock.advance(1_000);
      mock.timers.tick(1_000);
      await clock.pass(0);
    }
  };
  const armed = t.mock.method(globalThis, 'setTimeout');
  await nightly.part.start();
  await pass(1_000);
  await until(() => armed.mock.callCount() > 0, clock);
  const kept = () => [dataDir, stick].map((place) => readdirSync(join(place, 'backup')));
  t.after(() => nightly.part.stop());
  return { clock, nightly, pass, said, kept };
}

/** What a thread, or the loading of a module, does takes as long as it takes. */
async function until(isSo: () => boolean, clock: { pass(ms: number): Promise<void> }): Promise<void> {
  const sinceNs = process.hrtime.bigint();
  while (!isSo()) {
    assert.ok(process.hrtime.bigint() - sinceNs < 20e9, 'it never came');
    await clock.pass(0);
  }
}

const STEP_MS = 2 * 3_600_000 + 39 * 60_000 - 1_000; // to 4:39 in Paris, from when node-cron is there

test('at 4:40 in the zone of the event a backup is made beside the database and on the stick', async (t) => {
  const { clock, nightly, pass, said, kept } = await begin(t);
  await pass(STEP_MS);
  assert.deepEqual(said, []);
  await pass(60_000);
  await until(() => said.length === 2, clock);
  assert.deepEqual(said, ['a backup was made', 'a backup was made']);
  assert.deepEqual(kept(), [['box-07-20260624T024000Z.db'], ['box-07-20260624T024000Z.db']]);
  await nightly.part.stop();
  assert.equal(clock.openTimers(), 0);
});

test('after the wall clock was set back, the night comes by the new time', async (t) => {
  const { clock, nightly, pass, said, kept } = await begin(t);
  clock.stepWall(STEP_MS - DAY_MS); // what was armed is due in a day
  mock.timers.setTime(clock.wallAt());
  nightly.rearm();
  await pass(60_000);
  await until(() => said.length === 2, clock);
  assert.deepEqual(kept()[0], ['box-07-20260623T024000Z.db']);
});
