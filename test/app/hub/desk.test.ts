import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PARTS } from '../../../src/app/hub/pushes.ts';
import type { HubCommand } from '../../../src/core/hub/command.ts';
import { healthWith, MINUTE, NINE, openDesktop, openPage, TALKS } from './desktop.ts';

const at = (minutes: number) => NINE + minutes * MINUTE;
const every = (from: number, count: number, stepMs: number) =>
  Array.from({ length: count }, (_, index) => at(from) + index * stepMs);

test('a page gets every part at once, and a viewer neither accounts nor the audit log', async () => {
  const { desk, store, clock } = await openDesktop();
  await store.people.addAccount(
    { name: 'ada', role: 'organiser', passwordHash: 'x', createdAt: 5 },
    { at: 5, who: 'ada', what: 'joined' },
  );
  await clock.pass(1_000);
  const [organiser, viewer] = [openPage(desk), openPage(desk, 'viewer', 'vic')];
  assert.deepEqual(organiser.came(), PARTS);
  assert.deepEqual(viewer.came(), PARTS);
  assert.deepEqual(organiser.view.accounts, [{ name: 'ada', role: 'organiser', createdAt: 5 }]);
  assert.deepEqual(organiser.view.audit, [{ number: 1, at: 5, who: 'ada', what: 'joined' }]);
  assert.deepEqual([viewer.view.accounts, viewer.view.audit], [[], []]);
  assert.deepEqual(viewer.view.hub, {
    ...{ version: '1', event: 'conf', conference: 'Conf', timezone: 'UTC', language: 'en' },
    at: at(30) + 1_000,
    me: { name: 'vic', role: 'viewer' },
    rooms: ['Amphi A', 'Amphi B'],
    faults: [],
  });
});

test('a press reaches a page in the same turn, and the next one within a tenth of a second', async () => {
  const { desk, clock, cast } = await openDesktop();
  await cast('box-01', 'Amphi A', 1, [at(20)]);
  const page = openPage(desk);
  await clock.pass(5_000);
  page.came();
  await cast('box-01', 'Amphi A', 1, [at(30)]);
  await clock.pass(0);
  assert.deepEqual(page.came(), ['live', 'results']);
  const [room] = page.view.live;
  assert.deepEqual([room?.session?.id, room?.plus, room?.minus], ['a', 2, 0]);
  assert.deepEqual(room?.minutes, [
    { at: at(20), plus: 1, minus: 0 },
    { at: at(30), plus: 1, minus: 0 },
  ]);
  await cast('box-01', 'Amphi A', -1, [at(30)]);
  await clock.pass(99);
  assert.deepEqual(page.came(), []);
  await clock.pass(1);
  assert.deepEqual([page.came(), page.view.live[0]?.minus], [['live'], 1]);
});

test('ten thousand presses in a second are ten messages, and everybody gets the same object', async () => {
  const { desk, clock, cast } = await openDesktop();
  const [one, other] = [openPage(desk), openPage(desk, 'viewer', 'vic')];
  await clock.pass(5_000);
  one.came();
  const from = one.messages.length;
  for (let tenth = 0; tenth < 100; tenth += 1) {
    await cast('box-01', 'Amphi A', 1, Array(100).fill(at(30)));
    await clock.pass(10);
  }
  const came = one.came();
  assert.ok(came.filter((part) => part === 'live').length <= 11);
  assert.ok(came.filter((part) => part === 'results').length <= 2);
  const live = one.messages.slice(from).filter(({ part }) => part === 'live');
  const same = other.messages.filter((message) => live.includes(message));
  assert.equal(same.length, live.length);
  assert.equal(one.view.live[0]?.plus, 10_000);
});

test('results reconcile with what is stored, with bursts, folded shares and early votes', async () => {
  const { desk, cast, store } = await openDesktop({ at: at(70) });
  await cast('box-01', 'Amphi A', 1, every(45, 20, 20_000));
  await cast('box-01', 'Amphi A', -1, every(52, 10, 500));
  await cast('box-02', 'Amphi B', 1, every(45, 3, 20_000));
  await cast('box-02', 'Cellar', 1, [at(45)]);
  const { sessions, totals } = await desk.results();
  assert.deepEqual(totals, { stored: 34, counted: 33, unassigned: 1, test: 0, before: 0, leftOut: 0 });
  assert.deepEqual(
    sessions.map(({ id, counted, plus, bursts, foldedShare, early, tooFew }) => ({
      ...{ id, counted, plus, bursts, foldedShare, early, tooFew },
    })),
    [
      {
        id: 'a',
        counted: 30,
        plus: 20,
        bursts: { count: 1, votes: 10 },
        foldedShare: 20 / 21,
        early: 15,
        tooFew: false,
      },
      {
        id: 'b',
        counted: 3,
        plus: 3,
        bursts: { count: 0, votes: 0 },
        foldedShare: null,
        early: 3,
        tooFew: true,
      },
      {
        id: 'c',
        counted: 0,
        plus: 0,
        bursts: { count: 0, votes: 0 },
        foldedShare: null,
        early: 0,
        tooFew: true,
      },
    ],
  );
  const before = store.scans.length;
  await desk.results();
  assert.equal(store.scans.length, before, 'nothing has changed, and votes were read again');
});

test('a correction moves the votes of its span, and taking it back moves them home', async () => {
  const { desk, cast, order, pair, clock, store } = await openDesktop();
  await pair('box-07');
  await cast('box-07', 'Amphi A', 1, every(20, 12, 30_000));
  const page = openPage(desk);
  await clock.pass(1_000);
  const counted = () => page.view.results.sessions.map(({ id, counted }) => `${id} ${counted}`).sort();
  assert.deepEqual(counted(), ['a 12', 'b 0', 'c 0']);
  const correction = { kind: 'stood', box: 'box-07', room: 'Amphi B', fromAt: at(21), toAt: at(90) } as const;
  assert.equal(
    await order({ kind: 'correct', correction }),
    'done: Noted: box-07 stood in Amphi B from 2026-06-24 09:21 to 10:30. The votes count accordingly.',
  );
  await clock.pass(2_000);
  assert.deepEqual(counted(), ['a 2', 'b 10', 'c 0']);
  assert.deepEqual(
    page.view.live.map(({ room, plus, minutes }) => [
      room,
      plus,
      minutes.reduce((sum, one) => sum + one.plus, 0),
    ]),
    [
      ['Amphi A', 2, 2],
      ['Amphi B', 10, 10],
    ],
  );
  assert.deepEqual(
    page.view.corrections.map(({ text }) => text),
    ['box-07 stood in Amphi B from 2026-06-24 09:21 to 10:30'],
  );
  assert.equal(
    await order({ kind: 'undo-correction', number: 1 }),
    'done: Taken back. The votes count as before.',
  );
  await clock.pass(2_000);
  assert.deepEqual(counted(), ['a 12', 'b 0', 'c 0']);
  assert.equal(
    await order({ kind: 'undo-correction', number: 1 }),
    'refused: There is no correction 1 to undo.',
  );
  assert.deepEqual(
    store.log.slice(1).map(({ who, what }) => `${who}: ${what}`),
    [
      'ada: box-07 stood in Amphi B from 2026-06-24 09:21 to 10:30',
      'ada: took back: box-07 stood in Amphi B from 2026-06-24 09:21 to 10:30',
    ],
  );
});

test('a correction that names what is not there is refused with what may be meant', async () => {
  const { order, pair } = await openDesktop();
  await pair('box-07');
  const stood = { kind: 'stood', box: 'box-07', room: 'Amphi B', fromAt: at(0), toAt: at(60) } as const;
  const asked: HubCommand[] = [
    { kind: 'correct', correction: { ...stood, box: 'box-70' } },
    { kind: 'correct', correction: { ...stood, room: 'Amfi B' } },
    { kind: 'correct', correction: { ...stood, toAt: at(0) } },
    { kind: 'correct', correction: { kind: 'alias', alias: 'Amphi A', room: 'Amphi A' } },
  ];
  const answers = [];
  for (const command of asked) answers.push(await order(command));
  assert.deepEqual(answers, [
    'refused: No such box is paired: "box-70" (did you mean box-07?).',
    'refused: "Amfi B" is not a room of the programme (did you mean "Amphi B"?); its rooms: Amphi A, Amphi B.',
    'refused: The end has to come after the beginning: check both times.',
    'refused: "Amphi A" is that room already.',
  ]);
});

test('a delay is what boxes are told, with what organisers changed folded in', async () => {
  const { desk, order, announced, clock } = await openDesktop();
  const before = desk.programme();
  const text = await order({ kind: 'programme', asked: { kind: 'delay', room: 'Amphi A', by: '15m' } });
  assert.match(text, /^done: Amphi A is 15 min late:\n {2}ends {3}10:05 instead of 09:50 {2}Talk a\n/);
  assert.doesNotMatch(text, /likebox programme/);
  const after = desk.programme();
  assert.notEqual(after?.etag, before?.etag);
  assert.equal(after?.value.adjusted, true);
  assert.deepEqual(
    after?.value.sessions.map(({ id, startsAt, endsAt }) => [id, startsAt, endsAt]),
    [
      ['a', at(0), at(65)],
      ['b', at(0), at(50)],
      ['c', at(75), at(125)],
    ],
  );
  assert.deepEqual(announced.at(-1), [{ programme: after?.etag }, undefined]);
  const page = openPage(desk);
  assert.deepEqual(
    page.view.programme.orders.map(({ number, who, text: words }) => [number, who, words]),
    [[1, 'ada', 'Amphi A 15 min late']],
  );
  await order({ kind: 'programme', asked: { kind: 'undo', number: 1 } });
  await clock.pass(1_000);
  assert.equal(desk.programme()?.etag, before?.etag);
  assert.equal(page.view.programme.orders[0]?.undone?.who, 'ada');
});

test('a notice reaches the boxes that it is for, and ends by itself', async () => {
  const { desk, order, pair, linked, announced, clock } = await openDesktop();
  for (const box of ['box-01', 'box-02']) {
    await pair(box);
    linked.add(box);
    await desk.settings(box);
    desk.notices(box);
  }
  await clock.pass(1_000);
  announced.length = 0;
  const notice = { kind: 'notice', text: { kind: 'full' }, boxes: ['box-02'], untilAt: at(40) } as const;
  assert.equal(await order(notice), 'done: Shown: "Room full" on box-02 until 2026-06-24 09:40.');
  const { etag, value } = desk.notices('box-02');
  assert.deepEqual(value, [{ number: 1, text: { kind: 'full' }, untilAt: at(40) }]);
  assert.deepEqual(desk.notices('box-01').value, []);
  assert.deepEqual(announced, [[{ notices: etag }, ['box-02']]]);
  assert.match(await order({ ...notice, untilAt: at(29) }), /^refused: Its end is over already/);
  assert.match(await order({ ...notice, boxes: ['box-3'] }), /^refused: No such box is paired: "box-3"/);
  await clock.pass(10 * MINUTE);
  assert.deepEqual(desk.notices('box-02').value, []);
  assert.match(await order({ kind: 'end-notice', number: 1 }), /^refused: There is no notice 1 to end/);
});

test('a box is told its new settings alone, with the windows of the hub', async () => {
  const { desk, order, pair, linked, announced, clock } = await openDesktop();
  for (const box of ['box-01', 'box-02']) {
    await pair(box);
    linked.add(box);
    await desk.settings(box);
    desk.notices(box);
  }
  await clock.pass(1_000);
  announced.length = 0;
  const settings = { name: 'Exit left', room: 'Amphi B', language: 'fr', muted: true } as const;
  assert.equal(await order({ kind: 'settings', box: 'box-02', settings }), 'done: Exit left is told.');
  const { etag, value } = await desk.settings('box-02');
  assert.deepEqual(value, { ...settings, window: { openAfterMs: 10 * MINUTE, closeAfterMs: 15 * MINUTE } });
  assert.deepEqual(announced, [[{ settings: etag }, ['box-02']]]);
  const page = openPage(desk);
  assert.deepEqual(
    page.view.live.map(({ room, boxes }) => [room, boxes]),
    [
      ['Amphi A', []],
      ['Amphi B', ['box-02']],
    ],
  );
});

test('a new board takes over name and settings of the one that it replaces, whose link ends', async () => {
  const { desk, order, pair, store, linked, dropped } = await openDesktop();
  await pair('box-07', {
    settings: { name: '', room: 'Amphi B', language: 'en', muted: true, window: null },
  });
  linked.add('box-07');
  const request = { box: 'box-12', machine: 'm12', secretDigest: 'ee', version: '1', votes: 3 };
  await store.fleet.askPairing({
    ...request,
    firstVoteAt: null,
    askedAt: at(29),
    from: '10.0.0.9',
    state: 'waiting',
  });
  const approve = {
    kind: 'approve',
    box: 'box-12',
    secretDigest: 'ee',
    sinceAt: at(10),
    replaces: 'box-07',
  } as const;
  assert.match(await order({ ...approve, secretDigest: 'ff' }), /^refused: That request is over/);
  assert.match(await order({ ...approve, replaces: 'box-70' }), /^refused: No such box is paired: "box-70"/);
  assert.equal(
    await order(approve),
    'done: box-12 is paired in place of box-07, votes since 2026-06-24 09:10. It links by itself within seconds.',
  );
  const [old, made] = [await store.fleet.box('box-07'), await store.fleet.box('box-12')];
  assert.equal(old?.revokedAt, at(30));
  assert.deepEqual(made, {
    ...{
      box: 'box-12',
      machine: 'm12',
      secretDigest: 'ee',
      pairedAt: at(30),
      pairedBy: 'ada',
      revokedAt: null,
    },
    takenSinceAt: at(10),
    settings: { name: 'box-07', room: 'Amphi B', language: 'en', muted: true, window: null },
  });
  assert.deepEqual(dropped, [['box-07', 'an organiser has revoked this box']]);
  assert.deepEqual(
    openPage(desk).view.fleet.map(({ box, name, link }) => [box, name, link]),
    [
      ['box-07', 'box-07', 'revoked'],
      ['box-12', 'box-07', 'never'],
    ],
  );
});

test('votes from before a box was taken, and of a log left out, count for nothing and stay', async () => {
  const { desk, order, pair, cast, store, clock } = await openDesktop();
  await pair('box-01');
  await cast('box-01', 'Amphi A', 1, [...every(12, 10, MINUTE), at(30)]);
  await store.votes.mark('box-01', 'box-01-log', { forkedAt: at(25) });
  const page = openPage(desk);
  assert.equal(
    await order({ kind: 'leave-out', box: 'box-01', epoch: 'box-01-log', leftOut: true }),
    'done: The votes of the log box-01-l of box-01 are kept and do not count.',
  );
  await clock.pass(2_000);
  const totals = { stored: 11, counted: 0, unassigned: 0, test: 0, before: 0, leftOut: 11 };
  assert.deepEqual(page.view.results.totals, totals);
  assert.deepEqual(page.view.fleet[0]?.logs, [
    { epoch: 'box-01-log', votes: 11, forkedAt: at(25), leftOut: true },
  ]);
  await order({ kind: 'leave-out', box: 'box-01', epoch: 'box-01-log', leftOut: false });
  await clock.pass(2_000);
  assert.deepEqual(page.view.results.totals, { ...totals, counted: 11, leftOut: 0 });
  assert.equal(page.view.results.sessions[0]?.early, 11);
});

test('the last organiser can be neither removed nor made a viewer', async () => {
  const { desk, order, store } = await openDesktop();
  const account = { name: 'ada', role: 'organiser' as const, passwordHash: 'x', createdAt: 0 };
  await store.people.addAccount(account, { at: 0, who: 'ada', what: 'joined' });
  assert.match(await order({ kind: 'remove-account', name: 'ada' }), /^refused: ada is the only organiser/);
  assert.match(
    await order({ kind: 'change-role', name: 'ada', role: 'viewer' }),
    /^refused: ada is the only organiser/,
  );
  assert.match(await order({ kind: 'remove-account', name: 'bob' }), /^refused: Nobody here is called "bob"/);
  const invited = await desk.command({ kind: 'invite', role: 'viewer' }, 'ada');
  assert.deepEqual(invited.data, { link: 'https://hub/join#secret' });
  assert.deepEqual(store.invitations, [
    { tokenDigest: 'ab12', role: 'viewer', expiresAt: at(30) + 86_400_000 },
  ]);
});

test('the fleet shows what a box said, what is wrong with it, and since when it is away', async () => {
  const { desk, pair, linked, clock, store, cast } = await openDesktop();
  await pair('box-01');
  linked.add('box-01');
  await clock.pass(1_000);
  const page = openPage(desk);
  desk.heard('box-01', healthWith({ noise: { plus: 40, minus: 0 }, failed: 2 }));
  await cast('box-01', 'Amphi A', 1, [at(30)]);
  await clock.pass(5_000);
  const [box] = page.view.fleet;
  assert.deepEqual(
    [box?.link, box?.room, box?.stored, box?.lastVoteAt, box?.advice],
    [
      'linked',
      'Amphi A',
      1,
      at(30),
      [
        { severity: 'error', text: '2 votes could not be stored: change its card.' },
        { severity: 'warning', text: 'Check the wiring of +1: 40 times there was noise on its line.' },
      ],
    ],
  );
  assert.equal((await store.fleet.healths())[0]?.linked, true);
  linked.delete('box-01');
  await clock.pass(10 * MINUTE);
  assert.equal(page.view.fleet[0]?.link, 'away');
  assert.match(page.view.fleet[0]?.advice[0]?.text ?? '', /^Away for 9 min: /);
  assert.equal((await store.fleet.healths())[0]?.linked, false);
});

test('what another hub process stores and changes is on the page within seconds', async () => {
  const { desk, cast, store, clock, order } = await openDesktop({ isShared: true });
  const page = openPage(desk);
  await clock.pass(2_000);
  await cast('box-01', 'Amphi A', 1, every(20, 4, MINUTE), true);
  await clock.pass(2_000);
  assert.deepEqual([page.view.live[0]?.plus, page.view.live[0]?.minutes.length], [4, 4]);
  const other = await openDesktop({ store });
  await other.order({ kind: 'programme', asked: { kind: 'delay', room: 'Amphi A', by: '5m' } });
  await other.order({ kind: 'notice', text: { kind: 'full' }, boxes: null, untilAt: null });
  await clock.pass(1_000);
  assert.deepEqual([page.view.programme.orders.length, page.view.notices.length], [1, 1]);
  assert.deepEqual(desk.programme(), other.desk.programme());
  assert.match(
    await order({ kind: 'programme', asked: { kind: 'undo' } }),
    /^done: Undone: Amphi A 5 min late/,
  );
});

test('votes that come while others are read again are counted once', async () => {
  const { desk, cast, clock, store } = await openDesktop();
  await cast('box-01', 'Amphi A', 1, every(12, 10, MINUTE));
  const first = openPage(desk);
  await cast('box-01', 'Amphi A', 1, [at(22)]); // its boot is known from here on
  await clock.pass(0);
  first.close();
  await cast('box-01', 'Amphi A', 1, [at(23)]);
  const scan = store.votes.scan;
  store.votes.scan = async (asked, onVotes) => {
    await cast('box-01', 'Amphi A', -1, [at(30)]); // is read below
    await cast('box-02', 'Amphi A', -1, [at(30)]); // is read below, and its boot is looked up later
    await scan(asked, onVotes);
    await cast('box-01', 'Amphi A', -1, [at(31)]);
  };
  const page = openPage(desk);
  await clock.pass(200);
  store.votes.scan = scan;
  const before = store.scans.length;
  await clock.pass(10_000);
  const [room] = page.view.live;
  assert.deepEqual(
    [room?.plus, room?.minus, room?.minutes.slice(-2), store.scans.length],
    [
      12,
      3,
      [
        { at: at(30), plus: 0, minus: 2 },
        { at: at(31), plus: 0, minus: 1 },
      ],
      before,
    ],
  );
});

test('votes that come while the tally is read are in it in the end', async () => {
  const { desk, cast, clock, store } = await openDesktop();
  const tally = store.votes.tally;
  store.votes.tally = async () => {
    const rows = await tally();
    store.votes.tally = tally;
    await cast('box-01', 'Amphi A', 1, [at(30)]);
    return rows;
  };
  await desk.command({ kind: 'notice', text: { kind: 'full' }, boxes: null, untilAt: null }, 'ada');
  const page = openPage(desk);
  await clock.pass(1_000);
  assert.deepEqual([page.view.results.totals.stored, page.view.live[0]?.plus], [1, 1]);
});

test('two rooms that exchange as many votes exchange their curves too', async () => {
  const { desk, cast, clock, order, pair } = await openDesktop();
  for (const box of ['box-01', 'box-02']) await pair(box);
  await cast('box-01', 'Amphi A', 1, [at(15)]);
  await cast('box-02', 'Amphi B', 1, [at(25)]);
  const page = openPage(desk);
  await clock.pass(1_000);
  const curves = () => page.view.live.map(({ minutes }) => minutes.map((minute) => minute.at));
  assert.deepEqual(curves(), [[at(15)], [at(25)]]);
  const stood = { kind: 'stood', fromAt: at(0), toAt: at(50) } as const;
  await order({ kind: 'correct', correction: { ...stood, box: 'box-01', room: 'Amphi B' } });
  await order({ kind: 'correct', correction: { ...stood, box: 'box-02', room: 'Amphi A' } });
  await clock.pass(2_000);
  assert.deepEqual(curves(), [[at(25)], [at(15)]]);
});

test('what is not watched costs no reading, and is exact when somebody looks again', async () => {
  const { desk, cast, clock, store } = await openDesktop();
  const first = openPage(desk);
  await clock.pass(1_000);
  first.close();
  await cast('box-01', 'Amphi A', 1, every(12, 10, MINUTE));
  await clock.pass(60_000);
  assert.equal(store.scans.length, 0);
  const page = openPage(desk);
  await clock.pass(1_000);
  assert.deepEqual([page.view.live[0]?.plus, page.view.live[0]?.minutes.length], [10, 10]);
});

test('the export has every vote, to the minute or exact', async () => {
  const { desk, cast } = await openDesktop();
  await cast('box-01', 'Amphi A', 1, [at(20) + 10_000]);
  const read = async (exact: boolean) => {
    let text = '';
    await desk.votesCsv(exact, (chunk) => {
      text += chunk;
    });
    return text.split('\r\n').slice(1, -1);
  };
  const [rounded, moment] = [at(20), at(20) + 10_000];
  assert.deepEqual(
    [await read(false), await read(true)],
    [
      [`box-01,box-01-log,1,boot,${rounded},${rounded},${rounded},1,Amphi A,a,,button,`],
      [`box-01,box-01-log,1,boot,${moment},${moment},${moment},1,Amphi A,a,,button,d1`],
    ],
  );
});

test('a desk that stops leaves no timer behind', async () => {
  const { desk, clock, cast } = await openDesktop();
  openPage(desk);
  await cast('box-01', 'Amphi A', 1, [at(30)]);
  await desk.stop();
  await clock.pass(2_000);
  assert.equal(clock.openTimers(), 0);
});

test('the session of a room follows the clock without a vote', async () => {
  const { desk, clock } = await openDesktop({ at: at(69), sessions: TALKS });
  const page = openPage(desk);
  await clock.pass(2_000);
  const session = () => page.view.live[0]?.session?.id;
  assert.equal(session(), undefined);
  await clock.pass(61_000);
  assert.equal(session(), 'c');
});
