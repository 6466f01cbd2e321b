import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CSV_HEADER, csvLine, type ExportedVote } from '../../src/core/votecsv.ts';

const VOTE: ExportedVote = {
  box: 'box-07',
  epoch: 'e',
  seq: 12,
  bootId: 'b',
  monoMs: 3,
  wallMs: 4,
  correctedAt: 7,
  value: -1,
  room: 'Amphi A',
  sessionId: 's',
  shownSessionId: null,
  source: 'button',
  digest: '00ff',
};

test('a line holds the columns of the header in their order, nothing for null, and ends in CR LF', () => {
  assert.equal(
    CSV_HEADER,
    'box,epoch,seq,bootId,monoMs,wallMs,correctedAt,value,room,sessionId,shownSessionId,source,digest\r\n',
  );
  assert.equal(csvLine(VOTE), 'box-07,e,12,b,3,4,7,-1,Amphi A,s,,button,00ff\r\n');
});

test('commas, quotes and line ends are quoted after RFC 4180', () => {
  const line = csvLine({ ...VOTE, room: 'A "big", room', sessionId: 'two\nlines' });
  assert.equal(line, 'box-07,e,12,b,3,4,7,-1,"A ""big"", room","two\nlines",,button,00ff\r\n');
});

test('free text never begins as a formula of a spreadsheet', () => {
  for (const start of ['=', '+', '-', '@', '\t']) {
    assert.ok(csvLine({ ...VOTE, room: `${start}1` }).includes(`,'${start}1,`), JSON.stringify(start));
  }
});
