import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Action, checkActions } from './hubactions.ts';
import { textOf, useHub } from './hubbench.ts';

const bench = useHub();
const DIGEST = 'a'.repeat(64);
const at = (time: string) => Date.parse(`2026-06-24T${time}:00+02:00`);

const ACTIONS: readonly Action[] = [
  [
    'says where a box stood',
    'corrections',
    async (page) => {
      const form = page.getByTestId('stood');
      await form.getByTestId('box').selectOption('box-03');
      await form.getByTestId('room').selectOption('Amphi B');
      await form.getByTestId('from').fill('09:00');
      await form.getByTestId('to').fill('11:20');
      await form.getByTestId('do').click();
    },
    {
      kind: 'correct',
      correction: { kind: 'stood', box: 'box-03', room: 'Amphi B', fromAt: at('09:00'), toAt: at('11:20') },
    },
  ],
  [
    'matches two names of a room',
    'corrections',
    async (page) => {
      const form = page.getByTestId('alias');
      await form.getByTestId('alias').fill('Amphi-B');
      await form.getByTestId('room').selectOption('Amphi B');
      await form.getByTestId('do').click();
    },
    { kind: 'correct', correction: { kind: 'alias', alias: 'Amphi-B', room: 'Amphi B' } },
  ],
  [
    'takes a correction back',
    'corrections',
    (page) => page.getByTestId('given-2').getByTestId('undo').click(),
    { kind: 'undo-correction', number: 2 },
  ],
  [
    'shows a notice on all boxes until it is ended',
    'notices',
    async (page) => {
      await page.getByTestId('until-hand').check();
      await page.getByTestId('do').click();
    },
    { kind: 'notice', text: { kind: 'full' }, boxes: null, untilAt: null },
  ],
  [
    'shows a notice on some boxes until a time',
    'notices',
    async (page) => {
      await page.getByTestId('kind-moved').check();
      await page.getByTestId('to').fill('Salle 110');
      await page.getByTestId('where-some').check();
      await page.getByTestId('on-box-02').check();
      await page.getByTestId('on-box-03').check();
      await page.getByTestId('until-time').check();
      await page.getByTestId('time').fill('12:30');
      assert.match(await textOf(page, 'preview'), /Déplacé : Salle 110 Moved to Salle 110 Jusqu’à 12:30/);
      await page.getByTestId('do').click();
    },
    {
      kind: 'notice',
      text: { kind: 'moved', to: 'Salle 110' },
      boxes: ['box-02', 'box-03'],
      untilAt: at('12:30'),
    },
  ],
  [
    'ends a notice',
    'notices',
    (page) => page.getByTestId('notice-3').getByTestId('end').click(),
    { kind: 'end-notice', number: 3 },
  ],
  [
    'approves a box with all its votes',
    'pairing',
    async (page) => {
      await page.getByTestId('request-box-05').getByTestId('approve').click();
      await page.getByTestId('do').click();
    },
    { kind: 'approve', box: 'box-05', secretDigest: DIGEST, sinceAt: null, replaces: null },
  ],
  [
    'approves a box in place of a broken one, with the votes since an instant',
    'pairing',
    async (page) => {
      await page.getByTestId('request-box-05').getByTestId('approve').click();
      await page.getByTestId('take-since').check();
      await page.getByTestId('day').fill('2026-06-24');
      await page.getByTestId('time').fill('08:30');
      await page.getByTestId('place-instead').check();
      await page.getByTestId('replaced').selectOption('box-03');
      await page.getByTestId('do').click();
    },
    { kind: 'approve', box: 'box-05', secretDigest: DIGEST, sinceAt: at('08:30'), replaces: 'box-03' },
  ],
  [
    'refuses a box',
    'pairing',
    (page) => page.getByTestId('request-box-05').getByTestId('refuse').click(),
    { kind: 'refuse', box: 'box-05', secretDigest: DIGEST },
  ],
  [
    'changes a role',
    'accounts',
    async (page) => {
      await page.getByTestId('account-Accueil').getByTestId('role').selectOption('organiser');
    },
    { kind: 'change-role', name: 'Accueil', role: 'organiser' },
  ],
  [
    'removes an account',
    'accounts',
    async (page) => {
      await page.getByTestId('account-Malo').getByTestId('remove').click();
      await page.getByRole('dialog').getByTestId('do').click();
    },
    { kind: 'remove-account', name: 'Malo' },
  ],
  [
    'changes the own password',
    'accounts',
    async (page) => {
      await page.getByTestId('current').fill('old enough');
      await page.getByTestId('next').fill('new and long');
      await page.getByTestId('password-form').getByTestId('do').click();
    },
    { current: 'old enough', next: 'new and long' },
    'Le mot de passe est changé.',
  ],
];

test('corrections, notices, pairing and accounts are one command each, whose answer is shown', async () => {
  await checkActions(bench, ACTIONS);
});
