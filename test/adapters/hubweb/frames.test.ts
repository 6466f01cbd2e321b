import assert from 'node:assert/strict';
import { test } from 'node:test';
import { frameSchemas, parseBoxFrame, quickVotes } from '../../../src/adapters/hubweb/frames.ts';

const DIGEST = 'ab'.repeat(32);
const vote = {
  seq: 5,
  bootId: 'boot-1',
  monoMs: 1_000,
  wallMs: -5,
  value: 1,
  room: 'Amphi A',
  shownSessionId: null,
  source: 'button',
  digest: DIGEST,
};
const votes = {
  type: 'votes',
  epoch: 'e1',
  from: 5,
  votes: [vote, { ...vote, seq: 7, value: -1, room: null }],
};
const hello = {
  type: 'hello',
  protocol: 1,
  machine: 'm1',
  epochs: [{ epoch: 'e1', firstSeq: 1, lastSeq: 9, digest: DIGEST, lost: [[3, 4]] }],
  bootId: 'boot-1',
  monoMs: 12.5,
  wallMs: 1_000.25,
  clock: 'unset',
  version: '0.1.0',
};
const health = {
  type: 'health',
  monoMs: 12.5,
  queued: 0,
  room: null,
  clock: 'synced',
  disk: { freeBytes: 1, totalBytes: 2 },
  temperature: 41.5,
  faults: [{ id: 'lcd', severity: 'warning', message: 'The LCD is gone.', sinceAt: 5 }],
  noise: { plus: 1, minus: 0 },
  repeats: { plus: 0, minus: 2 },
  failed: 0,
  lastVoteAt: null,
  mode: 'voting',
  version: '0.1.0',
};
const boots = { type: 'boots', boots: [{ bootId: 'boot-1', wallOffsetMs: -3, quality: 'hub' }] };
const older = { type: 'older', epoch: 'e1', before: 2 };

const parse = (value: unknown) => parseBoxFrame(JSON.stringify(value));

test('every frame of a box is read whole, and fields that are not known are left out', () => {
  for (const frame of [hello, boots, votes, older, health]) {
    assert.deepEqual(parse({ ...frame, later: { a: 1 } }), { frame });
  }
  assert.deepEqual(parse({ ...votes, votes: votes.votes.map((row) => ({ ...row, mood: 'good' })) }), {
    frame: votes,
  });
});

test('a type of a later version is ignored, whatever it is called', () => {
  for (const type of ['mood', 'constructor', '__proto__', 'ack'])
    assert.deepEqual(parse({ type }), { ignored: true });
});

test('what is no frame is refused with a reason', () => {
  assert.deepEqual(parseBoxFrame('{'), { refused: 'the frame is not JSON' });
  for (const value of [null, 1, 'x', [], {}, { type: 1 }]) {
    assert.deepEqual(parse(value), { refused: 'the frame has no type' });
  }
});

/** A change of one thing, and the beginning of the reason for which it is refused. */
const FAULTS: readonly [frame: object, reason: RegExp][] = [
  [{ ...hello, machine: '' }, /^hello\.machine: /],
  [{ ...hello, epochs: [{ ...hello.epochs[0], digest: 'AB'.repeat(32) }] }, /^hello\.epochs\.0\.digest: /],
  [{ ...hello, clock: 'good' }, /^hello\.clock: /],
  [{ ...boots, boots: [{ ...boots.boots[0], wallOffsetMs: 1.5 }] }, /^boots\.boots\.0\.wallOffsetMs: /],
  [{ ...older, before: 0 }, /^older\.before: /],
  [{ ...health, faults: Array.from({ length: 201 }, () => health.faults[0]) }, /^health\.faults: /],
  [{ ...health, room: 'x'.repeat(2_001) }, /^health\.room: /],
  [{ ...votes, votes: [] }, /^votes\.votes: /],
  [{ ...votes, votes: Array.from({ length: 501 }, (_, i) => ({ ...vote, seq: i + 5 })) }, /^votes\.votes: /],
  [{ ...votes, from: 4 }, /^votes: must be in ascending order/],
  [{ ...votes, votes: [vote, vote] }, /^votes: must be in ascending order/],
  [{ ...votes, votes: [{ ...vote, seq: 2 ** 53 }] }, /^votes\.votes\.0\.seq: /],
  [{ ...votes, votes: [{ ...vote, room: 'a\0b' }] }, /^votes\.votes\.0\.room: holds characters/],
  [{ ...votes, votes: [{ ...vote, room: 'a\ud800' }] }, /^votes\.votes\.0\.room: holds characters/],
];

test('a frame with one fault is refused, and the reason names its place', () => {
  for (const [frame, reason] of FAULTS) {
    const parsed = parse(frame);
    assert.match('refused' in parsed ? parsed.refused : 'not refused', reason);
  }
});

test('a room or a title in any script is storable', () => {
  const row = { ...vote, room: '講堂 😀', shownSessionId: 'é\u2028\n' };
  assert.deepEqual(parse({ ...votes, votes: [row] }), { frame: { ...votes, votes: [row] } });
});

test('the quick check of votes and the schema agree on every field and every odd value', () => {
  const odd = [
    undefined,
    null,
    true,
    0,
    -0,
    1,
    -1,
    1.5,
    2 ** 53,
    -(2 ** 53),
    '',
    'x',
    'x'.repeat(201),
    'x'.repeat(2_001),
    'a\0',
    'a\udc00',
    '😀',
    'button',
    'test',
    DIGEST,
    `${DIGEST}\n`,
    DIGEST.toUpperCase(),
    [],
    {},
  ];
  const frames: Record<string, unknown>[] = [
    votes,
    { ...votes, votes: [] },
    { ...votes, votes: 'x' },
    { ...votes, votes: [1] },
  ];
  for (const value of odd) {
    for (const key of Object.keys(vote)) frames.push({ ...votes, votes: [{ ...vote, [key]: value }] });
    for (const key of Object.keys(votes)) frames.push({ ...votes, [key]: value });
  }
  const taken = frames.map((frame) => {
    const bySchema = frameSchemas.votes.safeParse(frame).data ?? null;
    assert.deepEqual(quickVotes(frame), bySchema, JSON.stringify(frame));
    return bySchema !== null;
  });
  assert.ok(
    taken.filter(Boolean).length > 20 && taken.filter((is) => !is).length > 100,
    'both answers were seen',
  );
});
