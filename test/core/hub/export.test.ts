import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exportedVote } from '../../../src/core/hub/export.ts';
import { csvLine } from '../../../src/core/votecsv.ts';

const VOTE = {
  ...{ box: 'box-01', epoch: 'e1', seq: 7, bootId: 'boot-1' },
  ...{ monoMs: 95_000, wallMs: 1_782_300_029_999, correctedAt: 1_782_300_030_000 },
  ...{ value: 1 as const, room: 'Amphi A', shownSessionId: 'a', source: 'button' as const, digest: 'ab' },
};

test('an export gives times to the minute and no digest, unless it is to be exact', () => {
  assert.deepEqual(
    [exportedVote(VOTE, 'b', false), exportedVote({ ...VOTE, correctedAt: null }, null, true)].map(csvLine),
    [
      'box-01,e1,7,boot-1,120000,1782300000000,1782300060000,1,Amphi A,b,a,button,\r\n',
      'box-01,e1,7,boot-1,95000,1782300029999,,1,Amphi A,,a,button,ab\r\n',
    ],
  );
});
