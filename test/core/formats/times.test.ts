import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assemble } from '../../../src/core/formats/assemble.ts';
import type { Draft } from '../../../src/core/formats/draft.ts';
import type { Found } from '../../../src/core/formats/format.ts';
import { parseStamp, type Stamp } from '../../../src/core/formats/stamp.ts';
import type { ProgrammeReading } from '../../../src/core/programme.ts';

const HOUR = 3_600_000;

function stamp(written: string): Stamp {
  const parsed = parseStamp(written);
  assert.ok(parsed !== null, `${written} is a time`);
  return parsed;
}

function draft(start: Stamp, end: Draft['end'] = { lastsMs: HOUR }): Draft {
  const title = 'at' in start ? `Talk ${start.at}` : `Talk ${JSON.stringify(start.wall)}`;
  return { id: null, title, speakers: ['Ada'], room: 'Amphi A', start, end, flag: null };
}

type Asked = 'auto' | 'wall' | 'instant';

function read(
  starts: readonly (string | number)[],
  offsets: Found['offsets'] = 'claimed',
  reading: Asked = 'auto',
  timezone = 'Europe/Paris',
): ProgrammeReading {
  const drafts = starts.map((start) => draft(typeof start === 'number' ? { at: start } : stamp(start)));
  return assemble({ format: 'made', offsets, drafts, dropped: [] }, { timezone, reading, language: 'fr' });
}

/** How the times were meant, how the first day begins in either reading, and how bad that is. */
function decisionOf({ reading, undecided, other, sessions, faults }: ProgrammeReading) {
  return {
    reading,
    undecided,
    first: new Date(sessions[0]?.startsAt ?? 0).toISOString().slice(11, 16),
    other: other === null ? null : `${other.reading} ${other.days[0]?.first}`,
    faults: faults.map(({ severity }) => severity),
  };
}

const WALL = { reading: 'wall' as const, undecided: false, other: null, faults: [] };
const INSTANT = { ...WALL, reading: 'instant' as const };
const AT = Date.parse('2026-06-24T08:00:00Z');

type Case = readonly [
  what: string,
  starts: readonly (string | number)[],
  offsets: Found['offsets'],
  reading: Asked,
  decision: ReturnType<typeof decisionOf>,
];

const CASES: readonly Case[] = [
  ['naive times are wall time', ['2026-06-24T10:00'], 'claimed', 'auto', { ...WALL, first: '08:00' }],
  [
    'naive times are wall time whatever is asked, and that is said',
    ['2026-06-24T10:00'],
    'true',
    'instant',
    { ...WALL, first: '08:00', faults: ['warning'] },
  ],
  [
    'the right offset leaves nothing to decide',
    ['2026-06-24T10:00+02:00'],
    'claimed',
    'auto',
    { ...INSTANT, first: '08:00' },
  ],
  ['epoch milliseconds are instants', [AT], 'claimed', 'auto', { ...INSTANT, first: '08:00' }],
  ['epoch milliseconds have no wall time', [AT], 'claimed', 'wall', { ...INSTANT, first: '08:00' }],
  [
    'a format that is known to write instants is believed',
    ['2026-06-24T08:00Z'],
    'true',
    'auto',
    { ...INSTANT, first: '08:00', other: 'wall 08:00' },
  ],
  [
    'a format that is known to write wall time is not believed',
    ['2026-06-24T10:00Z'],
    'ignored',
    'auto',
    { ...WALL, first: '08:00', other: 'instant 12:00', faults: ['warning'] },
  ],
  [
    "the owner's word stands above the rule of the format",
    ['2026-06-24T10:00Z'],
    'ignored',
    'instant',
    { ...INSTANT, first: '10:00', other: 'wall 10:00' },
  ],
  [
    'a false Z: as instants the day would begin at noon',
    ['2026-06-24T10:00Z', '2026-06-24T17:00Z'],
    'claimed',
    'auto',
    { ...WALL, first: '08:00', other: 'instant 12:00', faults: ['warning'] },
  ],
  [
    'a true Z: as wall time the day would begin before breakfast',
    ['2026-06-24T07:00Z', '2026-06-24T15:00Z'],
    'claimed',
    'auto',
    { ...INSTANT, first: '07:00', other: 'wall 07:00', faults: ['warning'] },
  ],
  [
    'the day that decides is the one that differs',
    ['2026-06-24T08:00Z', '2026-06-25T06:30Z', '2026-06-25T18:00Z'],
    'claimed',
    'auto',
    { ...INSTANT, first: '08:00', other: 'wall 08:00', faults: ['warning'] },
  ],
  [
    'an hour of difference in a usual day is a tie, and a person has to say',
    ['2024-01-18T09:30+02:00', '2024-01-18T17:00+02:00'],
    'claimed',
    'auto',
    { reading: 'wall', undecided: true, first: '08:30', other: 'instant 08:30', faults: ['error'] },
  ],
  [
    'a tie is settled by the owner: wall',
    ['2024-01-18T09:30+02:00'],
    'claimed',
    'wall',
    { ...WALL, first: '08:30', other: 'instant 08:30' },
  ],
  [
    'a tie is settled by the owner: instant',
    ['2024-01-18T09:30+02:00'],
    'claimed',
    'instant',
    { ...INSTANT, first: '07:30', other: 'wall 09:30' },
  ],
];

for (const [what, starts, offsets, reading, decision] of CASES) {
  test(`times: ${what}`, () => {
    assert.deepEqual(decisionOf(read(starts, offsets, reading)), decision);
  });
}

test('a tie names a session and both of its times, and how to decide', () => {
  const [fault] = read(['2024-01-18T09:30+02:00']).faults;
  assert.match(fault?.message ?? '', /begins at 09:30 as wall time, at 08:30 as an instant\./);
  assert.match(fault?.message ?? '', /--reading wall or --reading instant/);
});

type Span = readonly [what: string, start: string, end: Draft['end'], startsAt: string, endsAt: string];
const until = (written: string) => stamp(written);

const SPANS: readonly Span[] = [
  [
    'the night when summer time begins is an hour short',
    '2026-03-28T23:00',
    until('2026-03-29T04:00'),
    '2026-03-28T22:00:00.000Z',
    '2026-03-29T02:00:00.000Z',
  ],
  [
    'a time that the clock skips moves on by what was skipped',
    '2026-03-29T02:30',
    { lastsMs: HOUR },
    '2026-03-29T01:30:00.000Z',
    '2026-03-29T02:30:00.000Z',
  ],
  [
    'a session inside of what the clock skips keeps its written length',
    '2026-03-29T02:30',
    until('2026-03-29T03:00'),
    '2026-03-29T01:30:00.000Z',
    '2026-03-29T02:00:00.000Z',
  ],
  [
    'of a time that comes twice it is the second',
    '2026-10-25T02:30',
    { lastsMs: HOUR },
    '2026-10-25T01:30:00.000Z',
    '2026-10-25T02:30:00.000Z',
  ],
  [
    'a length counts hours that pass, not hours on the clock',
    '2026-10-24T23:00',
    { lastsMs: 5 * HOUR },
    '2026-10-24T21:00:00.000Z',
    '2026-10-25T02:00:00.000Z',
  ],
  [
    'an evening crosses midnight',
    '2026-06-24T22:00',
    until('2026-06-25T00:30'),
    '2026-06-24T20:00:00.000Z',
    '2026-06-24T22:30:00.000Z',
  ],
  [
    'what lasts for two days and six hours is kept whole',
    '2026-06-24T10:00',
    { lastsMs: 54 * HOUR },
    '2026-06-24T08:00:00.000Z',
    '2026-06-26T14:00:00.000Z',
  ],
];

for (const [what, start, end, startsAt, endsAt] of SPANS) {
  test(`times: ${what}`, () => {
    const drafts = [draft(stamp(start), end)];
    const options = { timezone: 'Europe/Paris', reading: 'auto', language: 'fr' } as const;
    const [session] = assemble({ format: 'made', offsets: 'claimed', drafts, dropped: [] }, options).sessions;
    const read = [session?.startsAt, session?.endsAt].map((at) => new Date(at ?? 0).toISOString());
    assert.deepEqual(read, [startsAt, endsAt]);
  });
}

test('an end that lies is a claim like a start that does', () => {
  const drafts = [draft(stamp('2026-06-24T09:00+02:00'), stamp('2026-06-24T09:40Z'))];
  const options = { timezone: 'Europe/Paris', reading: 'auto', language: 'fr' } as const;
  const { other, faults } = assemble({ format: 'made', offsets: 'claimed', drafts, dropped: [] }, options);
  assert.deepEqual([other !== null, faults.map(({ severity }) => severity)], [true, ['error']]);
});

const LENGTHS: readonly (readonly [hours: number, kind: string, votable: boolean])[] = [
  [0, 'other', false],
  [1, 'talk', true],
  [8, 'talk', true],
  [8.5, 'other', false],
  [54, 'other', false],
];

for (const [hours, kind, votable] of LENGTHS) {
  test(`a session of ${hours} h is ${kind === 'talk' ? '' : 'no '}talk to vote for`, () => {
    const drafts = [draft(stamp('2026-06-24T10:00'), { lastsMs: hours * HOUR })];
    const options = { timezone: 'Europe/Paris', reading: 'auto', language: 'fr' } as const;
    const [session] = assemble({ format: 'made', offsets: 'claimed', drafts, dropped: [] }, options).sessions;
    assert.deepEqual([session?.kind, session?.votable], [kind, votable]);
  });
}

test("a file that names another zone than the owner's is read for the owner's, and that is said", () => {
  const drafts = [draft(stamp('2026-06-24T10:00'))];
  const found: Found = { format: 'made', zone: 'Europe/London', offsets: 'claimed', drafts, dropped: [] };
  const { sessions, faults } = assemble(found, { timezone: 'Europe/Paris', reading: 'auto', language: 'fr' });
  assert.equal(new Date(sessions[0]?.startsAt ?? 0).toISOString(), '2026-06-24T08:00:00.000Z');
  assert.deepEqual(faults, [
    {
      severity: 'warning',
      message:
        'The file says that its event is in Europe/London; it was read for Europe/Paris. If the times look wrong, set timezone = "Europe/London" (--timezone Europe/London).',
    },
  ]);
});

test('a zone with the same clock is no news, nor is one that nobody knows', () => {
  for (const zone of ['Europe/Berlin', 'Mars/Olympus', '', 7]) {
    const drafts = [draft(stamp('2026-06-24T10:00'))];
    const found: Found = { format: 'made', zone, offsets: 'claimed', drafts, dropped: [] };
    const { faults } = assemble(found, { timezone: 'Europe/Paris', reading: 'auto', language: 'fr' });
    assert.deepEqual(faults, []);
  }
});

test('a single session months away from all others is kept, and named', () => {
  const days = Array.from({ length: 60 }, (_, index) => AT + index * 600_000);
  const { sessions, faults } = read([...days, Date.parse('2017-04-23T08:00:00Z')]);
  assert.equal(sessions.length, 61);
  assert.deepEqual(
    faults.map(({ message }) => message),
    [
      '"Talk 1492934400000" on 2017-04-23 is over a week away from all other sessions. If this is a slip, correct it in the source.',
    ],
  );
});
