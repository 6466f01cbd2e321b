import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDocuments, documentsOf, type Holding } from '../../display/kiosk/documents.ts';
import { createMemory, type KioskMemory } from '../../display/kiosk/memory.ts';
import type { DisplayView } from '../../src/core/display.ts';
import { makeState, NOON_AT } from './state.ts';

const NONE: DisplayView['versions'] = {
  programme: null,
  wall: null,
  results: null,
  images: null,
  theme: null,
};

/** A box that answers when it is told to, and a reader of its documents. */
function setUp(held: Holding = {}) {
  const asked: string[] = [];
  const waiting: { resolve: (value: unknown) => void; reject: (error: Error) => void }[] = [];
  const timers: { delayMs: number; call: () => void }[] = [];
  const shown: Holding[] = [];
  const get = (path: string) => {
    asked.push(path);
    return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
  };
  const reader = createDocuments(
    { get, after: (delayMs, call) => void timers.push({ delayMs, call }) },
    held,
    (next) => shown.push(next),
  );
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return {
    asked,
    shown,
    follow: (versions: Partial<DisplayView['versions']>) => reader.follow({ ...NONE, ...versions }),
    async answer(value: unknown) {
      waiting.shift()?.resolve(value);
      await settle();
    },
    async fail() {
      waiting.shift()?.reject(new Error('nobody is there'));
      await settle();
    },
    /** How long the reader waits before it asks again; and it does. */
    wake() {
      const timer = timers.shift();
      timer?.call();
      return timer?.delayMs;
    },
  };
}

test('a document is fetched once for each version, and dropped when the box has none any more', async () => {
  const box = setUp();
  box.follow({ wall: '1' });
  box.follow({ wall: '1' });
  await box.answer('first');
  box.follow({ wall: '1' });
  box.follow({ wall: '2' });
  await box.answer('second');
  box.follow({});
  assert.deepEqual(box.asked, ['/api/wall', '/api/wall']);
  assert.deepEqual(box.shown, [
    { wall: { version: '1', value: 'first' } },
    { wall: { version: '2', value: 'second' } },
    {},
  ]);
});

test('a version that comes while one is fetched is fetched after it', async () => {
  const box = setUp();
  box.follow({ results: 'a' });
  box.follow({ results: 'b' });
  assert.deepEqual(box.asked, ['/api/results']);
  await box.answer('of a');
  await box.answer('of b');
  assert.deepEqual(box.asked, ['/api/results', '/api/results']);
  assert.deepEqual(box.shown.at(-1), { results: { version: 'b', value: 'of b' } });
});

test('while a box does not answer the last good document stays, and it is asked again', async () => {
  const held = { wall: { version: '1', value: 'kept' } };
  const box = setUp(held);
  box.follow({ wall: '2' });
  await box.fail();
  box.follow({ wall: '2' });
  assert.deepEqual(box.shown, []);
  assert.equal(box.wake(), 5_000);
  await box.answer('new');
  assert.deepEqual(box.asked, ['/api/wall', '/api/wall']);
  assert.deepEqual(box.shown, [{ wall: { version: '2', value: 'new' } }]);
});

test('what was kept as the version that the box names is not fetched again', () => {
  const box = setUp({ programme: { version: '7', value: 'kept' }, images: { version: '1', value: [] } });
  box.follow({ programme: '7', images: '1' });
  assert.deepEqual(box.asked, []);
});

test('pages get the values, and null for what there is none of', () => {
  const wall = { posts: [], updatedAt: null };
  assert.deepEqual(documentsOf({ wall: { version: '1', value: wall } }), {
    programme: null,
    wall,
    results: null,
    images: null,
  });
});

/** A browser's storage with its clock; `load` is the page as it is loaded. */
function setUpMemory(charsMax = Number.POSITIVE_INFINITY) {
  const kept = new Map<string, string>();
  const timers: (() => void)[] = [];
  const writes: number[] = [];
  let nowAt = 1_000;
  const shelf = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem(key: string, text: string) {
      if (text.length > charsMax) throw new Error('QuotaExceededError');
      writes.push(text.length);
      kept.set(key, text);
    },
  };
  const after = (_: number, call: () => void) => void timers.push(call);
  return {
    kept,
    writes,
    load: (): KioskMemory => createMemory({ shelf, now: () => nowAt, after }),
    pass(durationMs: number) {
      nowAt += durationMs;
      for (const call of timers.splice(0)) call();
    },
  };
}

test('a page that is loaded again has the last state, its documents, and the time that has passed', () => {
  const browser = setUpMemory();
  const state = makeState();
  const holding = { wall: { version: '1', value: 'posts' } };
  const page = browser.load();
  assert.deepEqual([page.state, page.nowAt, page.holding], [null, 0, {}]);
  page.keep(state);
  page.keepHolding(holding);
  browser.pass(10_000);
  browser.pass(60_000);
  const again = browser.load();
  assert.deepEqual([again.state, again.nowAt, again.holding], [state, NOON_AT + 70_000, holding]);
});

test('a state of another version is kept at once, others are not written more often than every ten seconds', () => {
  const browser = setUpMemory();
  const page = browser.load();
  page.keep(makeState());
  page.keep(makeState());
  page.keep(makeState({ event: 'later' }));
  assert.equal(browser.writes.length, 1);
  browser.pass(10_000);
  assert.equal(browser.writes.length, 2);
  page.keep(makeState({ version: '9.9.9' }));
  assert.equal(browser.load().state?.version, '9.9.9');
});

test('documents that are too large are left out, and a full or broken storage stops nothing', () => {
  const browser = setUpMemory();
  const page = browser.load();
  page.keepHolding({ programme: { version: '1', value: 'x'.repeat(2_000_000) } });
  page.keep(makeState());
  assert.deepEqual(browser.load().holding, {});
  assert.deepEqual(browser.load().state, makeState());

  const full = setUpMemory(10);
  full.load().keep(makeState());
  assert.equal(full.load().state, null);
  for (const broken of ['{', 'null', '{}', '[]', '{"state":{}}']) {
    browser.kept.set('likebox', broken);
    assert.equal(browser.load().state, null, broken);
  }
});
