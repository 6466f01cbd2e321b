import assert from 'node:assert/strict';
import { test } from 'node:test';
import { facts, fit, fold, timeOf } from '../../../src/core/console/lay.ts';
import { logText } from '../../../src/core/console/logline.ts';
import { socketsOf } from '../../../src/core/console/sockets.ts';

test('a line keeps the blanks that it begins with, and is cut at 79 columns', () => {
  assert.equal(fit('10:15:03  press   ', '+1'), '10:15:03  press   +1');
  assert.equal(fit('  ', 'x'.repeat(100)), `  ${'x'.repeat(76)}…`);
  assert.equal(fit('  ', '日本'.repeat(40)), `  ${'日本'.repeat(19)}…`);
});

test('what is too long goes on below, indented as it is; the rest stands as it was', () => {
  const long = `  starts 10:35 instead of 10:20  ${'mot '.repeat(20).trim()}`;
  assert.deepEqual(fold(`late:\n  ends   11:15  x\n${long}`).split('\n'), [
    'late:',
    '  ends   11:15  x',
    `  starts 10:35 instead of 10:20 ${'mot '.repeat(12).trim()}`,
    `  ${'mot '.repeat(8).trim()}`,
  ]);
});

test('facts stand behind their names, and go on below the text', () => {
  assert.equal(
    facts([
      ['Box', 'box-07'],
      ['', 'a '.repeat(40).trim()],
    ]),
    `Box      box-07\n         ${'a '.repeat(35).trim()}\n         a a a a a`,
  );
});

test('times are those of the zone of the event, to the second', () => {
  assert.equal(timeOf(Date.UTC(2026, 5, 24, 22, 30, 9), 'Asia/Kolkata'), '04:00:09');
});

test('a record of the log is a line for people: time, level, message, fields; an error by its message', () => {
  const record = (fields: object) =>
    JSON.stringify({ level: 'warn', time: '2026-06-24T08:01:02.000Z', ...fields });
  assert.equal(
    logText(
      [
        record({
          part: 'lcd',
          err: { type: 'Error', message: 'took\nlong', stack: 'at …' },
          msg: 'it did not stop',
        }),
        record({ sizes: [1, 2], none: null, msg: '\u001b[31mred' }),
        '{"level":"info","msg":"cut o',
        '17',
      ],
      'Europe/Paris',
    ),
    [
      '10:01:02 warn  it did not stop part=lcd err=took long',
      '10:01:02 warn  [31mred sizes=[1,2] none=null',
      '{"level":"info","msg":"cut o',
      '17',
    ].join('\n'),
  );
  assert.equal(logText([], 'UTC'), 'The log is empty.');
});

test('a record of the log is cut after some lines', () => {
  const text = logText([JSON.stringify({ level: 'info', msg: 'mot '.repeat(500) })], 'UTC');
  assert.deepEqual([text.split('\n').length, text.endsWith('…')], [4, true]);
});

test('a box that says nothing else has a place for all and one of its own; one that says a place has that alone', () => {
  const dataDir = '/data';
  assert.deepEqual(socketsOf({ consoleSocket: '/run/likebox/console.sock', dataDir }), [
    '/run/likebox/console.sock',
    '/data/console.sock',
  ]);
  assert.deepEqual(socketsOf({ consoleSocket: '/tmp/c.sock', dataDir }), ['/tmp/c.sock']);
});
