import assert from 'node:assert/strict';
import { test } from 'node:test';
import { displayable } from '../../src/core/fold.ts';
import { WORDS } from '../../src/core/words.ts';

const COLS = 20;
const FOOTER_COLS = 19; // the heart has the last column

for (const [language, words] of Object.entries(WORDS)) {
  test(`every text in ${language} fits its place at its longest and can be shown as it is written`, () => {
    const stuck = [...words.stuck('+1', '-1'), ...words.bothStuck];
    const thanks = [...words.thanksPlus, ...words.thanksMinus];
    const rows = [...words.slow, ...words.error, ...words.noMoreSessions, ...words.noRoom, ...words.noClock]
      .concat(words.noProgramme, stuck, words.noSession, words.unknownRoom, words.unknownRoomReason)
      .concat(
        words.noClockShort,
        words.noAddress,
        words.fault,
        words.ignored,
        words.pairing,
        words.pairingAdvice[0] ?? '',
      )
      .concat(words.months.map((month) => `30 ${month} 2026 23:59`));
    const footers = [words.minutesToVote(59), words.voteUntil('23:59'), words.voteNow, words.opensIn(59)]
      .concat(words.opensAt('23:59'), words.opensSoon, words.nextAt('23:59'))
      .concat(words.weekdays.map((day) => words.nextOn(day, '23:59')))
      .concat(words.months.map((month) => words.nextDate(30, month)))
      .concat(words.noRoomAdvice, words.unknownRoomAdvice, words.noClockAdvice, words.noProgrammeAdvice)
      .concat(words.faultAdvice, words.ignoredAdvice, words.pairingAdvice[1] ?? '', words.noticeFrom);
    for (const text of [...rows, ...footers, ...thanks]) assert.equal(displayable(text), text);
    assert.deepEqual(
      rows.filter((text) => [...text].length > COLS),
      [],
    );
    assert.deepEqual(
      footers.filter((text) => [...text].length > FOOTER_COLS),
      [],
    );
    assert.deepEqual(
      thanks.filter((text) => [...text].length > 10),
      [],
    );
  });
}
