import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeUnknownRooms } from '../../src/core/rooms.ts';
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
