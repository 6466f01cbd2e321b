import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Adjustment, adjust, type Order } from '../../src/core/adjustments.ts';
import { applyImport, missingFrom } from '../../src/core/history.ts';
import type { Programme, ProgrammeReading, Session } from '../../src/core/programme.ts';
import { sessionAt, votingSessions } from '../../src/core/window.ts';
import { LONG } from '../long.ts';

// Votes are facts, and what they count for is worked out. Here made programmes change while people vote, and no vote
// may come to count for another session than the one that it counted for.

const MINUTE = 60_000;
const RULE = { openAfterMs: 10 * MINUTE, closeAfterMs: 15 * MINUTE };
const NINE = Date.parse('2026-06-24T09:00:00Z');
const ROOMS = ['A', 'B'];
const ROUND_MIN = 30;
const VOTE_EVERY_MIN = 5;
const CHAINS = LONG ? 3_000 : 150;

/** What the source lists: the speakers name the session whatever else changes. */
interface Talk {
  speaker: string;
  id: string;
  title: string;
  room: string;
  fromMin: number;
  lengthMin: number;
  kind: 'talk' | 'break';
  cancelled: boolean;
  listed: boolean;
  /** The round in which it came, or got the number of another one. */
  renewedIn: number;
}

type Edit =
  | { kind: 'move'; talk: number; room: number; fromMin: number; lengthMin: number }
  | { kind: 'rename' | 'drop' | 'list' | 'cancel' | 'restore' | 'break' | 'renumber'; talk: number }
  | { kind: 'swap'; talk: number; other: number }
  | { kind: 'add'; room: number; fromMin: number };

type Command =
  | { kind: 'delay'; room: number; delayMin: number }
  | { kind: 'move'; talk: number; room: number; fromMin: number }
  | { kind: 'cancel'; talk: number }
  | { kind: 'undo' };

const start = fc.integer({ min: 0, max: 40 }).map((five) => five * 5);
const length = fc.integer({ min: 0, max: 18 }).map((five) => five * 5);
const room = fc.integer({ min: 0, max: ROOMS.length - 1 });
const talk = fc.nat({ max: 30 });

const made = fc.array(fc.record({ room, fromMin: start, lengthMin: length }), { minLength: 1, maxLength: 8 });
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ kind: fc.constant('move' as const), talk, room, fromMin: start, lengthMin: length }),
  fc.record({
    kind: fc.constantFrom('rename', 'drop', 'list', 'cancel', 'restore', 'break', 'renumber' as const),
    talk,
  }) as fc.Arbitrary<Edit>,
  fc.record({ kind: fc.constant('swap' as const), talk, other: talk }),
  fc.record({ kind: fc.constant('add' as const), room, fromMin: start }),
);
const command: fc.Arbitrary<Command> = fc.oneof(
  fc.record({
    kind: fc.constant('delay' as const),
    room,
    delayMin: fc.integer({ min: 1, max: 40 }),
  }),
  fc.record({ kind: fc.constant('move' as const), talk, room, fromMin: start }),
  fc.record({ kind: fc.constant('cancel' as const), talk }),
  fc.record({ kind: fc.constant('undo' as const) }),
);
const rounds = fc.array(
  fc.record({
    edits: fc.array(edit, { maxLength: 4 }),
    commands: fc.array(command, { maxLength: 2 }),
  }),
  { minLength: 1, maxLength: 7 },
);

function change(talks: Talk[], edit: Edit, round: number): void {
  if (edit.kind === 'add') {
    const slot = { room: edit.room, fromMin: edit.fromMin, lengthMin: 45 };
    talks.push({ ...talkOf(`new ${talks.length}`, slot), renewedIn: round });
    return;
  }
  const found = talks[edit.talk % talks.length] as Talk;
  switch (edit.kind) {
    case 'move':
      Object.assign(found, {
        room: ROOMS[edit.room],
        fromMin: edit.fromMin,
        lengthMin: edit.lengthMin,
      });
      break;
    case 'rename':
      found.title = `${found.title}'`;
      break;
    case 'drop':
    case 'list':
      // Who takes the number and the slot of one that goes in the same import cannot be told from it.
      if (found.renewedIn === round) break;
      found.listed = edit.kind === 'list';
      found.renewedIn = round;
      break;
    case 'cancel':
    case 'restore':
      found.cancelled = edit.kind === 'cancel';
      break;
    case 'break':
      found.kind = found.kind === 'break' ? 'talk' : 'break';
      break;
    case 'renumber':
      found.id = `${found.id}.${round}`;
      break;
    case 'swap': {
      const other = talks[edit.other % talks.length] as Talk;
      if ([found, other].some(({ listed, renewedIn }) => !listed || renewedIn === round)) break;
      found.renewedIn = round;
      other.renewedIn = round;
      [found.id, other.id] = [other.id, found.id];
    }
  }
}

function talkOf(speaker: string, slot: { room: number; fromMin: number; lengthMin: number }): Talk {
  return {
    ...slot,
    speaker,
    room: ROOMS[slot.room] ?? '',
    id: `id ${speaker}`,
    title: `Talk of ${speaker}`,
    kind: 'talk',
    cancelled: false,
    listed: true,
    renewedIn: -1,
  };
}

function readingOf(talks: readonly Talk[]): ProgrammeReading {
  const sessions = talks
    .filter(({ listed }) => listed)
    .map(({ id, title, speaker, room, fromMin, lengthMin, kind, cancelled }): Session => {
      const startsAt = NINE + fromMin * MINUTE;
      const endsAt = startsAt + lengthMin * MINUTE;
      const votable = kind === 'talk' && !cancelled;
      const rest = { derivedId: false, language: null, track: null };
      return { ...rest, id, title, speakers: [speaker], room, startsAt, endsAt, kind, cancelled, votable };
    });
  return {
    format: 'made',
    timezone: 'UTC',
    reading: 'wall',
    name: '',
    sessions,
    dropped: [],
    faults: [],
    assumed: [],
    other: null,
    undecided: false,
  };
}

interface Vote {
  at: number;
  room: string;
}

const countsFor = (programme: Programme, { at, room }: Vote) =>
  sessionAt(votingSessions(programme, room), at, RULE);

const speakersOf = (programme: Programme, votes: readonly Vote[]) =>
  votes.map((vote) => countsFor(programme, vote)?.speakers[0]);

/** Every vote that counted for a session counts for it still; the others may find one. */
function assertSteadfast(before: Programme, after: Programme, votes: readonly Vote[]): void {
  const was = speakersOf(before, votes);
  const is = speakersOf(after, votes);
  assert.deepEqual(
    is.map((speaker, index) => (was[index] === undefined ? undefined : speaker)),
    was,
  );
}

/** Each import as the keeper does it: only what it says to be missing is looked up. */
function importInto(
  imported: Programme,
  orders: readonly Adjustment[],
  talks: readonly Talk[],
  at: number,
  votes: readonly Vote[],
): Programme {
  const reading = readingOf(talks);
  const adjusted = adjust(imported, orders);
  const held = new Set(votes.map((vote) => countsFor(adjusted, vote)?.id));
  const asked = missingFrom(reading, imported, { at, rule: RULE, adjusted }).map(({ id }) => id);
  const hasVotes = ({ id }: { id: string }) => asked.includes(id) && held.has(id);
  return applyImport(imported, reading, { at, rule: RULE, adjusted, hasVotes });
}

function votesBetween(fromAt: number, toAt: number): Vote[] {
  const votes: Vote[] = [];
  for (let at = fromAt; at < toAt; at += VOTE_EVERY_MIN * MINUTE) {
    for (const room of ROOMS) votes.push({ at, room });
  }
  return votes;
}

function orderOf(command: Exclude<Command, { kind: 'undo' }>, programme: Programme): Order | null {
  const room = 'room' in command ? (ROOMS[command.room] ?? '') : '';
  if (command.kind === 'delay') return { kind: 'delay', room, delayMs: command.delayMin * MINUTE };
  const session = programme.sessions[command.talk % Math.max(1, programme.sessions.length)]?.id;
  if (session === undefined) return null;
  if (command.kind === 'cancel') return { kind: 'cancel', session };
  return { kind: 'move', session, room, startsAt: NINE + command.fromMin * MINUTE };
}

function follow(orders: Adjustment[], command: Command, programme: Programme, at: number): void {
  if (command.kind === 'undo') {
    const last = orders.findLast(({ undone }) => undone === null);
    if (last !== undefined) last.undone = { at, who: 'me' };
    return;
  }
  const order = orderOf(command, programme);
  if (order !== null) orders.push({ number: orders.length + 1, at, who: 'me', order, undone: null });
}

interface Story {
  slots: { room: number; fromMin: number; lengthMin: number }[];
  rounds: { edits: Edit[]; commands: Command[] }[];
}

function live({ slots, rounds }: Story): void {
  const talks = slots.map((slot, index) => talkOf(String(index), slot));
  const orders: Adjustment[] = [];
  const votes: Vote[] = [];
  let at = NINE;
  let programme = applyImport(null, readingOf(talks), { at, rule: RULE, hasVotes: () => false });
  for (const [round, { edits, commands }] of rounds.entries()) {
    votes.push(...votesBetween(at, at + ROUND_MIN * MINUTE));
    at += ROUND_MIN * MINUTE;
    for (const command of commands) follow(orders, command, adjust(programme, orders), at - MINUTE);
    for (const edit of edits) change(talks, edit, round);
    const before = adjust(programme, orders);
    programme = importInto(programme, orders, talks, at, votes);
    assertSteadfast(before, adjust(programme, orders), votes);
    const ids = programme.sessions.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length, 'two sessions have one id');
    // The same list once more changes nothing.
    const again = importInto(programme, orders, talks, at + MINUTE, votes);
    assertSteadfast(adjust(programme, orders), adjust(again, orders), votes);
  }
}

test('over any chain of imports, a vote stays with its session', () => {
  const stories = fc.record({
    slots: made,
    rounds: rounds.map((all) => all.map(({ edits }) => ({ edits, commands: [] as Command[] }))),
  });
  fc.assert(fc.property(stories, live), { numRuns: CHAINS });
});

test('so it does while organisers delay, move, cancel and undo, which alone may move votes', () => {
  const calm = rounds.map((all) =>
    all.map(({ edits, commands }) => ({ commands, edits: edits.filter(({ kind }) => kind !== 'swap') })),
  );
  fc.assert(fc.property(fc.record({ slots: made, rounds: calm }), live), { numRuns: CHAINS });
});

test('an order moves what a session keeps of before, though it was cancelled then', () => {
  live({
    slots: [{ room: 0, fromMin: 0, lengthMin: 0 }],
    rounds: [
      { commands: [], edits: [{ kind: 'cancel', talk: 0 }] },
      {
        commands: [{ kind: 'move', talk: 0, room: 0, fromMin: 5 }],
        edits: [
          { kind: 'restore', talk: 0 },
          { kind: 'add', room: 0, fromMin: 0 },
        ],
      },
    ],
  });
});

test('an order holds for the session that it named, though the source has given its number to another', () => {
  const slots = [
    { room: 0, fromMin: 60, lengthMin: 45 },
    { room: 1, fromMin: 60, lengthMin: 45 },
  ];
  const talks = slots.map((slot, index) => talkOf(String(index), slot));
  const first = applyImport(null, readingOf(talks), { at: NINE, rule: RULE, hasVotes: () => false });
  const orders: Adjustment[] = [];
  follow(orders, { kind: 'cancel', talk: 0 }, first, NINE);
  change(talks, { kind: 'swap', talk: 0, other: 1 }, 0);
  const second = importInto(first, orders, talks, NINE + MINUTE, []);
  const cancelled = adjust(second, orders).sessions.filter(({ cancelled }) => cancelled);
  assert.deepEqual(
    cancelled.map(({ id, speakers }) => [id, ...speakers]),
    [['id 1', '0']],
  );
});
