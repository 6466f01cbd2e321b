import assert from 'node:assert/strict';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { BoxState } from '../../src/core/state.ts';
import { parseMetrics } from '../fakes/prometheus.ts';
import {
  eventually,
  makeDirectory,
  type RunningBox,
  startBox,
  startBoxWith,
  writeConfig,
} from './process.ts';
import { path } from './script.ts';

const LIMIT = { timeout: 60_000 };
const SCHED = fileURLToPath(new URL('../fixtures/programmes/sched.json', import.meta.url));
const WELL = { status: 200, body: { ok: true, reasons: [] } };
/** The talk of the programme is on from 10:00 to 10:55. */
const HALF_PAST_TEN = '2026-06-24T10:30:00+02:00';

const stateOf = async (box: RunningBox) => (await box.get('/api/state')).body as BoxState;
const well = (box: RunningBox) =>
  eventually('a healthy box', async () => (await box.get('/healthz')).status === 200);
const edge = (afterMs: number, button: 'plus' | 'minus', active: boolean) => ({ afterMs, button, active });

test('a rehearsed box serves its whole state, its programme and its numbers', LIMIT, async (context) => {
  const config = writeConfig(
    makeDirectory(context),
    `box.id = "box-07"\nbox.room = "Amphi A"\nprogramme.source = "${SCHED}"`,
  );
  const box = startBox(context, config, '--at', HALF_PAST_TEN);
  await well(box);
  const edges = [
    edge(0, 'plus', true),
    edge(5, 'minus', true),
    edge(10, 'minus', false),
    edge(80, 'plus', false),
  ];
  assert.equal(await box.post('/api/simulator/trace', { edges }), 200);
  assert.equal(await box.post('/api/simulator/press', { button: 'minus', holdMs: 60 }), 200);
  assert.equal(await box.post('/api/simulator/level', { button: 'plus', active: true }), 200);
  await eventually('three votes', async () => (await stateOf(box)).votes.total === 3);
  assert.equal(await box.post('/api/simulator/level', { button: 'plus', active: false }), 200);
  const state = await eventually('the end of the thanks', async () => {
    const now = await stateOf(box);
    return !now.leds.plus && !now.buzzer && !now.buttons.plus.active && !now.leds.status && now;
  });

  const begun = Date.parse(HALF_PAST_TEN);
  assert.ok(state.clock.at > begun && state.clock.at < begun + 30_000);
  const talk = {
    id: '101',
    title: 'Vivre sans café & sans stress',
    speakers: ['Maëlle Kerguélen', 'Yann Bozec'],
    room: 'Amphi A',
    startsAt: Date.parse('2026-06-24T10:00:00+02:00'),
    endsAt: Date.parse('2026-06-24T10:55:00+02:00'),
    kind: 'talk',
    votable: true,
    cancelled: false,
    language: null,
    track: 'Web',
    opensAt: Date.parse('2026-06-24T10:10:00+02:00'),
    closesAt: Date.parse('2026-06-24T11:10:00+02:00'),
  };
  const { lcd, lastVotes, version, display, configuration, ...rest } = state;
  const [read] = configuration.files;
  assert.match(read?.file ?? '', /box\.toml$/);
  assert.ok(read?.keys.includes('box.room'), read?.keys.join());
  const { programme: shown, theme, ...others } = display.versions;
  assert.deepEqual([others, display.light], [{ wall: null, results: null, images: null }, null]);
  for (const named of [shown, theme]) assert.match(named ?? '', /^[0-9a-f]{32}$/);
  assert.deepEqual(
    display.pages,
    (['room', 'programme', 'wall'] as const).map((page) => ({ page, forMs: 20_000 })),
  );
  assert.deepEqual(rest, {
    box: 'box-07',
    room: 'Amphi A',
    language: 'fr',
    simulated: true,
    mode: 'voting',
    event: '',
    clock: { at: state.clock.at, quality: 'manual', timezone: 'Europe/Paris' },
    session: talk,
    running: talk,
    next: null,
    votes: { plus: 2, minus: 1, total: 3 },
    leds: { plus: false, minus: false, status: false },
    buzzer: false,
    buttons: {
      plus: { active: false, stuck: false, presses: 2, noise: 0, repeats: 0 },
      minus: { active: false, stuck: false, presses: 1, noise: 1, repeats: 0 },
    },
    failed: 0,
    hub: null,
    notice: null,
    faults: [],
  });
  assert.match(version, /^\d+\.\d+\.\d+$/);
  assert.deepEqual(
    lastVotes.map(({ at, ...vote }) => ({ ...vote, recent: at > begun && at <= state.clock.at })),
    ([1, -1, 1] as const).map((value, i) => ({
      seq: 3 - i,
      value,
      sessionTitle: talk.title,
      source: 'simulator',
      recent: true,
    })),
  );
  assert.deepEqual(
    [lcd.lines?.map((line) => [...line].length), lcd.cells.map((row) => row.length)],
    [
      [20, 20, 20, 20],
      [20, 20, 20, 20],
    ],
  );
  assert.ok(lcd.lines?.every((line) => line === line.normalize('NFC')));
  assert.ok(lcd.glyphs.length <= 8 && lcd.glyphs.every((rows) => rows.length === 8));

  const programme = (await box.get('/api/programme')).body as {
    timezone: string;
    sessions: { id: string }[];
  };
  assert.equal(programme.timezone, 'Europe/Paris');
  assert.ok(programme.sessions.some(({ id }) => id === '101'));
  const { samples } = parseMetrics(await box.text('/metrics'));
  const counted = ['presses', 'noise', 'repeats', 'votes'].map((name) =>
    ['plus', 'minus'].map((button) => samples.get(`likebox_${name}_total{button="${button}"}`)),
  );
  assert.deepEqual(counted, [
    [2, 1],
    [0, 1],
    [0, 0],
    [2, 1],
  ]);
  assert.equal(samples.get('likebox_commit_seconds_count'), 3, 'those of the first second too');
});

/** What two boxes make of the same punches. */
const PUNCHES = [
  edge(0, 'plus', true), // 20 ms: a press of 12, not of 30
  edge(20, 'plus', false),
  edge(400, 'plus', true), // two presses with 30 ms between them, 90 ms apart
  edge(460, 'plus', false),
  edge(490, 'plus', true),
  edge(550, 'plus', false),
  edge(560, 'minus', true), // held for 2.5 s
  edge(3_060, 'minus', false),
];

async function punch(box: RunningBox) {
  await well(box);
  const played = box.post('/api/simulator/trace', { edges: PUNCHES });
  const seen = { stuck: false, buzzer: false };
  let over = false;
  void played.then(() => {
    over = true;
  });
  await eventually('the end of the punches', async () => {
    const { faults, buzzer } = await stateOf(box);
    seen.stuck ||= faults.some(({ id }) => id === 'button-minus-stuck');
    seen.buzzer ||= buzzer;
    return over;
  });
  const state = await eventually('the last of the thanks', async () => {
    const now = await stateOf(box);
    return now.faults.length === 0 && now.votes.total === now.buttons.plus.presses + 1 && now;
  });
  const { presses, noise, repeats } = state.buttons.plus;
  return { ...seen, presses, noise, repeats, lines: state.lcd.lines, session: state.session?.id ?? null };
}

test(
  'what the configuration says of buttons, sound, display and windows is what the box does',
  LIMIT,
  async (context) => {
    const source = `box.room = "Amphi A"\nprogramme.source = "${SCHED}"`;
    const at = ['--at', '2026-06-24T10:05:00+02:00'];
    const usual = startBox(context, writeConfig(makeDirectory(context), source), ...at);
    const other = startBox(
      context,
      writeConfig(
        makeDirectory(context),
        `${source}
      hardware.buttons = { press_ms = 30, release_ms = 20, cooldown_ms = 0, stuck_s = 2 }
      hardware.buzzer.volume = "off"
      hardware.lcd.kind = "none"
      voting.open_after = "1m"`,
      ),
      ...at,
    );
    const [usually, otherwise] = await Promise.all([punch(usual), punch(other)]);
    assert.equal(usually.lines?.length, 4);
    assert.deepEqual(
      { ...usually, lines: null },
      { stuck: false, buzzer: true, presses: 2, noise: 0, repeats: 0, lines: null, session: null },
    );
    assert.deepEqual(otherwise, {
      ...{ stuck: true, buzzer: false, presses: 2, noise: 1, repeats: 0 },
      lines: null,
      session: '101',
    });
  },
);

test('close_after and language reach the box', LIMIT, async (context) => {
  const source = `box.room = "Amphi A"\nprogramme.source = "${SCHED}"`;
  const at = ['--at', '2026-06-24T11:15:00+02:00'];
  const boxes = ['', 'language = "en"\nvoting.close_after = "30m"'].map((more) =>
    startBox(context, writeConfig(makeDirectory(context), `${more}\n${source}`), ...at),
  );
  const shown = await Promise.all(
    boxes.map(async (box) => {
      await well(box);
      const { session, language } = await stateOf(box);
      return [session?.id ?? null, language];
    }),
  );
  assert.deepEqual(shown, [
    [null, 'fr'],
    ['101', 'en'],
  ]);
});

test(
  'a port in use is a fault of the page alone; the page comes by itself once it is free',
  LIMIT,
  async (context) => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const box = startBox(context, writeConfig(makeDirectory(context), '', `127.0.0.1:${port}`));
    const ready = await box.said('the box is ready');
    assert.equal(ready.address, null);
    assert.ok(box.log.some(({ msg }) => msg === 'the store is open'));
    assert.equal(
      (await box.said('port', 'web')).msg,
      `port ${port} of 127.0.0.1 is in use by another program: stop that one, or set display.listen`,
    );
    other.close();
    await box.said('fault is over', 'web');
    const response = await fetch(`http://127.0.0.1:${port}/healthz`);
    assert.deepEqual({ status: response.status, body: await response.json() }, WELL);
    assert.equal((await box.stop()).code, 0);
  },
);

test(
  'a data_dir that cannot be written stops votes with a sentence, until it can',
  LIMIT,
  async (context) => {
    const directory = makeDirectory(context);
    const file = join(directory, 'file');
    writeFileSync(file, '');
    const box = startBox(context, writeConfig(directory, '', '127.0.0.1:0', 'file/data'));
    const { status, body } = await box.get('/healthz');
    const { ok, reasons } = body as { ok: boolean; reasons: string[] };
    assert.deepEqual([status, ok, reasons.length], [503, false, 1]);
    assert.match(reasons[0] ?? '', /^[A-Z].*file\/data.*\.$/);
    await box.post('/api/simulator/press', { button: 'plus', holdMs: 60 });
    const refused = await eventually('the refused vote', async () => {
      const state = await stateOf(box);
      return state.failed === 1 && state;
    });
    assert.deepEqual(refused.votes, { plus: 0, minus: 0, total: 0 });
    assert.deepEqual(
      refused.faults.map(({ id, severity, message }) => [id, severity, message]),
      [['store', 'error', reasons[0]]],
    );
    rmSync(file);
    await well(box);
    await box.post('/api/simulator/press', { button: 'plus', holdMs: 60 });
    await eventually('the next vote', async () => (await stateOf(box)).votes.total === 1);
    assert.equal((await stateOf(box)).failed, 1);
  },
);

test(
  'lines that are not there stop votes with a sentence, and the page is served',
  LIMIT,
  async (context) => {
    const directory = makeDirectory(context);
    // Whatever this computer has, these tools are there and know one chip.
    const tools = path(context, [], {
      gpiodetect: 'echo "gpiochip0 [pinctrl-bcm2835] (54 lines)"',
      gpiomon: 'echo "gpiomon (libgpiod) v2.2.1"',
    });
    const more =
      'hardware = { board = "raspberry-pi", gpio = "gpiod", chip = "no-such-chip", lcd = { kind = "none" } }';
    const config = join(directory, 'box.toml');
    writeFileSync(config, `display.listen = "127.0.0.1:0"\nbox.data_dir = "${directory}/data"\n${more}\n`);
    const box = startBoxWith(context, { PATH: `${tools}:${process.env.PATH}` }, config);
    const { status, body } = await box.get('/healthz');
    assert.equal(status, 503);
    assert.deepEqual((body as { reasons: string[] }).reasons, [
      'No chip is called "no-such-chip", there is only gpiochip0 (pinctrl-bcm2835). Name the right one as hardware.chip.',
    ]);
    const { simulated, clock } = await stateOf(box);
    assert.deepEqual([simulated, clock.quality === 'unset' || clock.quality === 'manual'], [false, true]);
    assert.equal(await box.post('/api/simulator/press', { button: 'plus', holdMs: 60 }), 404);
    assert.equal((await box.stop()).code, 0);
  },
);

test('a second box on the same data says so, and takes over when the first ends', LIMIT, async (context) => {
  const directory = makeDirectory(context);
  const config = writeConfig(directory);
  const first = startBox(context, config);
  await well(first);
  const second = startBox(context, config);
  assert.deepEqual(await second.get('/healthz'), {
    status: 503,
    body: {
      ok: false,
      reasons: [
        `Another LikeBox is running on ${join(directory, 'data')}. Stop it first, or give this one a data_dir of its own.`,
      ],
    },
  });
  await first.post('/api/simulator/press', { button: 'plus', holdMs: 60 });
  await eventually('the vote', async () => (await stateOf(first)).votes.total === 1);
  assert.equal((await first.stop()).code, 0);
  await well(second);
  await second.post('/api/simulator/press', { button: 'minus', holdMs: 60 });
  const state = await eventually('both votes', async () => {
    const now = await stateOf(second);
    return now.votes.total === 2 && now;
  });
  assert.deepEqual([state.votes, state.faults], [{ plus: 1, minus: 1, total: 2 }, []]);
});
