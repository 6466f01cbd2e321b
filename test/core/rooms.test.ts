import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyImport } from '../../src/core/history.ts';
import { asListed, describeUnknownRooms } from '../../src/core/rooms.ts';
import { sessionWith } from '../fakes/session.ts';

const inRooms = (...rooms: string[]) =>
  rooms.map((room, i) => sessionWith({ id: String(i), startsAt: 0, endsAt: 1, room }));

test('a room of the programme needs no words, nor does any room where there are none', () => {
  assert.equal(describeUnknownRooms(['Amphi A'], inRooms('Amphi A', 'Amphi B')), null);
  assert.equal(describeUnknownRooms(['Amphi A'], inRooms('')), null);
  assert.equal(describeUnknownRooms(['Amphi A'], []), null);
});

test('an unknown room is told with the nearest and with all there are', () => {
  const rooms = inRooms('Salle 10', 'Amphi A', 'Salle 9', 'Amphi A');
  assert.equal(
    describeUnknownRooms(['amphi a'], rooms),
    '"amphi a" is not a room of the programme (did you mean "Amphi A"?); its rooms: Amphi A, Salle 9, Salle 10',
  );
  assert.equal(
    describeUnknownRooms(['The cellar of the other building'], rooms),
    '"The cellar of the other building" is not a room of the programme; its rooms: Amphi A, Salle 9, Salle 10',
  );
});

test('of several rooms, each that is unknown is told', () => {
  assert.equal(
    describeUnknownRooms(['Amphi B', 'Amphi X', 'Hall'], inRooms('Amphi A', 'Amphi B')),
    '"Amphi X" is not a room of the programme (did you mean "Amphi A" or "Amphi B"?); "Hall" is not a room of the programme; its rooms: Amphi A, Amphi B',
  );
});

const HOUR = 3_600_000;
const RULE = { openAfterMs: HOUR / 6, closeAfterMs: HOUR / 4 };

/** Three hours in one room, the second of them in Amphi B too, imported in the middle of the last. */
const dayIn = (room: string) =>
  [0, 1, 2, 1].map((hour, index) =>
    sessionWith({
      id: String(index),
      startsAt: hour * HOUR,
      endsAt: (hour + 1) * HOUR,
      room: index === 3 ? 'Amphi B' : room,
    }),
  );

function importOver(rooms: readonly string[], at: number) {
  return rooms.reduce<ReturnType<typeof applyImport> | null>((before, room, index) => {
    const reading = {
      ...{ format: 'made', timezone: 'UTC', reading: 'wall' as const, name: '', sessions: dayIn(room) },
      ...{ dropped: [], faults: [], assumed: [], other: null, undecided: false },
    };
    return applyImport(before, reading, { at: at + index, rule: RULE, hasVotes: () => true });
  }, null);
}

const faultIn = (room: string, rooms: readonly string[], at: number) =>
  describeUnknownRooms([room], asListed(importOver(rooms, at)?.sessions ?? []));

for (const [when, at] of [
  ['during the day', 2.5 * HOUR],
  ['when all is over', 9 * HOUR],
] as const) {
  test(`a room that the source renamed ${when} is unknown, and the new name is known`, () => {
    const renamed = ['Amphi A', 'Grand Amphi'];
    assert.equal(
      faultIn('Amphi A', renamed, at),
      '"Amphi A" is not a room of the programme (did you mean "Amphi B"?); its rooms: Amphi B, Grand Amphi',
    );
    assert.equal(faultIn('Grand Amphi', renamed, at), null);
    assert.equal(faultIn('Amphi A', [...renamed, 'Amphi A'], at), null);
  });
}

test('a room whose last session is over stays known while others go on', () => {
  assert.equal(faultIn('Amphi B', ['Amphi A', 'Amphi A'], 2.5 * HOUR), null);
});

test('what is withdrawn makes a room known only where nothing else is left', () => {
  const gone = sessionWith({ id: 'x', startsAt: 0, endsAt: 1, room: 'Hall', withdrawn: true });
  const rooms = (sessions: Parameters<typeof asListed>[0]) => asListed(sessions).map(({ room }) => room);
  assert.deepEqual(rooms([gone, sessionWith({ id: 'y', startsAt: 0, endsAt: 1 })]), ['Amphi A']);
  assert.deepEqual(rooms([gone]), ['Hall']);
});
