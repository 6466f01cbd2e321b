import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type DiskReading, judgeSpace, judgeSpeed } from '../../../src/core/doctor/disk.ts';

const READING: DiskReading = {
  directory: '/var/lib/likebox',
  exists: true,
  freeBytes: 5_500_000_000,
  totalBytes: 16_000_000_000,
  readOnly: false,
  syncsMs: [],
  refused: null,
};

const space = (reading: Partial<DiskReading>) => {
  const { verdict, message, mend } = judgeSpace({ ...READING, ...reading });
  return [verdict, message, mend];
};

test('there is room for votes, or little, or none', () => {
  const look = 'sudo du -xh /var/lib/likebox | sort -h | tail';
  assert.deepEqual(
    [
      space({}),
      space({ exists: false }),
      space({ freeBytes: 199_999_999 }),
      space({ freeBytes: 19_999_999 }),
      space({ refused: 'full' }),
    ],
    [
      ['ok', '5500 MB free for /var/lib/likebox', null],
      ['ok', '5500 MB free for /var/lib/likebox (data_dir is made at the first start)', null],
      ['warning', 'only 199 MB free for /var/lib/likebox', look],
      ['wrong', 'only 19 MB free for /var/lib/likebox', look],
      ['wrong', '/var/lib/likebox is full', look],
    ],
  );
});

test('a disk that cannot be written says why', () => {
  const readOnly = [
    'wrong',
    '/var/lib/likebox is on a file system that is read-only: no vote can be stored',
    'sudo mount -o remount,rw "$(findmnt -no TARGET -T /var/lib/likebox)"',
  ];
  assert.deepEqual(
    [
      space({ readOnly: true }),
      space({ refused: 'read-only' }),
      space({ refused: 'denied' }),
      space({ refused: 'EIO: i/o error, fdatasync' }),
    ],
    [
      readOnly,
      readOnly,
      [
        'warning',
        '/var/lib/likebox may not be written by this user, so it was not measured',
        'run this as the user of the box, or with sudo',
      ],
      [
        'wrong',
        '/var/lib/likebox cannot be written: EIO: i/o error, fdatasync',
        'sudo dmesg | tail, then another SD card',
      ],
    ],
  );
});

const speed = (syncsMs: readonly number[]) => {
  const { verdict, message } = judgeSpeed({ ...READING, syncsMs });
  return [verdict, message];
};
/** 98 quick writes and two others, so that 99 in 100 take at most the first of them. */
const hundred = (nearlyWorstMs: number, worstMs: number) => [
  worstMs,
  nearlyWorstMs,
  ...Array<number>(98).fill(4.04),
];

test('the slowest writes but one in a hundred decide how the disk is', () => {
  assert.deepEqual(
    [speed(hundred(300, 900)), speed(hundred(300.1, 900)), speed(hundred(2_000.1, 2_100)), speed([])],
    [
      ['ok', 'a vote waits 4 ms for the disk, 1 in 100 waits 300 ms (100 writes)'],
      [
        'warning',
        'a vote waits 4 ms for the disk, 1 in 100 waits 300.1 ms (100 writes): some see "one moment"',
      ],
      [
        'wrong',
        'a vote waits 4 ms for the disk, 1 in 100 waits 2000.1 ms (100 writes): people have left by then',
      ],
      ['absent', 'nothing could be written'],
    ],
  );
  assert.deepEqual(judgeSpeed({ ...READING, syncsMs: hundred(8, 9) }).values, {
    directory: '/var/lib/likebox',
    writes: 100,
    p50Ms: 4,
    p99Ms: 8,
    maxMs: 9,
  });
});
