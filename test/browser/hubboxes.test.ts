import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Action, checkActions } from './hubactions.ts';
import { useHub } from './hubbench.ts';

const bench = useHub();

const ACTIONS: readonly Action[] = [
  [
    'renames a box and gives it a room, a language and no sound',
    'boxes',
    async (page) => {
      await page.getByTestId('box-box-02').getByTestId('settings').click();
      await page.getByTestId('name').fill(' Sortie B ');
      await page.getByTestId('room').fill('Amphi B');
      await page.getByTestId('language-en').check();
      await page.getByTestId('sound-off').check();
      await page.getByTestId('do').click();
    },
    {
      kind: 'settings',
      box: 'box-02',
      settings: { name: 'Sortie B', room: 'Amphi B', language: 'en', muted: true },
    },
  ],
  [
    'leaves a setting to the box',
    'boxes',
    async (page) => {
      await page.getByTestId('box-box-01').getByTestId('settings').click();
      await page.getByTestId('name').fill('');
      await page.getByTestId('sound-own').check();
      await page.getByTestId('do').click();
    },
    { kind: 'settings', box: 'box-01', settings: { name: '', room: null, language: 'fr', muted: null } },
  ],
  [
    'revokes a box',
    'boxes',
    async (page) => {
      await page.getByTestId('box-box-03').getByTestId('revoke').click();
      assert.equal(bench.hub.posted.length, 0, 'it asks first');
      await page.getByTestId('do').click();
    },
    { kind: 'revoke', box: 'box-03' },
  ],
  [
    'leaves a log out',
    'boxes',
    (page) => page.getByTestId('leave-out').click(),
    { kind: 'leave-out', box: 'box-03', epoch: '9f3ac2e17b', leftOut: true },
  ],
  [
    'delays a room',
    'programme',
    async (page) => {
      await page.getByTestId('column-Amphi B').getByTestId('delay').click();
      await page.getByTestId('minutes').fill('12');
      await page.getByTestId('do').click();
    },
    { kind: 'programme', asked: { kind: 'delay', room: 'Amphi B', by: '12m' } },
  ],
  [
    'moves a session to another room and day',
    'programme',
    async (page) => {
      await page.getByTestId('slot-s-css').getByTestId('move').click();
      await page.getByTestId('room').selectOption('Salle 110');
      await page.getByTestId('day').fill('2026-06-25');
      await page.getByTestId('do').click();
    },
    {
      kind: 'programme',
      asked: { kind: 'move', session: 's-css', room: 'Salle 110', start: '2026-06-25T13:30' },
    },
  ],
  [
    'moves a session on the same day',
    'programme',
    async (page) => {
      await page.getByTestId('slot-s-css').getByTestId('move').click();
      await page.getByTestId('do').click(); // nothing to do so far
      await page.getByTestId('time').fill('14:00');
      await page.getByTestId('do').click();
    },
    { kind: 'programme', asked: { kind: 'move', session: 's-css', start: '14:00' } },
  ],
  [
    'cancels a session',
    'programme',
    async (page) => {
      await page.getByTestId('slot-s-rust').getByTestId('cancel').click();
      await page.getByTestId('do').click();
    },
    { kind: 'programme', asked: { kind: 'cancel', session: 's-rust' } },
  ],
  [
    'takes an order back',
    'programme',
    (page) => page.getByTestId('given-2').getByTestId('undo').click(),
    { kind: 'programme', asked: { kind: 'undo', number: 2 } },
  ],
  [
    'goes back to a version',
    'programme',
    async (page) => {
      await page.getByTestId('version-2').getByTestId('rollback').click();
      await page.getByTestId('do').click();
    },
    { kind: 'programme', asked: { kind: 'rollback', version: 2 } },
  ],
  [
    'takes what the source gives',
    'programme',
    async (page) => {
      await page.getByTestId('accept').click();
      await page.getByTestId('do').click();
    },
    { kind: 'programme', asked: { kind: 'accept' } },
  ],
];

test('what an organiser does to boxes and to the programme is one command each, whose answer is shown', async () => {
  await checkActions(bench, ACTIONS);
});
