import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FORMATS, readProgramme } from '../../../src/core/formats/detect.ts';
import { formatsText } from '../../../src/core/report/formats.ts';
import { toolNames } from '../../../src/core/report/tools.ts';

test('every format that is read has its line, then each tool its address', () => {
  const lines = formatsText(100).split('\n');
  const listed = lines.filter((line) => line.startsWith('  - ')).length;
  assert.equal(listed, FORMATS.length);
  assert.ok(lines.includes('Where to find the address'));
  const pretalx = lines.findIndex((line) => line.startsWith('  pretalx '));
  assert.deepEqual(lines.slice(pretalx, pretalx + 3), [
    '  pretalx          the address of the event, then /schedule/export/schedule.json (or schedule.xml).',
    '                   Its API is read too, page by page. Its Atom feed is only the news of the',
    '                   programme.',
  ]);
});

test('no line is wider than asked', () => {
  for (const width of [40, 80, 100]) {
    assert.ok(
      formatsText(width)
        .split('\n')
        .every((line) => line.length <= width),
      `${width}`,
    );
  }
  assert.equal(formatsText(Number.NaN), formatsText(40));
});

test('formats are named in words, several of them in turn, and unknown ones as they are', () => {
  assert.equal(toolNames('sched+ics'), 'Sched / BreizhCamp, iCalendar');
  assert.equal(toolNames('constructor'), 'constructor');
  const options = { timezone: 'Europe/Paris', reading: 'auto', language: 'fr' } as const;
  assert.equal(toolNames(readProgramme(new Uint8Array(), options).format), 'unknown');
});
