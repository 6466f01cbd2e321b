import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstDigest, nextDigest } from '../../../src/core/digest.ts';
import { type Admission, admit, reaches, type Tip } from '../../../src/core/link/admission.ts';
import type { StoredVote } from '../../../src/core/vote.ts';

/** A chain of votes with these numbers. */
function chain(seqs: readonly number[], mark = 'a'): StoredVote[] {
  let digest: Uint8Array = firstDigest('epoch');
  return seqs.map((seq) => {
    const vote = {
      bootId: mark,
      monoMs: seq,
      wallMs: seq,
      value: 1,
      room: null,
      shownSessionId: null,
      source: 'button',
    } as const;
    const next = nextDigest(digest, seq, vote);
    digest = next;
    return { ...vote, seq, digest: next.toString('hex') };
  });
}

const VOTES = chain([1, 2, 3, 4, 5]);
const OTHERS = chain([1, 2, 3, 4, 5], 'b');
const EPOCH = { firstSeq: 1, lost: [] };
const NOTHING: Tip = { acked: 0, digest: '' };
const tipAt = (votes: readonly StoredVote[], seq: number): Tip => ({
  acked: seq,
  digest: votes[seq - 1]?.digest ?? '',
});
const frame = (votes: readonly StoredVote[], from = votes[0]?.seq ?? 0) =>
  ({ type: 'votes', epoch: 'e', from, votes }) as const;
const seqs = (admission: Admission) =>
  admission.kind === 'fits' ? admission.votes.map(({ seq }) => seq) : admission.kind;

test('votes that follow what is held are taken, and those that are held are skipped', () => {
  assert.deepEqual(seqs(admit(frame(VOTES), EPOCH, NOTHING)), [1, 2, 3, 4, 5]);
  assert.deepEqual(admit(frame(VOTES.slice(0, 4)), EPOCH, tipAt(VOTES, 2)), {
    kind: 'fits',
    votes: VOTES.slice(2, 4),
    tip: tipAt(VOTES, 4),
  });
  assert.deepEqual(seqs(admit(frame(VOTES.slice(1, 3)), EPOCH, tipAt(VOTES, 5))), 'known');
  assert.deepEqual(seqs(admit(frame(VOTES), EPOCH, tipAt(VOTES, 5))), 'known');
});

test('another history is a fork, whether it shows at the last vote that is held or at the next', () => {
  assert.deepEqual(admit(frame(OTHERS.slice(2)), EPOCH, tipAt(VOTES, 2)), { kind: 'fork' });
  assert.deepEqual(admit(frame(OTHERS), EPOCH, tipAt(VOTES, 2)), { kind: 'fork' });
});

test('a frame that makes no sense is refused with the reason', () => {
  const [first, second, third] = VOTES as [StoredVote, StoredVote, StoredVote];
  const cases: [StoredVote[], number, RegExp][] = [
    [[], 1, /without votes/],
    [[first], 2, /first vote is 1, not 2/],
    [[first, third], 1, /vote 3 follows 1: what lies between is missing/],
    [[second, first], 2, /vote 1 is out of order/],
    [[first, first], 1, /vote 1 is out of order/],
    [[first, { ...second, value: -1 }], 1, /vote 2 does not fit its digest/],
  ];
  for (const [votes, from, why] of cases) {
    const found = admit(frame(votes, from), EPOCH, NOTHING);
    assert.equal(found.kind, 'refused');
    assert.match(found.kind === 'refused' ? found.why : '', why);
  }
  const early = admit(frame(VOTES), { firstSeq: 3, lost: [] }, { acked: 2, digest: '' });
  assert.deepEqual(early, { kind: 'refused', why: 'vote 1 lies before its epoch' });
  const gap = admit(frame(VOTES.slice(3)), EPOCH, tipAt(VOTES, 2));
  assert.deepEqual(gap, { kind: 'refused', why: 'vote 4 follows 2: what lies between is missing' });
});

test('a declared hole counts as filled, and the vote behind it is taken on trust', () => {
  const holed = VOTES.filter(({ seq }) => seq !== 2 && seq !== 3);
  const lost = [[2, 3]] as const;
  assert.deepEqual(seqs(admit(frame(holed), { firstSeq: 1, lost }, NOTHING)), [1, 4, 5]);
  assert.equal(admit(frame(holed), { firstSeq: 1, lost: [[2, 2]] }, NOTHING).kind, 'refused');
  assert.deepEqual(seqs(admit(frame(VOTES.slice(3)), { firstSeq: 1, lost }, tipAt(VOTES, 1))), [4, 5]);
});

test('holes reach as far as they are declared', () => {
  const cases: [number, number, [number, number][], boolean][] = [
    [0, 1, [], true],
    [0, 2, [], false],
    [0, 2, [[1, 1]], true],
    [
      3,
      9,
      [
        [1, 2],
        [4, 6],
        [7, 8],
      ],
      true,
    ],
    [
      3,
      9,
      [
        [4, 6],
        [8, 8],
      ],
      false,
    ],
    [5, 9, [[4, 8]], true],
  ];
  for (const [acked, seq, lost, expected] of cases)
    assert.equal(reaches(acked, seq, lost), expected, `${acked} ${seq}`);
});
