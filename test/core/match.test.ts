import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { matchSessions } from '../../src/core/match.ts';
import type { KnownSession, Session } from '../../src/core/programme.ts';
import { sessionWith } from '../fakes/session.ts';

const HOUR = 3_600_000;

/** `talk('1', 10)`: by its own speaker, in Amphi A, for an hour. */
function talk(id: string, hour: number, more: Partial<KnownSession> = {}): KnownSession {
  return sessionWith({
    id,
    startsAt: hour * HOUR,
    endsAt: (hour + 1) * HOUR,
    speakers: [`Speaker ${id}`],
    ...more,
  });
}

const pause = (id: string, hour: number) =>
  talk(id, hour, { title: 'Pause', speakers: [], kind: 'break', votable: false });

interface Case {
  name: string;
  known: KnownSession[];
  listed: Session[];
  /** The id of each listed session, and of the one that it was. */
  found: [string, string | undefined][];
}

const CASES: Case[] = [
  {
    name: 'renamed and moved at once, it is found by its id',
    known: [talk('1', 10)],
    listed: [talk('1', 14, { title: 'Another', room: 'B' })],
    found: [['1', '1']],
  },
  {
    name: 'an id that was given to other people under another title is a new session',
    known: [talk('1', 10)],
    listed: [talk('1', 14, { title: 'Another', room: 'B', speakers: ['Ada'] })],
    found: [['1', undefined]],
  },
  {
    name: 'nor does a talk become the break that has its id elsewhere',
    known: [talk('1', 10)],
    listed: [pause('1', 14)],
    found: [['1', undefined]],
  },
  {
    name: 'with another id and moved, it is found by title and speakers, however they are written',
    known: [talk('1', 10, { title: 'Le café – à Brest', speakers: ['Zoé', 'Ada'] })],
    listed: [talk('x', 14, { title: 'LE CAFE, à brest ', speakers: ['Ada', 'Zoe'] })],
    found: [['x', '1']],
  },
  {
    name: 'with another id and another title, it is found by room and start when it keeps a speaker',
    known: [talk('1', 10, { speakers: ['Ada', 'Zoé'] })],
    listed: [talk('x', 10, { title: 'Another', speakers: ['Zoé'] })],
    found: [['x', '1']],
  },
  {
    name: 'a slot that was given to other people under another title is a new session',
    known: [talk('1', 10)],
    listed: [talk('x', 10)],
    found: [['x', undefined]],
  },
  {
    name: 'a talk does not become the break of its slot',
    known: [talk('1', 10)],
    listed: [pause('p', 10)],
    found: [['p', undefined]],
  },
  {
    name: 'numbers that were swapped do not swap histories',
    known: [talk('1', 10), talk('2', 11)],
    listed: [talk('2', 10, { title: 'Talk 1', speakers: ['Speaker 1'] }), { ...talk('2', 11), id: '1' }],
    found: [
      ['2', '1'],
      ['1', '2'],
    ],
  },
  {
    name: 'nor do those of two talks by one speaker',
    known: [talk('1', 10, { speakers: ['Ada'] }), talk('2', 11, { speakers: ['Ada'] })],
    listed: [
      talk('2', 10, { title: 'Talk 1', speakers: ['Ada'] }),
      talk('1', 11, { title: 'Talk 2', speakers: ['Ada'] }),
    ],
    found: [
      ['2', '1'],
      ['1', '2'],
    ],
  },
  {
    name: 'numbers that all went up by one, as rows do, change nothing',
    known: [talk('1', 10), talk('2', 11), talk('3', 12)],
    listed: [
      talk('1', 9, { title: 'First', speakers: ['Ada'] }),
      { ...talk('1', 10), id: '2' },
      { ...talk('2', 11), id: '3' },
      { ...talk('3', 12), id: '4' },
    ],
    found: [
      ['1', undefined],
      ['2', '1'],
      ['3', '2'],
      ['4', '3'],
    ],
  },
  {
    name: 'a talk that is given twice keeps both, though the numbers were swapped',
    known: [
      talk('1', 10, { title: 'Twice', speakers: ['Ada'] }),
      talk('2', 14, { title: 'Twice', speakers: ['Ada'] }),
    ],
    listed: [
      talk('2', 10, { title: 'Twice', speakers: ['Ada'] }),
      talk('1', 14, { title: 'Twice', speakers: ['Ada'] }),
    ],
    found: [
      ['2', '1'],
      ['1', '2'],
    ],
  },
  {
    name: 'of a talk that is given twice, the one that stays is found in its slot',
    known: [
      talk('1', 10, { title: 'Twice', speakers: ['Ada'] }),
      talk('2', 14, { title: 'Twice', speakers: ['Ada'] }),
    ],
    listed: [talk('x', 14, { title: 'Twice', speakers: ['Ada'] })],
    found: [['x', '2']],
  },
  {
    name: 'breaks of one title are found by their ids, then in their slots, then in their order',
    known: [pause('a', 10), pause('b', 12), pause('c', 16)],
    listed: [pause('x', 13), pause('y', 16), pause('a', 11)],
    found: [
      ['x', 'b'],
      ['y', 'c'],
      ['a', 'a'],
    ],
  },
  {
    name: 'a talk whose title was still to come is found by its id, and its old title names nobody else',
    known: [talk('5', 10, { title: 'TBA', speakers: [] })],
    listed: [
      talk('5', 10, { title: 'Real', speakers: ['Ada'] }),
      talk('9', 14, { title: 'TBA', speakers: [] }),
    ],
    found: [
      ['5', '5'],
      ['9', undefined],
    ],
  },
  {
    name: 'an id of an earlier import is still one',
    known: [talk('2', 10, { formerIds: ['1'] })],
    listed: [talk('1', 10, { title: 'Another' })],
    found: [['1', '2']],
  },
  {
    name: 'the id of now comes before one of earlier',
    known: [talk('2', 10, { formerIds: ['1'], title: 'Same' }), talk('1', 11, { title: 'Same' })],
    listed: [talk('1', 14, { title: 'Same', speakers: [] })],
    found: [['1', '1']],
  },
];

const pairsOf = (known: readonly KnownSession[], listed: readonly Session[]) => {
  const matches = matchSessions(known, listed);
  return listed.map((session) => [session.id, matches.get(session)?.id]);
};

for (const { name, known, listed, found } of CASES) {
  test(name, () => {
    assert.deepEqual(pairsOf(known, listed), found);
  });
}

const few = (...words: string[]) => fc.constantFrom(...words);
const any = fc.record({
  id: few('1', '2', '3', '4', '5', '6'),
  title: few('Pause', 'Keynote', 'Rust', 'Zig', 'rust!'),
  speakers: fc.subarray(['Ada', 'Zoé', 'Yann']),
  room: few('A', 'B', ''),
  startsAt: fc.integer({ min: 9, max: 12 }).map((hour) => hour * HOUR),
  kind: fc.constantFrom('talk', 'talk', 'break') as fc.Arbitrary<'talk' | 'break'>,
  formerIds: fc.subarray(['1', '2', '7', '8']),
});
const programme = fc
  .uniqueArray(any, { selector: ({ id }) => id, maxLength: 6 })
  .map((all) => all.map((one) => sessionWith({ ...one, endsAt: one.startsAt + HOUR })));

test('a matching is one to one', () => {
  fc.assert(
    fc.property(programme, programme, (known, listed) => {
      const matches = matchSessions(known, listed);
      assert.equal(new Set(matches.values()).size, matches.size);
      for (const [session, before] of matches) {
        assert.ok((listed as Session[]).includes(session) && known.includes(before));
      }
    }),
    { numRuns: 2_000 },
  );
});

test('lists that have not changed match themselves, each session itself', () => {
  fc.assert(
    fc.property(programme, (known) => {
      const listed = known.map((session) => ({ ...session }));
      assert.deepEqual(
        pairsOf(known, listed),
        known.map(({ id }) => [id, id]),
      );
    }),
    { numRuns: 2_000 },
  );
});

test('the order of the lists does not matter', () => {
  fc.assert(
    fc.property(programme, programme, (known, listed) => {
      const turned = matchSessions([...known].reverse(), [...listed].reverse());
      assert.deepEqual(
        listed.map((session) => turned.get(session)?.id),
        pairsOf(known, listed).map(([, id]) => id),
      );
    }),
    { numRuns: 2_000 },
  );
});

test('thousands of sessions that look alike are matched in a blink', () => {
  const alike = (title: (index: number) => string) =>
    Array.from({ length: 5_000 }, (_, index) =>
      talk(String(index), 10, { title: title(index), speakers: ['Ada'] }),
    );
  const beganMs = performance.now();
  const same = matchSessions(
    alike(() => 'Pause'),
    alike(() => 'Pause'),
  );
  const other = matchSessions(
    alike((index) => `Before ${index}`).map((one) => ({ ...one, id: `b${one.id}`, speakers: ['Zoé'] })),
    alike((index) => `After ${index}`),
  );
  assert.deepEqual([same.size, other.size], [5_000, 0]);
  assert.ok(performance.now() - beganMs < 3_000, `${performance.now() - beganMs} ms`);
});
