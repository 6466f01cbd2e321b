import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { type ChainRow, type Epoch, firstDigest, nextDigest, verifyChain } from '../../src/core/digest.ts';
import type { Vote } from '../../src/core/vote.ts';

const VOTE: Vote = {
  bootId: 'b',
  monoMs: 12,
  wallMs: 1_700_000_000_000,
  value: -1,
  room: 'Salle é',
  shownSessionId: null,
  source: 'button',
};
const EPOCHS: Epoch[] = [{ firstSeq: 1, epoch: 'e-1', machine: 'm', why: 'new' }];

function chain(length: number): ChainRow[] {
  const rows: ChainRow[] = [];
  let digest = firstDigest('e-1');
  for (let seq = 1; seq <= length; seq += 1) {
    const vote = { ...VOTE, monoMs: seq * 1000 };
    digest = nextDigest(digest, seq, vote);
    rows.push({ ...vote, seq, digest });
  }
  return rows;
}

function breaksOf(rows: ChainRow[], lost: number[] = [], epochs = EPOCHS): string[] {
  return verifyChain(rows, epochs, lost).breaks.map((found) => `${found.seq} ${found.kind}`);
}

test('the digest is SHA-256 over the digest before and the vote as a JSON array', () => {
  const before = createHash('sha256').update('e-1').digest();
  assert.deepEqual(firstDigest('e-1'), before);
  const text = '[1,"b",12,1700000000000,-1,"Salle é",null,"button"]';
  const expected = createHash('sha256')
    .update(Buffer.concat([before, Buffer.from(text)]))
    .digest();
  assert.deepEqual(nextDigest(before, 1, VOTE), expected);
});

test('a chain as it was written is whole, and the report says where it ends', () => {
  const rows = chain(5);
  assert.deepEqual(verifyChain(rows, EPOCHS, []), {
    votes: 5,
    lastSeq: 5,
    digest: Buffer.from(rows[4]?.digest ?? []).toString('hex'),
    lost: 0,
    breaks: [],
    moreBreaks: 0,
  });
});

test('an empty log ends in the digest of its first epoch', () => {
  assert.deepEqual(verifyChain([], EPOCHS, []), {
    votes: 0,
    lastSeq: 0,
    digest: firstDigest('e-1').toString('hex'),
    lost: 0,
    breaks: [],
    moreBreaks: 0,
  });
});

test('a changed field of any kind breaks the chain at that vote', () => {
  const changes: Partial<Vote>[] = [
    { bootId: 'c' },
    { monoMs: 1 },
    { wallMs: 1 },
    { value: 1 },
    { room: null },
    { shownSessionId: '' },
    { source: 'test' },
  ];
  for (const change of changes) {
    const rows = chain(5).map((row) => (row.seq === 3 ? { ...row, ...change } : row));
    assert.deepEqual(breaksOf(rows), ['3 digest'], JSON.stringify(change));
  }
});

test('a changed digest breaks the chain there and at the vote behind it', () => {
  const rows = chain(5).map((row) => (row.seq === 3 ? { ...row, digest: Buffer.alloc(32) } : row));
  assert.deepEqual(breaksOf(rows), ['3 digest', '4 digest']);
});

test('a missing vote is a gap unless it was declared lost, and the next one is then taken on trust', () => {
  const rows = chain(6).filter((row) => row.seq !== 2 && row.seq !== 3);
  assert.deepEqual(verifyChain(rows, EPOCHS, []).breaks, [
    { seq: 2, kind: 'gap', message: 'votes 2 to 3 are missing and not declared lost' },
  ]);
  assert.deepEqual(verifyChain(rows, EPOCHS, [2]).breaks, [
    { seq: 3, kind: 'gap', message: 'vote 3 is missing and not declared lost' },
  ]);
  assert.deepEqual(breaksOf(rows, [2, 3]), []);
});

test('votes missing at the end show when a later epoch began behind them', () => {
  const epochs: Epoch[] = [...EPOCHS, { firstSeq: 5, epoch: 'e-2', machine: 'n', why: 'board' }];
  assert.deepEqual(breaksOf(chain(4), [], epochs), []);
  assert.deepEqual(breaksOf(chain(3), [], epochs), ['4 gap']);
  assert.equal(verifyChain(chain(3), epochs, [4]).lastSeq, 4);
});

test('votes without any epoch, or before the first, are faulty', () => {
  assert.deepEqual(breaksOf(chain(2), [], []), ['1 epoch']);
  assert.deepEqual(breaksOf(chain(2), [], [{ firstSeq: 2, epoch: 'e-1', machine: 'm', why: 'new' }]), [
    '1 epoch',
  ]);
});

test('a log whose first epoch was salvaged away takes its first vote on trust', () => {
  const epochs: Epoch[] = [{ firstSeq: 1, epoch: 'other', machine: 'm', why: 'salvage' }];
  assert.deepEqual(breaksOf(chain(3), [], epochs), []);
  const changed = chain(3).map((row) => (row.seq === 2 ? { ...row, room: 'B' } : row));
  assert.deepEqual(breaksOf(changed, [], epochs), ['2 digest']);
});

test('a file that is all wrong is reported in bounds', () => {
  const rows = chain(250).map((row) => ({ ...row, value: 1 as const }));
  const report = verifyChain(rows, EPOCHS, []);
  assert.equal(report.breaks.length, 100);
  assert.equal(report.moreBreaks, 150);
});
