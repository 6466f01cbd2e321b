import assert from 'node:assert/strict';
import { test } from 'node:test';
import { COMMANDS } from '../../../src/core/console/command.ts';
import { complete } from '../../../src/core/console/complete.ts';
import { help } from '../../../src/core/console/help.ts';
import { parseCommand } from '../../../src/core/console/parse.ts';

const LINES: readonly (readonly [line: string, parsed: ReturnType<typeof parseCommand>])[] = [
  ['', null],
  ['   ', null],
  ['status', { command: { kind: 'status' } }],
  ['STATUS', { command: { kind: 'status' } }],
  ['status now', { wrong: 'Say: status' }],
  ['votes', { command: { kind: 'votes', count: 10 } }],
  ['votes 25', { command: { kind: 'votes', count: 25 } }],
  ['votes 201', { wrong: 'Say: votes [N]' }],
  ['votes -1', { wrong: 'Say: votes [N]' }],
  ['delay 15m', { command: { kind: 'delay', by: '15m', room: null } }],
  ['delay 15m Amphi A', { command: { kind: 'delay', by: '15m', room: 'Amphi A' } }],
  ['room "Amphi  A"', { command: { kind: 'room', name: 'Amphi  A' } }],
  ["room L'Amphi", { command: { kind: 'room', name: "L'Amphi" } }],
  ['led status blink', { command: { kind: 'led', lamp: 'status', sign: 'blink' } }],
  ['led status', { wrong: 'Say: led LAMP on|off|blink' }],
  ['press +', { command: { kind: 'press', button: 'plus' } }],
  ['mute off', { command: { kind: 'mute', muted: false } }],
  ['lcd test', { command: { kind: 'lcd', test: true } }],
  ['statsu', { wrong: 'There is no command "statsu". Did you mean status?' }],
  ['zzzzzzzzzz', { wrong: 'There is no command "zzzzzzzzzz". help lists them all.' }],
];

test('a line becomes its command, or the sentence that says what is wrong with it', () => {
  assert.deepEqual(
    LINES.map(([line]) => [line, parseCommand(line)]),
    LINES.map((one) => [...one]),
  );
});

test('commands, words and rooms complete at their places', () => {
  const rooms = ['Amphi A', 'Amphi B'];
  assert.deepEqual(
    [
      ...[
        '',
        'sta',
        '  sta',
        'le',
        'led ',
        'led s',
        'led plus o',
        'led plus on ',
        'room amphi b',
        'room  Amphi ',
        'delay 15m Am',
      ],
      ...['delay 15m Amphi  B', 'help ver', 'status x', 'zzz x'],
    ].map((line) => complete(line, rooms)),
    [
      { hits: COMMANDS.map(({ name, places }) => (places === undefined ? name : `${name} `)), on: '' },
      { hits: ['status'], on: 'sta' },
      { hits: ['status'], on: 'sta' },
      { hits: ['led '], on: 'le' },
      { hits: ['plus', 'minus', 'status'], on: '' },
      { hits: ['status'], on: 's' },
      { hits: ['on', 'off'], on: 'o' },
      { hits: [], on: '' },
      { hits: ['Amphi B'], on: 'amphi b' },
      { hits: rooms, on: 'Amphi ' },
      { hits: rooms, on: 'Am' },
      { hits: [], on: 'Amphi  B' },
      { hits: ['version'], on: 'ver' },
      { hits: [], on: '' },
      { hits: [], on: '' },
    ],
  );
});

test('help names every command in lines of less than 80 columns', () => {
  const { exit, text } = help(null);
  assert.deepEqual(
    [exit, text.split('\n').length, text.split('\n').filter((line) => line.length > 79)],
    [0, COMMANDS.length, []],
  );
});
