import assert from 'node:assert/strict';
import { test } from 'node:test';
import { demoProgramme } from '../../src/core/demo.ts';
import { inOrder } from '../../src/core/formats/ids.ts';
import { applyImport } from '../../src/core/history.ts';
import { roomsOf, type Session } from '../../src/core/programme.ts';
import { turnsAmong } from '../../src/core/turns.ts';
import { votingSessions } from '../../src/core/window.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const RULE = { openAfterMs: 10 * MINUTE, closeAfterMs: 15 * MINUTE };
const NOWS = [
  '2026-06-24T09:55:00Z',
  '2026-06-24T23:59:59.999Z',
  '2026-10-25T00:30:00Z',
  '1970-01-01T00:00:05Z',
];
const TALK_ROOMS = ['Amphi A', 'Amphi B', 'Salle C'];

const made = (at: number) => demoProgramme(at, 'Europe/Paris', 'fr');
const kept = (at: number) => applyImport(null, made(at), { at, rule: RULE, hasVotes: () => false });

for (const now of NOWS) {
  test(`at ${now} and for three days, every room of talks takes votes at every instant`, () => {
    const at = Date.parse(now);
    const programme = kept(at);
    for (const room of TALK_ROOMS) {
      const turns = turnsAmong(votingSessions(programme, room), RULE);
      let until = at;
      for (const { fromAt, toAt } of turns) if (fromAt <= until) until = Math.max(until, toAt);
      assert.ok(until >= at + 3 * DAY, `${room} takes none at ${new Date(until).toISOString()}`);
    }
  });
}

test('it has rooms, breaks, accents, one long title, an emoji, and ids that are all different', () => {
  const { sessions } = made(Date.parse('2026-06-24T09:55:00Z'));
  assert.deepEqual(roomsOf(sessions), ['Amphi A', 'Amphi B', 'Hall', 'Salle C']);
  assert.equal(new Set(sessions.map(({ id }) => id)).size, sessions.length);
  assert.deepEqual(sessions, sessions.toSorted(inOrder));
  const titles = [...new Set(sessions.map(({ title }) => title))];
  assert.equal(titles.filter((title) => title.length > 80).length, 1);
  assert.ok(titles.some((title) => /\p{Emoji_Presentation}/u.test(title)));
  assert.ok(!titles.includes(''));
  assert.deepEqual([...new Set(sessions.map(({ kind, votable }) => `${kind} ${votable}`))].sort(), [
    'break false',
    'talk true',
  ]);
});

test('no talk is on in two rooms at once', () => {
  const { sessions } = made(Date.parse('2026-06-24T09:55:00Z'));
  const slots = new Map<number, string[]>();
  for (const { kind, startsAt, title } of sessions) {
    if (kind === 'talk') slots.set(startsAt, [...(slots.get(startsAt) ?? []), title]);
  }
  for (const titles of slots.values()) assert.equal(new Set(titles).size, TALK_ROOMS.length);
});

test('a slot is the same whenever it is made, so that votes stay with their sessions', () => {
  const at = Date.parse('2026-06-24T09:55:00Z');
  const later = new Map(made(at + 2 * DAY).sessions.map((session) => [session.id, session]));
  const shared = made(at).sessions.filter(({ id }) => later.has(id));
  assert.equal(shared.length, (made(at).sessions.length * 3) / 5);
  assert.deepEqual(
    shared.map(({ id }) => later.get(id)),
    shared as Session[],
  );
});

test('within a day it does not change, so that refreshes store nothing new', () => {
  assert.deepEqual(made(Date.parse('2026-06-24T23:59:59Z')), made(Date.parse('2026-06-24T00:00:00Z')));
});

test('English has other words for the same sessions', () => {
  const at = Date.parse('2026-06-24T09:55:00Z');
  const french = made(at);
  const english = demoProgramme(at, 'Europe/Paris', 'en');
  assert.deepEqual(
    english.sessions.map(({ id, startsAt, room }) => [id, startsAt, room]),
    french.sessions.map(({ id, startsAt, room }) => [id, startsAt, room]),
  );
  assert.deepEqual([french.name, english.name], ['Conférence de démonstration', 'Demo conference']);
  assert.ok(
    english.sessions.every(
      ({ title }, index) => title !== french.sessions[index]?.title || title === 'Buffet',
    ),
  );
});
