import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeUnknownRoom } from '../../src/core/rooms.ts';
import { sessionWith } from '../fakes/session.ts';

const inRooms = (...rooms: string[]) =>
  rooms.map((room, i) => sessionWith({ id: String(i), startsAt: 0, endsAt: 1, room }));

test('a room of the programme needs no words, nor does any room where there are none', () => {
  assert.equal(describeUnknownRoom('Amphi A', inRooms('Amphi A', 'Amphi B')), null);
  assert.equal(describeUnknownRoom('Amphi A', inRooms('')), null);
  assert.equal(describeUnknownRoom('Amphi A', []), null);
});

test('an unknown room is told with the nearest and with all there are', () => {
  const rooms = inRooms('Salle 10', 'Amphi A', 'Salle 9', 'Amphi A');
  assert.equal(
    describeUnknownRoom('amphi a', rooms),
    '"amphi a" is not a room of the programme (did you mean "Amphi A"?); its rooms: Amphi A, Salle 9, Salle 10',
  );
  assert.equal(
    describeUnknownRoom('The cellar of the other building', rooms),
    '"The cellar of the other building" is not a room of the programme; its rooms: Amphi A, Salle 9, Salle 10',
  );
});
