import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refuseCorrection, refuseNotice, refuseSettings } from '../../../src/core/hub/judge.ts';
import type { Correction, NoticeText } from '../../../src/core/hub/orders.ts';
import { sessionWith } from '../../fakes/session.ts';

const DAY = 86_400_000;
const FACTS = {
  boxes: ['box-01', 'box-02'],
  sessions: [
    sessionWith({ id: 'a', startsAt: 0, endsAt: 1 }),
    sessionWith({ id: 'b', startsAt: 0, endsAt: 1, room: 'Amphi B' }),
  ],
  at: 10 * DAY,
};
const NO_PROGRAMME = { ...FACTS, sessions: [] };

test('a correction is taken, or refused with what to do', () => {
  const stood: Correction = { kind: 'stood', box: 'box-01', room: 'Amphi B', fromAt: 0, toAt: 5 };
  const alias: Correction = { kind: 'alias', alias: 'Salle 1', room: 'Amphi A' };
  assert.deepEqual(
    [
      refuseCorrection(stood, FACTS),
      refuseCorrection(stood, NO_PROGRAMME),
      refuseCorrection(alias, FACTS),
      refuseCorrection({ ...stood, toAt: 15 * DAY }, FACTS),
      refuseCorrection({ ...stood, room: ' ' }, NO_PROGRAMME),
      refuseCorrection(alias, NO_PROGRAMME),
      refuseCorrection({ ...alias, alias: ' ' }, FACTS),
      refuseCorrection({ ...alias, room: 'Amphi' }, FACTS),
    ],
    [
      null,
      null,
      null,
      'That is over two weeks: check both days.',
      'Say in which room the box stood.',
      'There is no programme yet, so it has no rooms.',
      'Say what boxes call the room.',
      '"Amphi" is not a room of the programme (did you mean "Amphi A" or "Amphi B"?); its rooms: Amphi A, Amphi B.',
    ],
  );
});

test('a notice is short, says something, has boxes and ends in time', () => {
  const full = { text: { kind: 'full' } as NoticeText, boxes: null, untilAt: null };
  const free = (text: string) => ({ ...full, text: { kind: 'free', text } as const });
  assert.deepEqual(
    [
      refuseNotice(full, FACTS),
      refuseNotice({ ...free('Coffee'), boxes: ['box-02'], untilAt: FACTS.at + 1 }, FACTS),
      refuseNotice(free(' '), FACTS),
      refuseNotice({ ...full, text: { kind: 'moved', to: '' } }, FACTS),
      refuseNotice(free('x'.repeat(121)), FACTS),
      refuseNotice({ ...full, boxes: [] }, FACTS),
      refuseNotice({ ...full, untilAt: FACTS.at }, FACTS),
      refuseNotice({ ...full, untilAt: FACTS.at + 15 * DAY }, FACTS),
    ],
    [
      null,
      null,
      'Write what the boxes shall show.',
      'Say where it has moved to.',
      'That is too long to be read in passing: at most 120 characters.',
      'Choose the boxes that shall show it, or all of them.',
      'Its end is over already: choose a later one.',
      'Its end is over two weeks away: check the day.',
    ],
  );
});

test('settings name a box that is paired and a room of the programme', () => {
  const settings = { name: 'Exit', room: 'Amphi B', language: null, muted: null };
  assert.deepEqual(
    [
      refuseSettings('box-01', settings, FACTS),
      refuseSettings('box-01', { ...settings, room: null }, FACTS),
      refuseSettings('box-9', settings, FACTS),
      refuseSettings('box-01', { ...settings, name: 'x'.repeat(61) }, FACTS),
      refuseSettings('box-01', { ...settings, room: 'Amphi C' }, FACTS),
    ],
    [
      null,
      null,
      'No such box is paired: "box-9" (did you mean box-01 or box-02?).',
      'The name is too long: at most 60 characters.',
      '"Amphi C" is not a room of the programme (did you mean "Amphi A" or "Amphi B"?); its rooms: Amphi A, Amphi B.',
    ],
  );
});
