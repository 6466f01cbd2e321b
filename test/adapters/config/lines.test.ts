import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linesOf, placeFaults } from '../../../src/adapters/config/lines.ts';

const TEXT = `# language = "fr"
"language" = "en"

[box]
room = [
  "Amphi A", # room = 3
  "id",
]
id = """
[hardware]
"""
[hardware.leds]
plus = 1
[hardware]
lcd = { kind = "none", bus = 1 }
buzzer.line = 5
[[wall.source]]
kind = "feed"
[[wall.source]]
kind = "x"
`;

const LINES = {
  language: 2,
  box: 4,
  'box.room': 5,
  'box.room.0': 5,
  'box.room.1': 5,
  'box.id': 9,
  hardware: 12,
  'hardware.leds': 12,
  'hardware.leds.plus': 13,
  'hardware.lcd': 15,
  'hardware.lcd.kind': 15,
  'hardware.lcd.bus': 15,
  'hardware.buzzer': 16,
  'hardware.buzzer.line': 16,
  wall: 17,
  'wall.source': 17,
  'wall.source.0': 17,
  'wall.source.0.kind': 18,
  'wall.source.1': 19,
  'wall.source.1.kind': 20,
};

test('every key has the line on which it is written, whatever stands in comments and strings', () => {
  assert.deepEqual(Object.fromEntries(linesOf(TEXT)), LINES);
});

test('a file of Windows has the same lines', () => {
  assert.deepEqual(Object.fromEntries(linesOf(`\ufeff${TEXT.replaceAll('\n', '\r\n')}`)), LINES);
});

test('a key that is not there is placed where its table is, or nowhere', () => {
  const message = 'slip';
  const faults = ['hardware.leds.minus', 'display.pages.1', 'language', ''].map((key) => ({ key, message }));
  assert.deepEqual(placeFaults(faults, TEXT), [
    { key: 'hardware.leds.minus', message, line: 12 },
    { key: 'display.pages.1', message },
    { key: 'language', message, line: 2 },
    { key: '', message },
  ]);
});

test('behind a value of very many lines nothing has a line, so that no file takes long', () => {
  const rooms = Array.from({ length: 200 }, (_, n) => `"Room ${n}",\n`).join('');
  const lines = linesOf(`box.id = "box-07"\nbox.room = [\n${rooms}]\nlanguage = "fr"\n`);
  assert.deepEqual(
    [lines.get('box.id'), lines.get('box.room'), lines.get('language')],
    [1, undefined, undefined],
  );
});
