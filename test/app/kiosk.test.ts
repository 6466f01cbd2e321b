import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createKiosk } from '../../src/app/kiosk.ts';
import type { ResultsDocument } from '../../src/core/display.ts';
import type { Programme } from '../../src/core/programme.ts';
import type { WallDocument } from '../../src/core/wall/view.ts';

const NONE = { programme: null, wall: null, results: null, images: null, theme: null };

const programmeOf = (name: string): Programme => ({ name, timezone: 'Europe/Paris', sessions: [] });
const wallOf = (updatedAt: number): WallDocument => ({ posts: [], updatedAt });
const RESULTS: ResultsDocument = { at: 1, sessions: [] };

function open() {
  let changes = 0;
  const held = { programme: null as Programme | null };
  const kiosk = createKiosk({
    programme: () => held.programme,
    onChange() {
      changes += 1;
    },
  });
  return { kiosk, held, changes: () => changes };
}

test('where there is nothing to GET there is no version', () => {
  const { kiosk, changes } = open();
  assert.deepEqual(kiosk.versions(), NONE);
  assert.deepEqual(kiosk.documents(), { wall: null, results: null, images: null });
  assert.equal(changes(), 0);
});

test('the version of the programme is another one when it says something else, and only then', () => {
  const { kiosk, held } = open();
  const versionOf = (programme: Programme) => {
    held.programme = programme;
    return kiosk.versions().programme;
  };
  const first = versionOf(programmeOf('camp'));
  assert.match(first ?? '', /^[0-9a-f]{32}$/);
  assert.equal(versionOf(programmeOf('camp')), first);
  assert.notEqual(versionOf(programmeOf('other camp')), first);
});

test('a document is told of once, and taken away as it was shown', () => {
  const { kiosk, changes } = open();
  kiosk.show({ wall: wallOf(1), results: RESULTS });
  const both = kiosk.versions();
  assert.deepEqual(
    [both.wall === null, both.results === null, both.images, changes()],
    [false, false, null, 1],
  );
  kiosk.show({ wall: wallOf(1) });
  assert.deepEqual([kiosk.versions(), changes()], [both, 1]);
  kiosk.show({ results: null });
  assert.deepEqual([kiosk.versions(), changes()], [{ ...both, results: null }, 2]);
  assert.deepEqual(kiosk.documents(), { wall: wallOf(1), results: null, images: null });
});

test('another theme is told of by its own version', () => {
  const { kiosk, changes } = open();
  kiosk.wear('a1');
  assert.deepEqual([kiosk.versions(), changes()], [{ ...NONE, theme: 'a1' }, 1]);
});
