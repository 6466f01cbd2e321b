import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Check, createCheck } from '../../../src/core/doctor/check.ts';
import { askText, checkText, doctorReport, summaryText } from '../../../src/core/doctor/report.ts';

const OK = createCheck('board', 'ok', 'Raspberry Pi 4');
const LOOK = createCheck('clock', 'warning', 'unset', { mend: 'plug in the network' });
const BAD = createCheck('line-button-minus', 'wrong', 'taken', {
  mend: 'sudo gpioinfo',
  values: { line: 23 },
});
const ABSENT = createCheck('rtc', 'absent', 'no clock chip');

test('every check is a line with a mark that needs no colour, and what mends it stands below', () => {
  assert.equal(
    [OK, LOOK, BAD, ABSENT].map(checkText).join('') + askText('Punch both buttons.'),
    [
      'ok   board             Raspberry Pi 4',
      'look clock             unset',
      '                       -> plug in the network',
      'BAD  line-button-minus taken',
      '                       -> sudo gpioinfo',
      '-    rtc               no clock chip',
      '                       Punch both buttons.',
      '',
    ].join('\n'),
  );
});

test('the last sentence names what is wrong and what is worth a look', () => {
  const cases: readonly (readonly Check[])[] = [[OK, ABSENT], [OK, LOOK], [OK, BAD, LOOK], [BAD]];
  assert.deepEqual(cases.map(summaryText), [
    '\nNothing is wrong.\n',
    '\nNothing is wrong. Worth a look: clock.\n',
    '\nWrong: line-button-minus. Worth a look: clock.\n',
    '\nWrong: line-button-minus.\n',
  ]);
});

test('programs get every check, and whether something is wrong', () => {
  assert.deepEqual(doctorReport([OK, LOOK, ABSENT]), { ok: true, checks: [OK, LOOK, ABSENT] });
  assert.deepEqual(doctorReport([OK, BAD]), {
    ok: false,
    checks: [
      { id: 'board', verdict: 'ok', message: 'Raspberry Pi 4', mend: null, values: {} },
      {
        id: 'line-button-minus',
        verdict: 'wrong',
        message: 'taken',
        mend: 'sudo gpioinfo',
        values: { line: 23 },
      },
    ],
  });
});
