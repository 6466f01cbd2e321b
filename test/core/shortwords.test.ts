import assert from 'node:assert/strict';
import { test } from 'node:test';
import { displayable } from '../../src/core/fold.ts';
import { SHORT_WORDS } from '../../src/core/shortwords.ts';

const COLS = 16;
const FOOTER_COLS = 15; // the heart has the last column
const THANKS_COLS = 8;

for (const [language, words] of Object.entries(SHORT_WORDS)) {
  test(`every short text in ${language} fits 16x2 at its longest and can be shown as it is written`, () => {
    const pairs = [
      words.noMoreSessions,
      words.noRoom,
      words.noClock,
      words.noProgramme,
      words.bothStuck,
    ].concat([words.stuck('+1', '-1')]);
    const above = pairs.flatMap((lines) => lines.filter((_, index) => index % 2 === 0));
    const below = pairs.flatMap((lines) => lines.filter((_, index) => index % 2 === 1));
    const rows = [
      ...above,
      ...words.slow,
      ...words.error,
      words.noSession,
      words.unknownRoom,
      words.fault,
      words.ignored,
    ].concat(words.noClockShort, words.noAddress);
    const footers = [...below, words.minutesToVote(59), words.voteUntil('23:59'), words.voteNow]
      .concat(words.opensAt('23:59'), words.opensSoon, words.nextAt('23:59'))
      .concat(words.weekdays.map((day) => words.nextOn(day, '23:59')))
      .concat(words.months.map((month) => words.nextDate(30, month)))
      .concat(
        words.unknownRoomAdvice,
        words.faultAdvice,
        words.ignoredAdvice,
        words.pairing,
        words.pairingAdvice,
      );
    const thanks = [...words.thanksPlus, ...words.thanksMinus];
    for (const text of [...rows, ...footers, ...thanks]) assert.equal(displayable(text), text);
    const tooLong = (texts: readonly string[], cols: number) =>
      texts.filter((text) => [...text].length > cols);
    assert.deepEqual(
      [tooLong(rows, COLS), tooLong(footers, FOOTER_COLS), tooLong(thanks, THANKS_COLS)],
      [[], [], []],
    );
    assert.deepEqual(
      [...pairs, words.slow, words.error, words.thanksPlus, words.thanksMinus].filter(
        (lines) => lines.length % 2 !== 0,
      ),
      [],
    );
  });
}
