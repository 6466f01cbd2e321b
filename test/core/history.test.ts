import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adjust } from '../../src/core/adjustments.ts';
import { applyImport, digestOf, missingFrom, rollBack } from '../../src/core/history.ts';
import type { KnownSession, Programme, ProgrammeReading, Session } from '../../src/core/programme.ts';
import { suspicionOf } from '../../src/core/suspicion.ts';
import { sessionAt, votingSessions } from '../../src/core/window.ts';

const MINUTE = 60_000;
const RULE = { openAfterMs: 10 * MINUTE, closeAfterMs: 15 * MINUTE };
const TEN = Date.parse('2026-06-24T10:00:00Z');

function session(id: string, fields: Partial<Session> = {}): Session {
  return {
    id,
    derivedId: false,
    title: `Talk ${id}`,
    speakers: [`Speaker ${id}`],
    room: 'A',
    startsAt: TEN,
    endsAt: TEN + 60 * MINUTE,
    kind: 'talk',
    votable: true,
    cancelled: false,
    language: null,
    track: null,
    ...fields,
  };
}

const cancelled = (id: string) => session(id, { title: '[CANCELLED]', votable: false, cancelled: true });

function reading(...sessions: Session[]): ProgrammeReading {
  return {
    format: 'sched',
    timezone: 'Europe/Paris',
    reading: 'wall',
    name: 'camp',
    sessions,
    dropped: [],
    faults: [],
    assumed: [],
    other: null,
    undecided: false,
  };
}

const known = (listed: Session, fields: Partial<KnownSession> = {}): KnownSession => ({
  ...listed,
  closedFromAt: null,
  listedFromAt: null,
  withdrawn: false,
  ...fields,
});

function imported(
  previous: Programme | null,
  at: number,
  sessions: Session[],
  voted: readonly string[] = [],
): Programme {
  return applyImport(previous, reading(...sessions), {
    at,
    rule: RULE,
    hasVotes: ({ id }) => voted.includes(id),
  });
}

const stateOf = ({ sessions }: Programme) =>
  sessions.map(({ id, closedFromAt, withdrawn, votable }) => ({ id, closedFromAt, withdrawn, votable }));

test('a first import takes everything as it is; what is cancelled already never took votes', () => {
  const listed = [session('1'), cancelled('2')];
  assert.deepEqual(imported(null, TEN, listed), {
    name: 'camp',
    timezone: 'Europe/Paris',
    reading: 'wall',
    digest: digestOf(reading(...listed)),
    sessions: [known(session('1')), known(cancelled('2'), { closedFromAt: 0 })],
  });
});

test('the origin is kept when it is known', () => {
  const facts = { at: 0, rule: RULE, hasVotes: () => false, origin: 'talks.json' };
  assert.equal(applyImport(null, reading(), facts).origin, 'talks.json');
});

test('a session that is cancelled takes no votes from the import on, and earlier votes stay', () => {
  const first = imported(null, TEN, [session('1')]);
  const knownAt = TEN + 20 * MINUTE;
  const second = imported(first, knownAt, [cancelled('1')]);
  const third = imported(second, TEN + 30 * MINUTE, [cancelled('1')]);
  assert.deepEqual(third.sessions, [
    known(cancelled('1'), { closedFromAt: knownAt, votable: true, cancelled: true }),
  ]);
  const countsFor = (at: number) => sessionAt(votingSessions(third, 'A'), at, RULE)?.id;
  assert.deepEqual([countsFor(knownAt - 1), countsFor(knownAt)], ['1', undefined]);
});

test('a session that is no longer cancelled is open again', () => {
  const first = imported(null, TEN, [cancelled('1')]);
  const again = imported(first, TEN + MINUTE, [session('1')]);
  assert.deepEqual(again.sessions, [known(session('1'), { listedFromAt: TEN + MINUTE })]);
});

test('of what the source drops, sessions with votes are kept and withdrawn, others go', () => {
  const first = imported(null, TEN, [session('1'), session('2', { room: 'B' }), session('3', { room: 'C' })]);
  const at = TEN + 20 * MINUTE;
  const second = imported(first, at, [session('3', { room: 'C' })], ['1']);
  assert.deepEqual(second.sessions, [
    known(session('1'), { closedFromAt: at, withdrawn: true }),
    known(session('3', { room: 'C' })),
  ]);
});

test('a withdrawn session stays through later imports, keeps its instant, and is open when it comes back', () => {
  const at = TEN + 20 * MINUTE;
  const gone = imported(imported(null, TEN, [session('1')]), at, [session('2')], ['1']);
  const later = imported(gone, at + MINUTE, [session('2')]);
  assert.deepEqual(later, gone);
  const back = imported(later, at + 2 * MINUTE, [session('1'), session('2')]);
  assert.deepEqual(stateOf(back), [
    { id: '1', closedFromAt: null, withdrawn: false, votable: true },
    { id: '2', closedFromAt: null, withdrawn: false, votable: true },
  ]);
});

test('a withdrawn session that comes back cancelled keeps the instant at which it closed', () => {
  const at = TEN + 20 * MINUTE;
  const gone = imported(imported(null, TEN, [session('1')]), at, [], ['1']);
  const back = imported(gone, at + MINUTE, [cancelled('1')]);
  assert.deepEqual(stateOf(back), [{ id: '1', closedFromAt: at, withdrawn: false, votable: true }]);
});

const MOVED = session('1', {
  title: 'New title',
  speakers: ['Ada', 'Speaker 1'],
  startsAt: TEN + 24 * 60 * MINUTE,
  endsAt: TEN + 25 * 60 * MINUTE,
  room: 'B',
});
const DAY = 24 * 60 * MINUTE;
const CLOSES = TEN + 75 * MINUTE;

const placeUntil = (leftAt: number) => ({
  room: 'A',
  startsAt: TEN,
  endsAt: TEN + 60 * MINUTE,
  listedFromAt: null,
  closedFromAt: leftAt,
  leftAt,
});

test('a move applies while the voting window is open, and the votes of before stay with it', () => {
  const first = imported(null, TEN, [session('1')]);
  const second = imported(first, CLOSES - 1, [MOVED]);
  assert.deepEqual(second.sessions, [
    known(MOVED, { listedFromAt: CLOSES - 1, earlier: [placeUntil(CLOSES - 1)] }),
  ]);
  const countsFor = (at: number, room: string) => sessionAt(votingSessions(second, room), at, RULE)?.id;
  assert.deepEqual(
    [countsFor(CLOSES - 2, 'A'), countsFor(CLOSES - 1, 'A'), countsFor(MOVED.startsAt + 10 * MINUTE, 'B')],
    ['1', undefined, '1'],
  );
});

test('a move of a session whose window has not opened leaves nothing behind', () => {
  const first = imported(null, TEN, [session('1')]);
  const at = TEN + 10 * MINUTE;
  assert.deepEqual(imported(first, at, [MOVED]).sessions, [known(MOVED, { listedFromAt: at })]);
});

test('a move of a session whose window has closed is ignored, its new title is not', () => {
  const first = imported(null, TEN, [session('1')]);
  assert.deepEqual(imported(first, CLOSES, [MOVED]).sessions, [
    known(session('1', { title: 'New title', speakers: ['Ada', 'Speaker 1'] }), { listedRoom: 'B' }),
  ]);
});

test('a session that becomes a break after its window has closed keeps its votes', () => {
  const first = imported(null, TEN, [session('1')]);
  const asBreak = session('1', { kind: 'break', votable: false });
  assert.deepEqual(imported(first, CLOSES, [asBreak]).sessions, [known(session('1'))]);
  assert.deepEqual(imported(first, CLOSES - 1, [asBreak]).sessions, [
    known(asBreak, { listedFromAt: CLOSES - 1, earlier: [placeUntil(CLOSES - 1)] }),
  ]);
});

test('a window that the next session ended counts as closed from there', () => {
  const next = session('2', { startsAt: TEN + 60 * MINUTE, endsAt: TEN + 120 * MINUTE });
  const first = imported(null, TEN, [session('1'), next]);
  const opensNextAt = TEN + 70 * MINUTE;
  const roomOf1 = (at: number) =>
    imported(first, at, [MOVED, next]).sessions.find(({ id }) => id === '1')?.room;
  assert.deepEqual([roomOf1(opensNextAt - 1), roomOf1(opensNextAt)], ['B', 'A']);
});

test('an import that changes nothing gives an equal programme', () => {
  const listed = [session('1'), cancelled('2'), session('3', { votable: false, kind: 'break' })];
  const first = imported(null, TEN, listed);
  assert.deepEqual(imported(first, CLOSES + MINUTE, listed), first);
});

test('another matcher decides what a session was before', () => {
  const first = imported(null, TEN, [session('old')]);
  const next = applyImport(first, reading(cancelled('new')), {
    at: TEN + MINUTE,
    rule: RULE,
    hasVotes: () => true,
    match: (before, listed) => new Map(listed.map((one, index) => [one, before[index] as KnownSession])),
  });
  assert.deepEqual(stateOf(next), [
    { id: 'new', closedFromAt: TEN + MINUTE, withdrawn: false, votable: true },
  ]);
});

test('the sessions whose votes must be looked up are those that are gone, and not withdrawn yet', () => {
  const gone = imported(imported(null, TEN, [session('1'), session('2')]), TEN, [session('2')], ['1']);
  const more: Programme = { ...gone, sessions: [...gone.sessions, known(session('3'))] };
  assert.deepEqual(
    missingFrom(reading(session('4')), more, { at: TEN, rule: RULE }).map(({ id }) => id),
    ['2', '3'],
  );
});

test('what was moved while it was open keeps the votes of both rooms over any rollback', () => {
  const others = [
    session('2', { room: 'A', startsAt: TEN - 120 * MINUTE, endsAt: TEN - 60 * MINUTE }),
    session('3', { room: 'B', startsAt: TEN - 120 * MINUTE, endsAt: TEN - 60 * MINUTE }),
  ];
  const moved = [session('1'), ...others];
  const first = imported(null, TEN - DAY, [session('1', { room: 'B' }), ...others]);
  const second = imported(first, TEN + 20 * MINUTE, moved);
  const back = (current: Programme, earlier: Programme, minutes: number) =>
    rollBack(current, earlier, { at: TEN + minutes * MINUTE, rule: RULE, hasVotes: () => true });
  const third = back(second, first, 40);
  const fourth = back(third, second, 45);
  const accepted = imported(third, TEN + 50 * MINUTE, moved);
  const votes = [
    ['B', 15],
    ['A', 25],
    ['A', 35],
  ] as const;
  const countFor = (programme: Programme) =>
    votes.map(
      ([room, minute]) => sessionAt(votingSessions(programme, room), TEN + minute * MINUTE, RULE)?.id,
    );
  for (const programme of [second, third, fourth, accepted, back(accepted, first, 55)]) {
    assert.deepEqual(countFor(programme), ['1', '1', '1']);
  }
  const rooms = [third, fourth, accepted].map(({ sessions }) => sessions.find(({ id }) => id === '1')?.room);
  assert.deepEqual(rooms, ['B', 'A', 'A']);
});

test('a rollback before the move has cost or gained a vote gives the earlier version as it was', () => {
  const first = imported(null, TEN - DAY, [session('1'), session('2', { room: 'B' })]);
  const second = imported(first, TEN - 60 * MINUTE, [
    session('1', { room: 'C' }),
    session('2', { room: 'B' }),
  ]);
  const facts = { at: TEN, rule: RULE, hasVotes: () => false };
  assert.deepEqual(rollBack(second, first, facts).sessions, first.sessions);
});

/** A day of talks numbered from 1, as a source writes that begins anew each day. */
const dayOf = (prefix: string, days: number, speakers?: readonly string[]) =>
  [1, 2, 3, 4, 5, 6].map((number) =>
    session(String(number), {
      title: `${prefix} ${number}`,
      speakers: speakers ?? [`Speaker of ${prefix} ${number}`],
      startsAt: TEN + days * DAY + number * 60 * MINUTE,
      endsAt: TEN + days * DAY + number * 60 * MINUTE + 60 * MINUTE,
    }),
  );

for (const [who, speakers] of [
  ['other people', undefined],
  ['nobody', []],
] as const) {
  test(`the numbers of the day before, given to ${who}, are sessions of their own`, () => {
    const first = imported(null, TEN, dayOf('Monday', 0, speakers));
    const at = TEN + 12 * 60 * MINUTE;
    const second = imported(first, at, dayOf('Tuesday', 1, speakers), ['1', '2']);
    assert.deepEqual(
      second.sessions.map(({ id, title, startsAt, withdrawn }) => [id, title, startsAt >= at, withdrawn]),
      [
        ['1~1', 'Monday 1', false, true],
        ['2~1', 'Monday 2', false, true],
        ...[1, 2, 3, 4, 5, 6].map((number) => [String(number), `Tuesday ${number}`, true, false]),
      ],
    );
    assert.deepEqual(imported(second, at + MINUTE, dayOf('Tuesday', 1, speakers)), second);
    const cancelOf = (givenAt: number) =>
      adjust(second, [
        { number: 1, at: givenAt, who: 'ada', order: { kind: 'cancel', session: '1' }, undone: null },
        { number: 2, at: givenAt, who: 'ada', order: { kind: 'cancel', session: '3' }, undone: null },
      ])
        .sessions.filter(({ cancelled }) => cancelled)
        .map(({ title }) => title);
    assert.deepEqual(cancelOf(at - MINUTE), ['Monday 1']);
    assert.deepEqual(cancelOf(at + MINUTE), ['Tuesday 1', 'Tuesday 3']);
  });
}

test('an order does not follow the number of a session that is gone to the one that has it now', () => {
  const first = imported(null, TEN - DAY, dayOf('Monday', 0));
  const rows = dayOf('Monday', 0).slice(1);
  const upByOne = rows.map((row, index) => ({ ...row, id: String(index + 1) }));
  const second = imported(first, TEN - DAY + MINUTE, upByOne);
  const order = { kind: 'cancel', session: '1' } as const;
  const cancelled = adjust(second, [{ number: 1, at: TEN - DAY, who: 'ada', order, undone: null }]);
  assert.deepEqual(
    cancelled.sessions.filter(({ cancelled }) => cancelled),
    [],
  );
});

test('equal numbers do not make another event the same one', () => {
  const current = { ...imported(null, TEN, dayOf('Old', 0)), name: 'Camp' };
  const other = { ...reading(...dayOf('New', 30)), name: 'Camp' };
  assert.match(suspicionOf(current, other) ?? '', /another event/);
  const renamed = dayOf('Old', 0).map((one) => ({ ...one, title: `Neu: ${one.title}` }));
  assert.equal(suspicionOf(current, { ...reading(...renamed), name: 'Camp' }), null);
});

const listed = (count: number) => Array.from({ length: count }, (_, index) => session(`s${index}`));

const DOUBTS: readonly (readonly [why: string, before: number, now: number, doubtful: boolean])[] = [
  ['nothing where there was something', 4, 0, true],
  ['less than half', 5, 2, true],
  ['just half', 4, 2, false],
  ['more', 4, 9, false],
  ['nothing where there was nothing', 0, 0, false],
];

for (const [why, before, now, doubtful] of DOUBTS) {
  test(`a refresh is ${doubtful ? '' : 'not '}doubted: ${why}`, () => {
    const current = imported(null, TEN, listed(before));
    assert.equal(suspicionOf(current, reading(...listed(now))) !== null, doubtful);
  });
}

test('a doubt says what happened and what to do', () => {
  const current = imported(null, TEN, listed(5));
  assert.equal(
    suspicionOf(current, reading(...listed(2))),
    'The source lists 2 sessions where it listed 5, so the programme before stays. Check the source; if it is right, run: likebox programme accept',
  );
});

test('withdrawn sessions do not count as listed, and another source is not compared', () => {
  const gone = imported(imported(null, TEN, listed(5)), TEN, listed(2), ['s2', 's3', 's4']);
  assert.equal(gone.sessions.length, 5);
  assert.equal(suspicionOf(gone, reading(session('x'))), null);
  const current = { ...imported(null, TEN, listed(5)), origin: 'a.json' };
  assert.notEqual(suspicionOf(current, reading(session('x')), 'a.json'), null);
  assert.equal(suspicionOf(current, reading(session('x')), 'b.json'), null);
});
