import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KeptPost } from '../../../src/core/wall/post.ts';
import { WALL_RULES } from '../../../src/core/wall/rules.ts';
import type { OpenStore } from './keeping.ts';

export function keptPost(id: string, at: number, changed: Partial<KeptPost> = {}): KeptPost {
  const author = { id: 'a', name: 'Anna', handle: '@anna', server: 's', isBot: false, isLimited: false };
  return {
    ...{ id, network: 'mastodon', author, text: `text of ${id}`, url: null, at, editedAt: null },
    ...{ digest: 'd1', isReply: false, isRepost: false, isPublic: true, isSensitive: false, media: [] },
    ...{ language: 'fr', source: 's1', seenAt: at, goneAt: null, pictures: [] },
    ...changed,
  };
}

const by = (what: string) => ({ at: 7.4, who: 'ann', what });

/** What the wall of a hub owes to the hub: that others notice, and that the audit log says who. */
export function testWalling(name: string, open: OpenStore): void {
  test(`${name}: what is ruled is in the audit log, and is counted so that other hubs notice`, async () => {
    const { wall, people, pulse } = await open();
    const counted: number[] = [];
    const count = async () => void counted.push((await pulse()).changes);
    await wall.savePosts([keptPost('b', 1), keptPost('a', 2)]);
    await count();
    const ruling = { kind: 'hide-post', post: 'a' } as const;
    const kept = await wall.addRuling(ruling, by('hid a post'));
    await count();
    await wall.saveRules({ ...WALL_RULES, words: ['noir'] }, by('other rules'));
    await count();
    const undone = [await wall.undoRuling(1, by('took back')), await wall.undoRuling(1, by('again'))];
    await count();
    await wall.savePosts([]);
    await wall.savePicture({ digest: 'd', width: 1, height: 1 }, Uint8Array.of(1), []);
    await wall.lease('hub-1', 1_000);
    await count();
    assert.deepEqual(kept, { number: 1, at: 7, who: 'ann', ruling, undone: null });
    assert.deepEqual(undone, [true, false]);
    assert.deepEqual(counted, [1, 2, 3, 4, 4]);
    assert.deepEqual(
      (await people.audit(9)).map(({ at, who, what }) => `${at} ${who} ${what}`),
      ['7 ann took back', '7 ann other rules', '7 ann hid a post'],
    );
  });

  test(`${name}: what the hub that polls knows of its sources is there for the others`, async () => {
    const { wall, pulse } = await open();
    const before = await wall.sources?.load();
    await wall.sources?.save({ views: [], answeredAt: 1 });
    await wall.sources?.save({ views: [], answeredAt: 2 });
    assert.deepEqual([before, await wall.sources?.load()], [null, { views: [], answeredAt: 2 }]);
    assert.equal((await pulse()).changes, 0);
  });

  test(`${name}: results are published and taken back, and what is so already is noted once`, async () => {
    const { rulings, people } = await open();
    const said = [await rulings.resultsPublished()];
    for (const isPublished of [false, true, true, false]) {
      await rulings.publishResults(isPublished, by(`published: ${isPublished}`));
      said.push(await rulings.resultsPublished());
    }
    assert.deepEqual(said, [false, false, true, true, false]);
    assert.deepEqual(
      (await people.audit(9)).map(({ what }) => what),
      ['published: false', 'published: true'],
    );
  });

  test(`${name}: of hubs that ask at the same time one polls, until its time is over`, async () => {
    const { wall } = await open();
    const asked = await Promise.all(['hub-1', 'hub-2', 'hub-3'].map((hub) => wall.lease(hub, 60_000)));
    assert.deepEqual(asked.filter(Boolean), [true]);
    const holder = `hub-${asked.indexOf(true) + 1}`;
    assert.deepEqual([await wall.lease(holder, 0), await wall.lease('hub-4', 60_000)], [true, true]);
    assert.equal(await wall.lease(holder, 60_000), false);
  });
}
