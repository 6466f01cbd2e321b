import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { openDatabase } from '../../../src/adapters/store/database.ts';
import { databaseOptions, sampleVote, temporaryDirectory } from './fixture.ts';

const SPANS = [
  { fromAt: 1_000_000, toAt: 1_000_600 },
  { fromAt: 1_000_600, toAt: 1_000_800 },
];

test('a vote whose time nobody knows may be in every span of its room, and in none of another', (t) => {
  const database = openDatabase(databaseOptions(join(temporaryDirectory(t), 'box.db')));
  database.saveBoot({ bootId: 'boot-1', wallOffsetMs: 1_000_000, quality: 'synced' });
  database.saveBoot({ bootId: 'lost', wallOffsetMs: 0, quality: 'unset' });
  database.append(sampleVote(1, { monoMs: 500 }));
  database.append(sampleVote(2, { bootId: 'lost', monoMs: 5, source: 'test' }));
  database.append(sampleVote(3, { bootId: 'lost', monoMs: 5, room: 'B' }));
  database.append(sampleVote(4, { bootId: 'nobody knows it', monoMs: 5, room: 'C' }));
  const asked = () => ['Amphi A', 'B', 'C'].map((room) => database.spansWithVotes(room, SPANS));
  assert.deepEqual(asked(), [
    [true, false],
    [true, true],
    [true, true],
  ]);
  database.saveBoot({ bootId: 'lost', wallOffsetMs: 1_000_700, quality: 'rtc' });
  assert.deepEqual(asked()[1], [false, true]);
  database.close();
});
