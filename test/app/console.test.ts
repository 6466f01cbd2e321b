import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createConsole } from '../../src/app/console.ts';
import type { Outcome } from '../../src/core/organising.ts';
import { widthOf } from '../../src/core/report/width.ts';
import { createBench, MINUTE, PROGRAMME, TEN, talk } from './bench.ts';

const TWO_ROOMS = {
  ...PROGRAMME,
  sessions: [
    ...PROGRAMME.sessions,
    talk('c', TEN, { room: 'Amphi B', title: 'Pause', kind: 'break', votable: false }),
  ],
};

type BenchOptions = NonNullable<Parameters<typeof createBench>[0]>;

/** A console of a box with everything but the disk and the hands on its outputs. */
function createSeat(options: BenchOptions = {}) {
  const bench = createBench({ programme: TWO_ROOMS, ...options });
  const { clock, desk, keeper, settings, store, time } = bench;
  const tried: string[] = [];
  const ordered: [object, string][] = [];
  const logged: [object, string][] = [];
  const outcome: Outcome = { done: true, text: 'Amphi A is 15 min late.', data: { number: 1 } };
  const seat = createConsole({
    ...{ clock, desk, keeper, settings, time },
    async organise(asked, who) {
      ordered.push([asked, who]);
      return outcome;
    },
    votes: {
      async epochs() {
        if (store.refuses !== null) throw new Error(store.refuses);
        const rest = { digest: '', lost: [], epoch: '' };
        return [
          { ...rest, epoch: 'old', firstSeq: 1, lastSeq: Math.min(2, store.rows.length) },
          ...(store.rows.length > 2
            ? [{ ...rest, epoch: 'new', firstSeq: 3, lastSeq: store.rows.length }]
            : []),
        ];
      },
      votesAfter: async (epoch, after, count) =>
        store.rows.filter(({ seq }) => seq > after && seq <= 2 === (epoch === 'old')).slice(0, count),
    },
    trials: {
      tryLamp: (lamp, sign) => tried.push(`${lamp} ${sign}`),
      tryBuzzer: () => tried.push('beep'),
      tryLcd: () => tried.push('lcd'),
    },
    newestLog: (count) =>
      [
        '{"level":"info","time":"2026-06-24T08:01:02.000Z","port":1,"msg":"up"}',
        '{"level":"warn","msg":"cut',
      ].slice(-count),
    log: { info: (fields, message) => logged.push([fields, message]) },
  });
  const stop = new AbortController();
  const heard: string[] = [];
  const listener = { tell: (text: string) => heard.push(text), signal: stop.signal };
  const run = (line: string) => seat.run(line, 'ada', listener);
  /** What it says, with its exit code before it when that is not 0. */
  const say = async (line: string) => {
    const { exit, text } = await run(line);
    return exit === 0 ? text : `${exit}: ${text}`;
  };
  const press = async (line: string) => {
    const said = say(line);
    await clock.pass(10);
    return said;
  };
  return { ...bench, seat, tried, ordered, logged, outcome, run, say, press, heard, end: () => stop.abort() };
}

test('status, session and programme say where the box is in its day', async () => {
  const { clock, say, seat } = createSeat();
  await clock.pass(1_000);
  assert.equal(seat.prompt(), 'box-07 Amphi A');
  assert.equal(
    await say('status'),
    [
      'Box      box-07, Amphi A, LikeBox 1, simulated',
      'Mode     votes count',
      'Clock    2026-06-24 10:15:01 (synced)',
      'Session  10:00-10:45 Talk a (votes until 10:55)',
      'Next     10:45-11:30 Talk b',
      'Votes    0: +0 -0',
      'Buttons  +1: 0 presses, noise 0, repeats 0; -1: 0 presses, noise 0, repeats 0',
      'Link     none: the box works alone',
      'Faults   none',
    ].join('\n'),
  );
  assert.equal(
    await say('session'),
    'Votes    10:00-10:45 Talk a (votes until 10:55)\nOn now   10:00-10:45 Talk a\nNext     10:45-11:30 Talk b',
  );
  assert.equal(await say('programme'), '> 10:00-10:45  Talk a\n  10:45-11:30  Talk b');
});

test('programme tells a break from a talk, and says what is missing where nothing can be shown', async () => {
  const { say, keeper, desk } = createSeat();
  desk.obey({ kind: 'room', room: 'Amphi B' });
  assert.equal(await say('programme'), '> 10:00-10:45  Pause [break]');
  desk.obey({ kind: 'room', room: 'Cellar' });
  assert.equal(await say('programme'), 'Nothing is on in Cellar today.');
  keeper.programme = null;
  assert.equal(await say('programme'), '1: This box has no programme yet.');
  const early = createSeat({ quality: 'unset' });
  assert.equal(
    await early.say('programme'),
    '1: The clock of this box is not set: nobody can say what today is.',
  );
});

test('a press is a test vote: stored, shown and never counted, and who asked is logged', async () => {
  const { press, store, desk, logged, run } = createSeat();
  assert.equal(await press('press plus'), 'TEST vote #1 (+1) is stored. It never counts.');
  assert.equal(await press('press -'), 'TEST vote #2 (-1) is stored. It never counts.');
  assert.deepEqual(
    store.rows.map(({ value, source, shownSessionId }) => [value, source, shownSessionId]),
    [
      [1, 'test', 'a'],
      [-1, 'test', 'a'],
    ],
  );
  assert.deepEqual(desk.state().votes, { plus: 0, minus: 0, total: 0 });
  assert.equal(desk.state().leds.minus, true);
  assert.deepEqual(logged, [
    [{ who: 'ada', command: 'press plus' }, 'asked at the console'],
    [{ who: 'ada', command: 'press -' }, 'asked at the console'],
  ]);
  assert.deepEqual((await run('votes 1')).data, [
    { seq: 2, value: -1, at: store.rows[1]?.wallMs, source: 'test', sessionTitle: 'Talk a' },
  ]);
});

test('a press that cannot be stored says why', async () => {
  const { press, store } = createSeat();
  store.refuses = 'the disk is full';
  assert.equal(await press('press plus'), '1: NOT stored: the disk is full');
});

test('votes lists the newest first, through the epochs, with the talk that was shown', async () => {
  const { clock, say, punches } = createSeat();
  assert.equal(await say('votes'), 'This box has no votes yet.');
  await clock.pass(4_000);
  await punches('++-+');
  const lines = (await say('votes')).split('\n');
  assert.deepEqual(
    lines.map((line) => line.replace(/^10:15:\d\d {2}/, '')),
    ['#4 +1 Talk a', '#3 -1 Talk a', '#2 +1 Talk a', '#1 +1 Talk a'],
  );
  assert.deepEqual((await say('votes 3')).split('\n'), lines.slice(0, 3));
});

test('room lists the rooms and chooses one as the service menu does', async () => {
  const { say, desk, told, settings } = createSeat();
  assert.equal(await say('room'), 'This box is in Amphi A.\n> Amphi A\n  Amphi B');
  assert.equal(await say('room amphi b'), 'This box is in Amphi B now.');
  assert.equal(desk.state().room, 'Amphi B');
  assert.equal(
    await say('room Amphi C'),
    '1: "Amphi C" is not a room of the programme (did you mean "Amphi A" or "Amphi\nB"?); its rooms: Amphi A, Amphi B.',
  );
  assert.deepEqual([desk.state().room, settings.room(), told.roomChecks], ['Amphi B', 'Amphi B', 1]);
});

test('a box of a shared exit is put in one of its rooms only', async () => {
  const { say, desk } = createSeat({ toml: { box: { id: 'box-07', room: ['Amphi A', 'Hall'] } } });
  assert.match(await say('room Amphi B'), /^1: .* this box serves Amphi A, Hall\.$/s);
  assert.equal(await say('room hall'), 'This box is in Hall now.');
  assert.equal(desk.state().room, 'Hall');
});

test('delay is an order of the organiser, for the room of the box or another', async () => {
  const { run, say, ordered, outcome } = createSeat();
  assert.deepEqual(await run('delay 15m'), { exit: 0, text: outcome.text, data: outcome.data });
  Object.assign(outcome, { done: false, text: 'No.', data: undefined });
  assert.equal(await say('delay 1h Amphi B'), '1: No.');
  assert.deepEqual(ordered, [
    [{ kind: 'delay', room: 'Amphi A', by: '15m' }, 'ada'],
    [{ kind: 'delay', room: 'Amphi B', by: '1h' }, 'ada'],
  ]);
});

test('lamps, buzzer and LCD are tried; a silent buzzer says so', async () => {
  const { clock, say, tried, lcd } = createSeat();
  await clock.pass(4_000);
  assert.equal(await say('led status blink'), 'status: blink for 10 s, or until the next vote.');
  assert.equal(await say('buzzer'), 'It beeps.');
  assert.equal(await say('lcd test'), 'Look at the LCD: accents, a heart, a row of full blocks, for 3 s.');
  assert.deepEqual(tried, ['status blink', 'beep', 'lcd']);
  const [edge = '', ...rows] = (await say('lcd')).split('\n');
  assert.deepEqual([edge, rows.length, rows.at(-1)], ['+--------------------+', 5, edge]);
  assert.equal(
    rows
      .slice(0, 4)
      .map((row) => row.slice(1, -1).trim())
      .join('|'),
    lcd(),
  );
  assert.equal(await say('mute on'), 'The buzzer is muted.');
  assert.equal(await say('buzzer'), '1: The buzzer is muted: mute off ends that.');
  assert.equal(await say('mute off'), 'The buzzer is not muted.');
  assert.equal(await say('buzzer'), 'It beeps.');
  const quiet = createSeat({ toml: { hardware: { buzzer: { quiet: '10:00-11:00' } } } });
  assert.equal(await quiet.say('buzzer'), '1: These are the quiet hours of the buzzer.');
});

test('restart is done as from the service menu, a moment later', async () => {
  const { clock, say, told, logged } = createSeat();
  assert.equal(await say('restart'), 'The program starts again in 2 s.');
  await clock.pass(1_900);
  assert.deepEqual(told.ends, []);
  await clock.pass(200);
  assert.deepEqual(told.ends, ['restart']);
  assert.deepEqual(logged, [[{ who: 'ada', command: 'restart' }, 'asked at the console']]);
});

test('clock, link, log and version say what they are about', async () => {
  const { say, hub } = createSeat();
  assert.equal(
    await say('clock'),
    'Time     2026-06-24 10:15:00 Europe/Paris\nUTC      2026-06-24T08:15:00.000Z\nQuality  synced: a time server has set it\nUp       0 h 0 min\nBoot     boot',
  );
  assert.equal(await say('link'), 'This box works alone: box.toml names no hub.');
  hub.become({ state: 'pairing', code: 'ABCD-1234', url: 'https://hub.local:8443', queued: 2 });
  assert.equal(
    await say('link'),
    'State    asks to be paired\nHub      https://hub.local:8443\nCode     ABCD-1234: compare it on the dashboard\nWaiting  2 votes\nLast     nothing acknowledged yet',
  );
  assert.equal(await say('log'), '10:01:02 info  up port=1\n{"level":"warn","msg":"cut');
  assert.equal(await say('log 1'), '{"level":"warn","msg":"cut');
  assert.equal(await say('version'), 'LikeBox 1');
});

test('doctor exits with 3 when something is wrong, and says what mends it', async () => {
  const { say, run, faults, store, press } = createSeat();
  assert.equal(
    await say('doctor'),
    [
      'ok   votes             0 votes stored, none lost',
      'ok   button-plus       0 presses',
      'ok   button-minus      0 presses',
      'ok   clock             synced: a time server has set it',
      '-    link              none: the box works alone',
      '',
      'Nothing is wrong.',
    ].join('\n'),
  );
  store.refuses = 'the disk is full';
  await press('press plus');
  faults.set('lcd', 'warning', 'The LCD does not answer.');
  const { exit, text } = await run('doctor');
  assert.equal(exit, 3);
  assert.match(
    text,
    /^BAD {2}lcd {15}The LCD does not answer\.\nBAD {2}votes {13}1 vote could not be stored/,
  );
  assert.match(text, /-> look at the disk: log 50, then likebox doctor/);
});

test('tail tells until it is ended', async () => {
  const { run, heard, end, seat, clock, punch } = createSeat();
  await clock.pass(4_000);
  const answer = run('tail');
  await punch('plus');
  seat.changed();
  await clock.pass(100);
  end();
  assert.deepEqual(await answer, { exit: 0, text: '' });
  assert.deepEqual(
    heard.map((line) => line.slice(10)),
    ['tail    what happens is told here; Ctrl-C ends it', 'press   +1', 'vote    #1 +1 Talk a'],
  );
});

test('rooms of the programme complete', () => {
  assert.deepEqual(createSeat().seat.complete('room am'), { hits: ['Amphi A', 'Amphi B'], on: 'am' });
});

test('what fails is a sentence, never the end of the box', async () => {
  const { say, seat, run, store } = createSeat();
  store.refuses = 'the store is not open';
  assert.equal(await say('votes'), '1: That could not be done: the store is not open');
  assert.deepEqual(
    [await say(''), await say('votes many'), seat.prompt()],
    ['', '2: Say: votes [N]', 'box-07 Amphi A'],
  );
  assert.equal((await run('help nothing')).exit, 2);
});

test('no command writes a line of more than 79 columns, whatever the names are', async () => {
  const long = 'Un très long nom de salle, '.repeat(6);
  const name = `日本語 🦀 ${'mot '.repeat(60)}`;
  const { run, faults, hub, press } = createSeat({
    toml: { box: { id: 'box-07', room: long } },
    programme: {
      ...PROGRAMME,
      sessions: ['a', 'b'].map((id, n) => talk(id, TEN + n * 45 * MINUTE, { room: long, title: name })),
    },
  });
  faults.set('store', 'error', name);
  hub.become({ state: 'unreachable', url: `https://${'h'.repeat(200)}`, why: name });
  await press('press plus');
  const lines = [
    'status',
    'votes',
    'session',
    'programme',
    'room',
    `room ${name}`,
    'lcd',
    'link',
    'clock',
    'doctor',
    'log',
    'help',
    name,
  ];
  for (const line of [...lines, ...lines.map((one) => `help ${one}`)]) {
    const { text } = await run(line);
    assert.deepEqual(
      text.split('\n').filter((one) => widthOf(one) > 79),
      [],
      line,
    );
    assert.ok(text.length > 0, line);
  }
});
