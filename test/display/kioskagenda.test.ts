import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type AgendaPage, agendaPages, type Cell } from '../../display/kiosk/agendapages.ts';
import { type Block, columnsOf } from '../../display/kiosk/columns.ts';
import { topAt } from '../../display/kiosk/timescale.ts';
import type { Session } from '../../src/core/programme.ts';
import { known } from './programme.ts';

const BOARD = { width: 88, height: 31 };

const at = (time: string) => Date.parse(`2026-06-${time}:00+02:00`);
const clock = (instant: number) => new Date(instant + 7_200_000).toISOString().slice(11, 16);

function written({ fromAt, toAt, entries }: Block): string {
  return `${clock(fromAt)}-${clock(toAt)} ${entries.map((entry) => entry.map(({ id }) => id).join('=')).join(' & ')}`;
}

/** The columns of a day in words. */
function columns(sessions: Session[]): unknown {
  const { rooms, bands } = columnsOf(sessions);
  return {
    bands: bands.map(written),
    ...Object.fromEntries(rooms.map(({ room, blocks }) => [room, blocks.map(written)])),
  };
}

test('breaks lie across all rooms, once however often they are listed, as long as nothing else runs', () => {
  const coffee = { kind: 'break', title: 'Coffee' } as const;
  assert.deepEqual(
    columns([
      known('a', '24T09:00', 60),
      known('b', '24T09:00', 60, { room: 'Amphi B' }),
      known('coffee a', '24T10:00', 30, coffee),
      known('coffee b', '24T10:00', 30, { ...coffee, room: 'Amphi B' }),
      known('lunch', '24T12:00', 90, { kind: 'break', room: '' }),
      known('quickie', '24T13:00', 15, { room: 'Amphi B' }),
      known('keynote', '24T14:00', 60, { plenary: true }),
    ]),
    {
      bands: ['10:00-10:30 coffee a=coffee b', '12:00-13:00 lunch', '14:00-15:00 keynote'],
      'Amphi A': ['09:00-10:00 a'],
      'Amphi B': ['09:00-10:00 b', '13:00-13:15 quickie'],
    },
  );
});

test('what is for everybody goes into a column where something runs beside it', () => {
  assert.deepEqual(
    columns([
      known('keynote', '24T09:00', 60, { plenary: true }),
      known('beside', '24T09:30', 60, { room: 'Amphi B' }),
      known('walk', '24T09:00', 60, { room: '' }),
      known('snack', '24T09:00', 35, { kind: 'break', room: 'Hall' }),
    ]),
    {
      bands: [],
      '': ['09:00-10:00 walk'],
      'Amphi A': ['09:00-10:00 keynote'],
      'Amphi B': ['09:30-10:30 beside'],
      Hall: ['09:00-09:35 snack'],
    },
  );
});

test('two at once in a room share its place, and one that overruns ends where the next begins', () => {
  assert.deepEqual(
    columns([
      known('long', '24T09:00', 120),
      known('late', '24T10:30', 60),
      known('one', '24T14:00', 60),
      known('two', '24T14:00', 30),
      known('elsewhere', '24T09:00', 360, { room: 'Amphi B' }),
    ]),
    {
      bands: [],
      'Amphi A': ['09:00-10:30 long', '10:30-11:30 late', '14:00-15:00 one & two'],
      'Amphi B': ['09:00-15:00 elsewhere'],
    },
  );
});

/** A day of `rooms` rooms with talks of 50 minutes from nine on. */
function dayOf(rooms: number, talks: number): Session[] {
  return Array.from({ length: rooms * talks }, (_, index) => {
    const hour = 9 + Math.floor(index / rooms);
    return known(`${index}`, `24T${String(hour).padStart(2, '0')}:00`, 50, { room: `Room ${index % rooms}` });
  });
}

function pagesOf(sessions: Session[], board = BOARD): string[] | null {
  const pages = agendaPages(columnsOf(sessions), board);
  return pages?.map(({ rooms, fromAt, toAt }) => `${clock(fromAt)}-${clock(toAt)} ${rooms.length}`) ?? null;
}

test('a day is cut into parts of it before anything shrinks, and many rooms into groups, up to eight', () => {
  assert.deepEqual(pagesOf(dayOf(5, 4)), ['09:00-12:50 5']);
  assert.deepEqual(pagesOf(dayOf(5, 9)), ['09:00-13:00 5', '13:00-17:50 5']);
  assert.deepEqual(pagesOf(dayOf(7, 4)), ['09:00-12:50 4', '09:00-12:50 3']);
  assert.deepEqual(pagesOf(dayOf(4, 2), { width: 36, height: 60 }), ['09:00-10:50 2', '09:00-10:50 2']);
  assert.equal(pagesOf(dayOf(9, 4)), null);
  assert.equal(pagesOf(dayOf(5, 2), { width: 20, height: 60 }), null);
});

test('more at once in one room than a screen has lines for is not put into columns', () => {
  const crowd = Array.from({ length: 20 }, (_, index) => known(`${index}`, '24T09:00', 60));
  assert.equal(pagesOf(crowd), null);
  assert.equal(pagesOf(crowd.map((session) => ({ ...session, kind: 'break' }))), null);
});

test('what is too high for a page is made lower as long as each title keeps a line', () => {
  const title = 'mot '.repeat(40);
  const crowd = Array.from({ length: 6 }, (_, index) => known(`${index}`, '24T09:00', 60, { title }));
  const [page, ...more] = agendaPages(columnsOf(crowd), BOARD) ?? [];
  assert.equal(more.length, 0);
  assert.ok(page !== undefined && page.cells.length === 6);
  assert.deepEqual(faultsOf(page, BOARD.height), []);
});

test('a workshop over two pages has its cell where most of it is, and a stub on the other', () => {
  const pages = agendaPages(columnsOf([...dayOf(3, 9), known('w', '24T12:00', 300, { room: 'Lab' })]), BOARD);
  const stubs = pages?.map(({ cells }) =>
    cells.filter(({ sessions: [{ id }] }) => id === 'w').map(({ carried }) => (carried ? 'stub' : 'own')),
  );
  assert.deepEqual(stubs, [['stub'], ['own']]);
});

test('the time of a page runs straight from one mark to the next, and stays on the page', () => {
  const scale = { marks: [at('24T09:00'), at('24T10:00'), at('24T12:00')], tops: [0, 10, 14] };
  const tops = ['24T08:00', '24T09:00', '24T09:30', '24T10:00', '24T11:00', '24T12:00', '24T13:00'];
  assert.deepEqual(
    tops.map((time) => topAt(scale, at(time))),
    [0, 0, 5, 10, 12, 14, 14],
  );
});

const anySession = fc.record({
  start: fc.integer({ min: 0, max: 120 }),
  slots: fc.integer({ min: 0, max: 30 }),
  room: fc.integer({ min: 0, max: 6 }),
  kind: fc.constantFrom('talk', 'talk', 'talk', 'break', 'other'),
  plenary: fc.integer({ min: 0, max: 9 }),
  letters: fc.integer({ min: 0, max: 160 }),
  speakers: fc.integer({ min: 0, max: 3 }),
});

const anyDay = fc.array(anySession, { minLength: 1, maxLength: 60 }).map((made) =>
  made.map(({ start, slots, room, kind, plenary, letters, speakers }, index): Session => {
    const startsAt = at('24T08:00') + start * 300_000;
    return known(`${index}`, '24T08:00', 0, {
      title: 'mot '.repeat(40).slice(0, letters),
      speakers: Array.from({ length: speakers }, () => 'Ada Lovelace'),
      room: room === 0 ? '' : `Room ${room}`,
      kind,
      startsAt,
      endsAt: startsAt + slots * 300_000,
      ...(plenary === 0 ? { plenary: true } : {}),
    });
  }),
);

function overlap(a: Cell, b: Cell): boolean {
  const beside = a.column !== null && b.column !== null && a.column !== b.column;
  return !beside && a.top + a.height > b.top + 1e-6 && b.top + b.height > a.top + 1e-6;
}

/** What is wrong with the cells of a page: none lies over another, below its foot, or without a line of its title. */
function faultsOf({ cells }: AgendaPage, height: number): string[] {
  return cells.flatMap((cell, index) => {
    const name = cell.sessions[0].id;
    return [
      ...cells
        .slice(index + 1)
        .flatMap((other) => (overlap(cell, other) ? [`${name} over ${other.sessions[0].id}`] : [])),
      ...(cell.top < -1e-6 || cell.top + cell.height > height + 1e-6 ? [`${name} leaves its page`] : []),
      ...(cell.lines < 1 && !cell.carried ? [`${name} has no line`] : []),
    ];
  });
}

test('every session of any day has one cell of its own among the pages of its room, and none lies over another', () => {
  let made = 0;
  fc.assert(
    fc.property(anyDay, fc.constantFrom(BOARD, { width: 36, height: 60 }), (sessions, board) => {
      const day = columnsOf(sessions);
      const pages = agendaPages(day, board);
      if (pages === null) return;
      made += 1;
      assert.deepEqual(
        pages.flatMap((page) => faultsOf(page, board.height)),
        [],
      );
      const own = pages.flatMap(({ cells }) => cells.filter(({ carried }) => !carried));
      const ids = (cells: Cell[]) => cells.flatMap((cell) => cell.sessions.map(({ id }) => id)).sort();
      const groups = new Set(pages.map(({ rooms }) => rooms.join())).size;
      const bands = ids(own.filter(({ column }) => column === null));
      const inRooms = ids(own.filter(({ column }) => column !== null));
      const once = [...new Set(bands)];
      assert.deepEqual([...inRooms, ...once].sort(), sessions.map(({ id }) => id).sort());
      assert.equal(bands.length, once.length * groups);
    }),
    { numRuns: 300 },
  );
  assert.ok(made > 100, `only ${made} days were put into columns`);
});
