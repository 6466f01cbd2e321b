import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import Sqlite from 'better-sqlite3';
import type { BoxState } from '../../src/core/state.ts';
import { eventually, makeDirectory, type RunningBox, startBox, writeConfig } from './process.ts';

const DEMO = 'programme.source = "demo:"';

const stateOf = async (box: RunningBox) => (await box.get('/api/state')).body as BoxState;

function rowsOf(path: string): unknown[] {
  const db = new Sqlite(path, { readonly: true });
  try {
    return db.prepare('SELECT room, source FROM votes ORDER BY seq').all();
  } finally {
    db.close();
  }
}

/** Waits for a screen with these words; the menu leaves by itself, so no time is lost between two presses. */
const sees = (box: RunningBox, words: RegExp) =>
  eventually(`${words} on its screen`, async () => {
    const { lcd } = await stateOf(box);
    return words.test(lcd.lines?.join('|') ?? '');
  });

/** Plays exact levels; `afterMs` counts from the call. */
async function play(
  box: RunningBox,
  ...edges: [afterMs: number, button: 'plus' | 'minus', active: boolean][]
) {
  const trace = edges.map(([afterMs, button, active]) => ({ afterMs, button, active }));
  assert.equal(await box.post('/api/simulator/trace', { edges: trace }), 200);
}

/** A press that leaves the one before the time that a button needs to rest. */
const press = (box: RunningBox, button: 'plus' | 'minus') =>
  play(box, [160, button, true], [240, button, false]);

async function openMenu(box: RunningBox): Promise<void> {
  const [on, off] = [100, 5_300];
  await play(box, [on, 'plus', true], [on, 'minus', true], [off, 'plus', false], [off, 'minus', false]);
  await sees(box, /vote fermé.*Salle/);
}

/** The state of the box as it runs after its nth start in one process. */
async function stateAfter(box: RunningBox, starts: number): Promise<BoxState> {
  const ready = await eventually(`start ${starts}`, async () => {
    const all = box.log.filter(({ msg }) => msg === 'the box is ready');
    return all[starts - 1];
  });
  return (await (await fetch(`${ready.address}/api/state`)).json()) as BoxState;
}

test('a room chosen with the two buttons is the one of the next vote, and is kept', async (context) => {
  const directory = makeDirectory(context);
  const config = writeConfig(directory, `box.room = "Amphi A"\n${DEMO}`);
  const box = startBox(context, config);
  await sees(box, /min pour voter/);
  await openMenu(box);
  await press(box, 'minus');
  await sees(box, /Salle actuelle.*Amphi A/);
  await press(box, 'plus');
  await sees(box, /Autre salle.*Amphi B/);
  await press(box, 'minus');
  await sees(box, /Salle : Amphi B/);
  await eventually('voting again', async () => (await stateOf(box)).mode === 'voting');
  await press(box, 'plus');
  await eventually('the vote', async () => (await stateOf(box)).votes.total === 3);
  assert.deepEqual(rowsOf(join(directory, 'data/box.db')), [
    { room: 'Amphi A', source: 'simulator' },
    { room: 'Amphi A', source: 'simulator' },
    { room: 'Amphi B', source: 'simulator' },
  ]);
  assert.equal((await box.stop()).code, 0);
  const again = startBox(context, config);
  assert.equal((await stateOf(again)).room, 'Amphi B');
  assert.equal((await again.stop()).code, 0);
});

test('restarted from its menu, a box reads its configuration anew, which wins over an older choice', async (context) => {
  const directory = makeDirectory(context);
  const config = writeConfig(directory, `box.room = "Amphi A"\n${DEMO}`);
  mkdirSync(join(directory, 'data'));
  const choices = '[room]\nvalue = "Amphi B"\ninstead_of = "Amphi A"\n';
  writeFileSync(join(directory, 'data/choices.toml'), choices);
  const box = startBox(context, config);
  await sees(box, /min pour voter/);
  assert.equal((await stateOf(box)).room, 'Amphi B');
  await openMenu(box);
  for (const words of [
    /Adresse/,
    /Tester/,
    /horloge/,
    /Son/,
    /Appairer/,
    /Mode test/,
    /événement/,
    /Redémarrer/,
  ]) {
    await press(box, 'plus');
    await sees(box, words);
  }
  await press(box, 'minus');
  await sees(box, /Non/);
  await press(box, 'plus');
  await sees(box, /Oui/);
  writeConfig(directory, `box.room = "Hall"\n${DEMO}`);
  await press(box, 'minus');
  const { room, votes } = await stateAfter(box, 2);
  assert.deepEqual([room, votes.total], ['Hall', 2]);
  assert.equal((await box.stop()).code, 0);
});
