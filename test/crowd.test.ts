import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CrowdOptions } from '../src/core/crowdoptions.ts';
import { simulateCrowd } from '../src/crowd.ts';
import { createFakeClock } from './fakes/clock.ts';

const MINUTE_MS = 60_000;

interface FakeBox {
  isAway: boolean;
  /** How long a press takes it. */
  slowMs: number;
  mode: string;
  simulated: boolean;
  presses: unknown[];
  /** When the last hand has left a button; infinite while one is on it. */
  freeAtMs: Map<string, number>;
}

/** Boxes that answer at once; a crowd that is played at them until it is over. */
function world(...ports: number[]) {
  const clock = createFakeClock({ wallAt: Date.parse('2026-06-24T10:00:00Z'), monoMs: 5_000 });
  const boxes = new Map<string, FakeBox>();
  for (const port of ports) {
    boxes.set(`127.0.0.1:${port}`, {
      isAway: false,
      slowMs: 0,
      mode: 'voting',
      simulated: true,
      presses: [],
      freeAtMs: new Map(),
    });
  }
  const session = {
    id: 'talk',
    title: 'Why your tests lie',
    startsAt: clock.wallAt() - 20 * MINUTE_MS,
    endsAt: clock.wallAt() + 20 * MINUTE_MS,
    opensAt: clock.wallAt() - 10 * MINUTE_MS,
    closesAt: clock.wallAt() + 30 * MINUTE_MS,
  };
  const ask: typeof fetch = async (input, init) => {
    const url = new URL(String(input));
    const box = boxes.get(url.host);
    if (box === undefined || box.isAway) throw new TypeError('fetch failed');
    if (url.pathname === '/api/simulator/press') {
      const { button } = JSON.parse(String(init?.body));
      const restedMs = clock.monoMs() - (box.freeAtMs.get(button) ?? 0);
      assert.ok(restedMs >= 100, `a hand on ${button} after ${restedMs} ms`);
      box.freeAtMs.set(button, Number.POSITIVE_INFINITY);
      if (box.slowMs > 0) await new Promise<void>((resolve) => clock.after(box.slowMs, resolve));
      box.freeAtMs.set(button, clock.monoMs());
      box.presses.push(JSON.parse(String(init?.body)));
      return Response.json({ played: true });
    }
    const { mode, simulated } = box;
    const times = { at: clock.wallAt(), quality: 'synced', timezone: 'Europe/Paris' };
    return Response.json({ box: `box-${url.port}`, room: 'Amphi A', mode, simulated, clock: times, session });
  };
  const leave = new AbortController();
  let said = '';
  const say = (text: string) => {
    said += text;
  };
  return {
    clock,
    leave: () => leave.abort(),
    said: () => said,
    box(port: number): FakeBox {
      const box = boxes.get(`127.0.0.1:${port}`);
      assert.ok(box !== undefined);
      return box;
    },
    play: (options: CrowdOptions) =>
      simulateCrowd(options, leave.signal, { out: say, err: say }, { clock, fetch: ask }),
  };
}

test('the audience punches at every box, and says where and how often when it leaves', async () => {
  const { clock, box, play, leave, said } = world(8080, 8081);
  const played = play({ box: ['8080-8081'] });
  await clock.pass(3 * MINUTE_MS);
  leave();
  assert.equal(await played, 0);
  const [first, second] = [box(8080).presses.length, box(8081).presses.length];
  assert.ok(first > 15 && second > 15, `${first} and ${second} presses in three minutes`);
  assert.notDeepEqual(box(8080).presses, box(8081).presses);
  assert.deepEqual(said().split('\n'), [
    'The audience comes in; Ctrl-C ends it.',
    'box-8080: Amphi A, 298 seats, "Why your tests lie" until 12:20.',
    'box-8081: Amphi A, 298 seats, "Why your tests lie" until 12:20.',
    `The audience has left. Presses: ${first + second}.`,
    `  box-8080  ${first}`,
    `  box-8081  ${second}`,
    '',
  ]);
  assert.equal(clock.openTimers(), 0);
});

test('a box that goes away is told once, and played again when it is back', async () => {
  const { clock, box, play, leave, said } = world(8080);
  const played = play({});
  await clock.pass(MINUTE_MS);
  box(8080).isAway = true;
  await clock.pass(5 * MINUTE_MS);
  const before = box(8080).presses.length;
  box(8080).isAway = false;
  await clock.pass(MINUTE_MS);
  assert.ok(box(8080).presses.length > before + 5);
  leave();
  await played;
  assert.equal(said().split('does not answer').length - 1, 1, said());
});

test('a box that is slow has one hand on a button at a time, and loses no press', async () => {
  const { clock, box, play, leave, said } = world(8080);
  box(8080).slowMs = 700;
  const played = play({ speed: '20' });
  await clock.pass(MINUTE_MS);
  leave();
  await clock.pass(MINUTE_MS);
  assert.equal(await played, 0);
  assert.ok(box(8080).presses.length > 60, `${box(8080).presses.length} presses`);
  assert.ok(said().endsWith(`Presses: ${box(8080).presses.length}.\n`), said());
});

test('nobody punches in the service menu, nor at real buttons', async () => {
  const { clock, box, play, leave, said } = world(8080, 8081);
  box(8080).mode = 'menu';
  box(8081).simulated = false;
  const played = play({ box: ['8080', '8081'], speed: '20' });
  await clock.pass(MINUTE_MS);
  leave();
  assert.equal(await played, 1);
  assert.deepEqual([box(8080).presses, box(8081).presses], [[], []]);
  assert.match(said(), /127\.0\.0\.1:8081 has real buttons: its audience is real as well\.\n/);
});

test('the audience leaves by itself when its minutes are over', async () => {
  const { clock, play } = world(8080);
  const played = play({ minutes: '0.5' });
  await clock.pass(30_000);
  assert.equal(await played, 0);
  assert.equal(clock.openTimers(), 0);
});

test('a box that never answers makes the command fail', async () => {
  const { clock, play, said } = world();
  const played = play({ minutes: '1' });
  await clock.pass(MINUTE_MS);
  assert.equal(await played, 1);
  assert.match(said(), /^http:\/\/127\.0\.0\.1:8080 does not answer: it is asked again until it does\.$/m);
});

test('every wrong option is named at once, and nothing is played', async () => {
  const { play, said } = world(8080);
  const asked = { box: ['box-07', '8080-9000'], rate: '-1', minutes: '0', speed: '1000', seed: 'x' };
  assert.equal(await play(asked), 2);
  assert.deepEqual(said().trim().split('\n'), [
    '--box: "box-07" is no address: give one like http://127.0.0.1:8080, or ports of this computer, 8080-8082.',
    '--box: 66 boxes are more than 64.',
    '--seed: "x" is no number from 0 to 4294967295.',
    '--rate: "-1" is no number from 0 to 600.',
    '--speed: "1000" is no number from 1 to 100.',
    '--minutes: "0" is no number from 0.1 to 10080.',
  ]);
});
