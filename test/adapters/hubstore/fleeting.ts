import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AuditEntry, BoxRecord, LastHealth, PairingRequest } from '../../../src/core/hub/records.ts';
import type { OpenStore } from './keeping.ts';
import { BOOT, batchOf, bootsById, bySlots, castMany, createLog } from './material.ts';

const by: AuditEntry = { at: 1_000, who: 'ann', what: 'did it' };
const MINUTES = 60_000;

/** What every store keeps of boxes and of those that ask. */
export function testFleet(name: string, open: OpenStore): void {
  test(`${name}: a box is added, replaced and found, and settles its request`, async () => {
    const { fleet, people } = await open();
    await fleet.askPairing(requestOf('box-1', 0));
    await fleet.askPairing({ ...requestOf('box-1', 0), secretDigest: 'another' });
    const record = recordOf('box-1');
    await fleet.putBox(record, by);
    await fleet.putBox(recordOf('box-2', { revokedAt: 7 }), by);
    assert.deepEqual(await fleet.boxes(), [record, recordOf('box-2', { revokedAt: 7 })]);
    const replaced = recordOf('box-1', { machine: 'new board', secretDigest: 'new', pairedAt: 9 });
    await fleet.putBox(replaced, { ...by, what: 'replaced' });
    assert.deepEqual(await fleet.box('box-1'), replaced);
    assert.equal(await fleet.box('box-3'), null);
    const left = await fleet.pairings(0);
    assert.deepEqual(
      left.map(({ secretDigest }) => secretDigest),
      ['another'],
    );
    assert.deepEqual((await people.audit(1))[0], { number: 3, ...by, what: 'replaced' });
  });

  test(`${name}: from when votes of a box are taken is said with a new box, and moved by a change only`, async () => {
    const { fleet, votes, pulse } = await open();
    await fleet.putBox(recordOf('box-1', { takenSinceAt: 500 }), by);
    assert.equal((await pulse()).basis, 1);
    await fleet.putBox(recordOf('box-1', { takenSinceAt: null }), by);
    assert.equal((await fleet.box('box-1'))?.takenSinceAt, 500);
    const [before, after] = [bySlots(1, 1), bySlots(2, 1)];
    const change = { kind: 'take-since', box: 'box-1', sinceAt: 900 } as const;
    assert.equal(await votes.change(change, before, after, { box: 'box-1' }, by), true);
    assert.equal((await fleet.box('box-1'))?.takenSinceAt, 900);
    assert.equal((await pulse()).basis, 2);
  });

  test(`${name}: a request ends 10 minutes after it was made, renewed or not`, async () => {
    const { fleet, pulse } = await open();
    const begin = await pulse();
    const request = requestOf('box-1', 5 * MINUTES);
    assert.equal(await fleet.askPairing(request), true);
    const renewed = { ...request, votes: 77, from: '10.0.0.9', askedAt: 9 * MINUTES };
    assert.equal(await fleet.askPairing(renewed), true);
    assert.deepEqual(await fleet.pairings(15 * MINUTES - 1), [{ ...renewed, askedAt: 5 * MINUTES }]);
    assert.deepEqual(await fleet.pairings(15 * MINUTES), []);
    assert.equal(await fleet.askPairing({ ...request, askedAt: 15 * MINUTES }), true);
    assert.deepEqual(await fleet.pairings(16 * MINUTES), [{ ...request, askedAt: 15 * MINUTES }]);
    assert.ok((await pulse()).changes > begin.changes);
  });

  test(`${name}: a refused request stays refused until it is over`, async () => {
    const { fleet, people } = await open();
    const request = requestOf('box-1', 0);
    await fleet.askPairing(request);
    await fleet.refusePairing('box-1', request.secretDigest, by);
    await fleet.refusePairing('box-9', request.secretDigest, by);
    assert.equal(await fleet.askPairing({ ...request, askedAt: 9 * MINUTES }), true);
    assert.deepEqual(await fleet.pairings(9 * MINUTES), [{ ...request, state: 'refused' }]);
    await fleet.askPairing({ ...request, askedAt: 10 * MINUTES });
    assert.deepEqual(await fleet.pairings(10 * MINUTES), [{ ...request, askedAt: 10 * MINUTES }]);
    assert.equal((await people.audit(9)).length, 1);
  });

  test(`${name}: a hundred requests wait at the most; the known are renewed, and those that are over make room`, async () => {
    const { fleet, pulse } = await open();
    for (let n = 0; n < 100; n += 1) assert.equal(await fleet.askPairing(requestOf(`box-${n}`, n)), true);
    const { changes } = await pulse();
    assert.equal(await fleet.askPairing(requestOf('box-100', 100)), false);
    assert.equal((await pulse()).changes, changes);
    assert.equal(await fleet.askPairing(requestOf('box-7', 101)), true);
    await fleet.refusePairing('box-3', 'secret of box-3', by);
    assert.equal(await fleet.askPairing(requestOf('box-100', 102)), true);
    assert.equal(await fleet.askPairing(requestOf('box-101', 103)), false);
    assert.equal(await fleet.askPairing(requestOf('box-101', 10 * MINUTES)), true);
    assert.equal((await fleet.pairings(10 * MINUTES)).length, 101);
  });

  test(`${name}: what organisers set of a box, and that they revoke it, change nothing else of it`, async () => {
    const { fleet, people, pulse } = await open();
    await fleet.putBox(recordOf('box-1'), by);
    const settings = { name: 'Stage', room: null, language: 'en', muted: true, window: null } as const;
    assert.equal(await fleet.saveSettings('box-1', settings, { ...by, what: 'settings' }), true);
    assert.deepEqual(await fleet.box('box-1'), recordOf('box-1', { settings }));
    assert.equal(await fleet.revoke('box-1', 70, { ...by, what: 'revoked' }), true);
    const revoked = recordOf('box-1', { settings, revokedAt: 70 });
    assert.deepEqual(await fleet.box('box-1'), revoked);
    const before = await pulse();
    assert.equal(await fleet.saveSettings('box-1', { ...settings, name: 'Door' }, by), false);
    assert.equal(await fleet.revoke('box-1', 80, by), false);
    assert.equal(await fleet.saveSettings('box-2', settings, by), false);
    assert.equal(await fleet.revoke('box-2', 80, by), false);
    assert.deepEqual([await fleet.boxes(), await pulse()], [[revoked], before]);
    assert.deepEqual(
      (await people.audit(2)).map(({ what }) => what),
      ['revoked', 'settings'],
    );
  });

  test(`${name}: one address that fills the places with requests makes room for boxes of others`, async () => {
    const { fleet } = await open();
    const ask = (box: string, askedAt: number, from: string) =>
      fleet.askPairing({ ...requestOf(box, askedAt), from });
    const waiting = async () => (await fleet.pairings(0)).map(({ box }) => box);
    for (let n = 0; n < 100; n += 1) await ask(`fake-${100 + n}`, n, '10.0.0.66');
    assert.equal(await ask('fake-200', 100, '10.0.0.66'), false);
    for (let n = 0; n < 20; n += 1) assert.equal(await ask(`real-${10 + n}`, 101, '10.0.0.8'), true);
    assert.equal(await ask('real-30', 102, '10.0.0.8'), false);
    assert.equal(await ask('real-10', 102, '10.0.0.8'), true);
    assert.deepEqual(await waiting(), [
      ...Array.from({ length: 80 }, (_, n) => `fake-${100 + n}`),
      ...Array.from({ length: 20 }, (_, n) => `real-${10 + n}`),
    ]);
    for (let n = 0; n < 60; n += 1) {
      assert.equal(await ask(`more-${10 + n}`, 103, `10.0.1.${Math.floor(n / 20)}`), true);
    }
    assert.equal(await ask('last', 104, '10.0.0.9'), false, 'nobody has more than a share');
    assert.equal((await waiting()).length, 100);
  });

  test(`${name}: the last a box said is kept, and nothing older takes its place`, async () => {
    const { fleet } = await open();
    await fleet.saveHealth([healthOf('box-2', 5), healthOf('box-1', 5)]);
    await fleet.saveHealth([healthOf('box-1', 9), healthOf('box-2', 4), healthOf('box-3', 1)]);
    await fleet.saveHealth([]);
    const healths = await fleet.healths();
    assert.deepEqual(healths, [healthOf('box-1', 9), healthOf('box-2', 5), healthOf('box-3', 1)]);
    const many = Array.from({ length: 250 }, (_, n) => healthOf(`board-${1000 + n}`, 1));
    await fleet.saveHealth(many);
    assert.equal((await fleet.healths()).length, 253);
  });

  test(`${name}: the pulse counts votes, and a boot whose time moved them`, async () => {
    const { votes, pulse } = await open();
    const slots = bySlots(0, 10_000);
    const log = castMany(createLog('box-1', 'epoch-1', 50), 9);
    await votes.append([batchOf(log, 50, 55, slots)]);
    assert.deepEqual(await pulse(), { basis: 0, changes: 0, votes: 6 });
    await votes.append([batchOf(log, 56, 58, slots), batchOf(log, 58, 58, slots)]);
    assert.deepEqual(await pulse(), { basis: 0, changes: 0, votes: 9 });
    const synced = { ...BOOT, quality: 'synced' as const };
    const scope = { box: 'box-1', bootIds: ['boot-1'] };
    for (let times = 0; times < 2; times += 1) {
      await votes.change({ kind: 'boots', box: 'box-1', boots: [synced] }, slots, slots, scope);
      assert.deepEqual(await pulse(), { basis: 0, changes: 1, votes: 9 });
    }
    await votes.mark('box-1', 'epoch-1', { leftOut: true }, by);
    assert.deepEqual(await pulse(), { basis: 0, changes: 2, votes: 9 });
    const more = castMany(createLog('box-2'), 4_500);
    await votes.append([batchOf(more, 1, 4_500, slots, bootsById(BOOT))]);
    assert.equal((await pulse()).votes, 4_509);
  });
}

function recordOf(box: string, change: Partial<BoxRecord> = {}): BoxRecord {
  return {
    box,
    machine: `board of ${box}`,
    secretDigest: `secret of ${box}`,
    pairedAt: 5,
    pairedBy: 'ann',
    revokedAt: null,
    takenSinceAt: null,
    settings: { name: 'Door', room: 'Amphi A', language: 'fr', muted: null, window: null },
    ...change,
  };
}

function requestOf(box: string, askedAt: number): PairingRequest {
  return {
    box,
    machine: `board of ${box}`,
    secretDigest: `secret of ${box}`,
    version: '0.1.0',
    votes: 3,
    firstVoteAt: null,
    askedAt,
    from: '10.0.0.7',
    state: 'waiting',
  };
}

function healthOf(box: string, at: number): LastHealth {
  return {
    box,
    at,
    linked: at % 2 === 1,
    health: {
      type: 'health',
      monoMs: at,
      queued: 0,
      room: null,
      clock: 'synced',
      disk: null,
      temperature: 41.5,
      faults: [],
      noise: { plus: 0, minus: 0 },
      repeats: { plus: 0, minus: 0 },
      failed: 0,
      lastVoteAt: null,
      mode: 'voting',
      version: '0.1.0',
    },
  };
}
