import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Attribution, HubStore } from '../../../src/app/hub/ports.ts';
import type { Account, AuditEntry, Change, Invitation, SignIn } from '../../../src/core/hub/records.ts';
import type { Programme } from '../../../src/core/programme.ts';
import { bySlots } from './material.ts';

/** Opens a store of an event of its own, empty; closed after the test. */
export type OpenStore = () => Promise<HubStore>;

const by = (what: string, at = 1_000): AuditEntry => ({ at, who: 'ann', what });
const ANN: Account = { name: 'ann', role: 'organiser', passwordHash: 'hash', createdAt: 1_000 };

/** What every store keeps of people, programme and orders. */
export function testKeeping(name: string, open: OpenStore): void {
  test(`${name}: accounts are added once, changed and removed, each with its line in the audit log`, async () => {
    const { people, pulse } = await open();
    const begin = await pulse();
    assert.equal(await people.addAccount(ANN, by('added ann')), true);
    assert.equal(await people.addAccount({ ...ANN, role: 'viewer' }, by('added ann again')), false);
    await people.addAccount({ ...ANN, name: 'bob' }, by('added bob'));
    const change = { role: 'viewer', passwordHash: 'new' } as const;
    assert.equal(await people.changeAccount({ ...ANN, name: 'bob' }, change, by('changed bob')), true);
    assert.equal(await people.changeAccount({ ...ANN, name: 'eve' }, change, by('changed eve')), false);
    assert.deepEqual(await people.accounts(), [
      ANN,
      { ...ANN, name: 'bob', role: 'viewer', passwordHash: 'new' },
    ]);
    await people.removeAccount('bob', by('removed bob', 2_000));
    await people.note(by('looked', 3_000));
    assert.deepEqual(await people.audit(3), [
      { number: 5, ...by('looked', 3_000) },
      { number: 4, ...by('removed bob', 2_000) },
      { number: 3, ...by('changed bob') },
    ]);
    assert.equal((await people.audit(100)).length, 5);
    assert.deepEqual(await pulse(), { ...begin, changes: begin.changes + 5 });
  });

  test(`${name}: a sign-in lasts until it expires, is signed out, or its account is changed or removed`, async () => {
    const { people } = await open();
    await people.addAccount(ANN, by('added'));
    const signIn: SignIn = { tokenDigest: 'aa', name: 'ann', createdAt: 1_000, expiresAt: 2_000 };
    const begin = () => people.signIn(signIn);
    await begin();
    assert.deepEqual(await people.signedIn('aa', 1_999), signIn);
    assert.equal(await people.signedIn('aa', 2_000), null);
    assert.equal(await people.signedIn('bb', 1_000), null);
    await people.signOut('aa');
    assert.equal(await people.signedIn('aa', 1_000), null);
    await begin();
    await people.changeAccount(ANN, { passwordHash: 'new' }, by('new password'));
    assert.equal(await people.signedIn('aa', 1_000), null);
    await begin();
    await people.removeAccount('ann', by('removed'));
    assert.equal(await people.signedIn('aa', 1_000), null);
  });

  test(`${name}: an account that somebody else has changed meanwhile is not changed`, async () => {
    const { people, pulse } = await open();
    await people.addAccount(ANN, by('added'));
    assert.equal(await people.changeAccount(ANN, { role: 'viewer' }, by('demoted')), true);
    const demoted: Account = { ...ANN, role: 'viewer' };
    const signIn: SignIn = { tokenDigest: 'aa', name: 'ann', createdAt: 1_000, expiresAt: 2_000 };
    await people.signIn(signIn);
    const before = await pulse();
    assert.equal(await people.changeAccount(ANN, { passwordHash: 'new' }, by('new password')), false);
    const other = { ...demoted, passwordHash: 'other' };
    assert.equal(await people.changeAccount(other, { role: 'organiser' }, by('promoted')), false);
    assert.deepEqual(await people.accounts(), [demoted]);
    assert.deepEqual(await people.signedIn('aa', 1_000), signIn);
    assert.deepEqual([await pulse(), (await people.audit(1))[0]?.what], [before, 'demoted']);
  });

  test(`${name}: an invitation is used once, by one of several who come at the same time`, async () => {
    const { people } = await open();
    const invitation: Invitation = { tokenDigest: 'aa', role: 'viewer', expiresAt: 5_000 };
    await people.invite(invitation, by('invited'));
    await people.invite({ ...invitation, tokenDigest: 'bb' }, by('invited'));
    assert.deepEqual(await people.invitation('aa', 4_999), invitation);
    assert.equal(await people.invitation('aa', 5_000), null);
    assert.equal(await people.takeInvitation('aa', 5_000), null);
    const taken = await Promise.all([1, 2, 3, 4].map(() => people.takeInvitation('aa', 4_000)));
    assert.deepEqual(
      taken.filter((one) => one !== null),
      [invitation],
    );
    assert.equal(await people.invitation('aa', 4_000), null);
    assert.deepEqual(await people.invitation('bb', 4_000), { ...invitation, tokenDigest: 'bb' });
  });

  test(`${name}: a programme is kept with its versions, once each time it differs`, async () => {
    const { votes, rulings, people, pulse } = await open();
    const save = changing(votes.change);
    assert.equal(await rulings.programmes.load(), null);
    for (const [title, at] of [
      ['a', 1],
      ['a', 2],
      ['b', 3],
    ] as const) {
      await save({ kind: 'programme', programme: programmeOf(title), origin: 'feed', at, changes: title });
    }
    assert.deepEqual(await rulings.programmes.load(), programmeOf('b'));
    assert.deepEqual(await rulings.programmes.versions(10), [
      { version: 2, at: 3, origin: 'feed', sessions: 0, changes: 'b' },
      { version: 1, at: 1, origin: 'feed', sessions: 0, changes: 'a' },
    ]);
    assert.deepEqual(await rulings.programmes.version(1), programmeOf('a'));
    assert.equal(await rulings.programmes.version(3), null);
    assert.deepEqual(await pulse(), { basis: 3, changes: 0, votes: 0 });
    assert.deepEqual(await people.audit(10), []);
  });

  test(`${name}: of a feed that flaps the newest 200 versions are kept`, async () => {
    const { votes, rulings } = await open();
    const save = changing(votes.change);
    for (let n = 1; n <= 203; n += 1) {
      await save({ kind: 'programme', programme: programmeOf(`${n % 2}`), origin: '', at: n, changes: '' });
    }
    const versions = (await rulings.programmes.versions(1_000)).map(({ version }) => version);
    assert.deepEqual([versions.length, versions[0], versions.at(-1)], [200, 203, 4]);
  });

  test(`${name}: of large programmes as many versions are kept as fit in 32 MiB`, async () => {
    const { votes, rulings } = await open();
    const save = changing(votes.change);
    for (let n = 1; n <= 4; n += 1) {
      const programme = programmeOf(`${n}`.repeat(12 * 1024 * 1024));
      await save({ kind: 'programme', programme, origin: '', at: n, changes: '' });
    }
    const versions = (await rulings.programmes.versions(9)).map(({ version }) => version);
    assert.deepEqual(versions, [4, 3]);
  });

  test(`${name}: orders and corrections are numbered, undone once, and noted with what they change`, async () => {
    const { votes, rulings, people } = await open();
    const save = changing(votes.change);
    const order = { kind: 'cancel', session: 's1' } as const;
    const stood = { kind: 'stood', box: 'box-1', room: 'Amphi B', fromAt: 1, toAt: 2 } as const;
    const alias = { kind: 'alias', alias: 'AmphiB', room: 'Amphi B' } as const;
    await save({ kind: 'order', order, at: 1, who: 'ann' }, by('cancelled s1'));
    await save({ kind: 'order', order, at: 2, who: 'bob' });
    await save({ kind: 'undo-order', number: 1, at: 3, who: 'bob' });
    await save({ kind: 'undo-order', number: 1, at: 4, who: 'eve' });
    await save({ kind: 'correction', correction: stood, at: 5, who: 'ann' }, by('corrected'));
    await save({ kind: 'correction', correction: alias, at: 6, who: 'ann' });
    await save({ kind: 'undo-correction', number: 2, at: 7, who: 'bob' }, by('took back'));
    assert.deepEqual(await rulings.programmes.adjustments(), [
      { number: 1, at: 1, who: 'ann', order, undone: { at: 3, who: 'bob' } },
      { number: 2, at: 2, who: 'bob', order, undone: null },
    ]);
    assert.deepEqual(await rulings.corrections(), [
      { number: 1, at: 5, who: 'ann', correction: stood, undone: null },
      { number: 2, at: 6, who: 'ann', correction: alias, undone: { at: 7, who: 'bob' } },
    ]);
    assert.deepEqual(
      (await people.audit(10)).map(({ what }) => what),
      ['took back', 'corrected', 'cancelled s1'],
    );
  });

  test(`${name}: notices are numbered, and end once`, async () => {
    const { rulings, people } = await open();
    const text = { kind: 'free', text: 'Lunch is served' } as const;
    const all = { at: 1, who: 'ann', text, boxes: null, untilAt: null };
    const some = { ...all, text: { kind: 'full' } as const, boxes: ['box-1', 'box-2'], untilAt: 9_000 };
    const first = await rulings.addNotice(all, by('notice 1'));
    const second = await rulings.addNotice(some, by('notice 2'));
    assert.deepEqual(first, { number: 1, ...all, ended: null });
    await rulings.endNotice(1, 5, 'bob', by('ended 1'));
    await rulings.endNotice(1, 6, 'eve', by('ended 1 again'));
    assert.deepEqual(await rulings.notices(), [{ ...first, ended: { at: 5, who: 'bob' } }, second]);
    assert.equal((await people.audit(10)).length, 3);
  });

  test(`${name}: of those who make a secret at the same time one counts, for all and for later`, async () => {
    const store = await open();
    let made = 0;
    const make = async () => {
      made += 1;
      return `secret ${made}`;
    };
    const [first, ...others] = await Promise.all([1, 2, 3].map(() => store.secret('tls', make)));
    assert.ok(first?.startsWith('secret '));
    assert.deepEqual(others, [first, first]);
    const before = made;
    assert.equal(await store.secret('tls', make), first);
    assert.equal(made, before);
    assert.notEqual(await store.secret('cookie', make), first);
  });
}

/** Changes one after the other, each on what the one before has left. */
function changing(change: HubStore['votes']['change']) {
  let basis: Attribution = bySlots(0, 1);
  return async (what: Change, entry?: AuditEntry): Promise<void> => {
    const next = bySlots(basis.basis + 1, 1);
    assert.equal(await change(what, basis, next, {}, entry), true);
    basis = next;
  };
}

function programmeOf(title: string): Programme {
  return { name: title, timezone: 'Europe/Paris', sessions: [] } as unknown as Programme;
}
