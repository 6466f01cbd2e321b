import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { checkBoxConfig } from '../src/adapters/config/load.ts';
import { createScreenFiles } from '../src/adapters/screenfiles.ts';
import { createFaults } from '../src/app/faults.ts';
import { createSettings } from '../src/app/settings.ts';
import { createTimekeeping } from '../src/app/timekeeping.ts';
import type { HeldEpoch } from '../src/core/link/frames.ts';
import type { BoxState } from '../src/core/state.ts';
import { createHubLink } from '../src/hublink.ts';
import { createFakeClock } from './fakes/clock.ts';

const QUIET = { debug() {}, info() {}, warn() {}, error() {}, flush() {} };

/** Of a log with so many votes. */
const held = (lastSeq: number): HeldEpoch => ({ epoch: 'e', firstSeq: 1, lastSeq, digest: 'd', lost: [] });

test('a vote that is stored while the log is read is counted once among those that wait for the hub', async (t) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'likebox-hublink-'));
  const clock = createFakeClock();
  const asked: ((epochs: HeldEpoch[]) => void)[] = [];
  const { config } = checkBoxConfig(
    { box: { data_dir: dataDir }, hub: { url: 'https://127.0.0.1:9' } },
    'simulated',
  );
  assert.ok(config !== null);
  const faults = createFaults({ now: clock.wallAt, onChange() {}, log: QUIET });
  const file = { load: () => ({ choices: {}, damage: null }), save: async () => {} };
  const kept = { settings: null, notices: null };
  const link = createHubLink({
    ...{ config, clock, faults, log: QUIET, box: 'box-07', version: '1', startAt: null, random: () => 0.5 },
    machine: { id: 'board', bootId: 'boot', board: 'simulated', model: null },
    store: {
      log: {
        epochs: () => new Promise((resolve) => asked.push(resolve)),
        boots: async () => [],
        votesAfter: async () => [],
        commonVote: async () => null,
        splitEpoch: async () => {},
        saveAcked: async () => {},
        loadAcked: async () => new Map(),
      },
      kept: { load: async () => kept, saveSettings: async () => {}, saveNotices: async () => {} },
      saveRule: async () => {},
    },
    time: createTimekeeping({
      ...{ clock, bootId: 'boot', quality: 'synced', log: QUIET, onStep() {} },
      store: { saveBoot: async (boot) => boot },
    }),
    settings: createSettings({ config, file, faults, log: QUIET }),
    keeper: { takeFromHub: async () => {}, checkRoom() {} },
    screenKeep: createScreenFiles(dataDir),
    onShow() {},
    state: () => ({}) as BoxState,
    onChange() {},
  });
  t.after(async () => {
    for (const answer of asked) answer([]);
    for (const part of link.late) await part.stop();
    rmSync(dataDir, { recursive: true });
  });
  const read = async (lastSeq: number) => {
    for (const answer of asked.splice(0)) answer([held(lastSeq)]);
    await turnOfTheLoop();
  };
  for (const part of link.late) await part.start();
  clock.advance(1_000);
  while (asked.length === 0) await turnOfTheLoop();
  await read(1);
  assert.equal(link.view()?.queued, 1);

  link.logChanged();
  link.voted(); // the store says that a vote is durable before it says what it has read
  await read(2);
  await clock.pass(100);
  assert.equal(link.view()?.queued, 2);
});
