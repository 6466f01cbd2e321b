import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createClock } from '../../../src/adapters/clock.ts';
import { openHubStore } from '../../../src/adapters/hubstore/open.ts';
import { createAccounts, SIGN_IN_MS, type SignedIn } from '../../../src/app/hub/accounts.ts';
import { tokenDigest } from '../../../src/core/hub/account.ts';
import { createFakeClock } from '../../fakes/clock.ts';

const DAY_MS = 86_400_000;

/** Accounts on a real database; only passwords are hashed quickly, and time stands still. */
async function open(context: TestContext) {
  const dataDir = mkdtempSync(join(tmpdir(), 'likebox-accounts-'));
  const store = openHubStore({
    database: 'sqlite',
    dataDir,
    event: 'camp',
    clock: createClock(),
    log: { info() {}, warn() {} },
    random: () => 0.5,
  });
  await store.start();
  context.after(async () => {
    await store.stop();
    rmSync(dataDir, { recursive: true });
  });
  const clock = createFakeClock({ wallAt: 1_000_000 });
  let made = 0;
  const tried: (string | null)[] = [];
  const hashing = { meanwhile: async () => {} };
  const accounts = createAccounts({
    people: store.people,
    clock,
    passwords: {
      async hash(password) {
        await hashing.meanwhile();
        return `hash of ${password}`;
      },
      async isRight(password, hash) {
        tried.push(hash);
        return hash === `hash of ${password}`;
      },
    },
    makeToken() {
      made += 1;
      return `token-${made}`;
    },
  });
  return { accounts, clock, people: store.people, tried, hashing };
}

type World = Awaited<ReturnType<typeof open>>;

async function joinAs({ accounts }: World, name = 'Ada', role: 'organiser' | 'viewer' = 'organiser') {
  const { token } = await accounts.invite(role, 'the terminal');
  const entered = await accounts.accept(token, name, `password of ${name}`);
  assert.ok(entered !== null && 'token' in entered);
  return entered;
}

test('an invitation makes one account, signs it in, and is used up', async (t) => {
  const world = await open(t);
  const { accounts, people } = world;
  assert.equal(await accounts.isEmpty(), true);
  const { token, expiresAt } = await accounts.invite('viewer', 'the terminal');
  assert.equal(expiresAt, 1_000_000 + DAY_MS);
  assert.deepEqual(await accounts.invitation(token), { role: 'viewer' });
  const entered = await accounts.accept(token, ' Ada ', 'password of Ada');
  assert.deepEqual(entered, { me: { name: 'Ada', role: 'viewer' }, token: 'token-2' });
  assert.deepEqual(await accounts.signedIn('token-2'), { name: 'Ada', role: 'viewer' });
  assert.equal(await accounts.isEmpty(), false);
  assert.equal(await accounts.invitation(token), null);
  assert.equal(await accounts.accept(token, 'Eve', 'password of Eve'), null);
  assert.deepEqual(
    (await people.audit(9)).map(({ who, what }) => [who, what]),
    [
      ['Ada', 'made an account, invited as viewer'],
      ['the terminal', 'invited somebody as viewer'],
    ],
  );
});

test('of a token its digest is kept, and nothing else', async (t) => {
  const { accounts, people } = await open(t);
  const { token } = await accounts.invite('organiser', 'x');
  assert.equal(await people.invitation(token, 0), null);
  assert.deepEqual(await people.invitation(tokenDigest(token), 0), {
    tokenDigest: tokenDigest(token),
    role: 'organiser',
    expiresAt: 1_000_000 + DAY_MS,
  });
});

test('an invitation is over after a day', async (t) => {
  const { accounts, clock } = await open(t);
  const { token } = await accounts.invite('organiser', 'x');
  clock.advance(DAY_MS - 1);
  assert.deepEqual(await accounts.invitation(token), { role: 'organiser' });
  clock.advance(1);
  assert.equal(await accounts.invitation(token), null);
  assert.equal(await accounts.accept(token, 'Ada', 'password of Ada'), null);
});

test('whoever writes a bad name or password may try again with the same link', async (t) => {
  const world = await open(t);
  await joinAs(world);
  const { accounts } = world;
  const { token } = await accounts.invite('viewer', 'Ada');
  for (const [name, password, refused] of [
    ['', 'password of Eve', 'Say by which name you want to sign in.'],
    ['Eve', 'too short', 'A password has at least 10 characters: this one has 9.'],
    ['ADA', 'password of Eve', 'Somebody here is called "ADA" already: choose another name.'],
  ] as const) {
    assert.deepEqual(await accounts.accept(token, name, password), { refused });
  }
  const entered = (await accounts.accept(token, 'Eve', 'password of Eve')) as SignedIn;
  assert.deepEqual(entered.me, { name: 'Eve', role: 'viewer' });
});

test('of two who use one link at the same time one gets in', async (t) => {
  const { accounts } = await open(t);
  const { token } = await accounts.invite('organiser', 'x');
  const both = await Promise.all(
    ['Ada', 'Eve'].map((name) => accounts.accept(token, name, 'a long password')),
  );
  assert.equal(both.filter((one) => one === null).length, 1);
});

test('a right name and password signs in for 7 days; anything else does not', async (t) => {
  const world = await open(t);
  await joinAs(world);
  const { accounts, clock } = world;
  assert.equal(await accounts.signIn('Ada', 'password of Eve'), null);
  assert.equal(await accounts.signIn('Eve', 'password of Eve'), null);
  const entered = await accounts.signIn(' ada ', 'password of Ada');
  assert.deepEqual(entered?.me, { name: 'Ada', role: 'organiser' });
  clock.advance(SIGN_IN_MS - 1);
  assert.deepEqual(await accounts.signedIn(entered?.token ?? ''), { name: 'Ada', role: 'organiser' });
  clock.advance(1);
  assert.equal(await accounts.signedIn(entered?.token ?? ''), null);
});

test('a password is tried even where there is no account, so that nobody can tell', async (t) => {
  const { accounts, tried } = await open(t);
  await accounts.signIn('Eve', 'password of Eve');
  assert.deepEqual(tried, [null]);
});

test('signing out ends that sign-in and no other', async (t) => {
  const world = await open(t);
  const here = await joinAs(world);
  const { accounts } = world;
  const there = await accounts.signIn('Ada', 'password of Ada');
  await accounts.signOut(here.token);
  assert.equal(await accounts.signedIn(here.token), null);
  assert.deepEqual(await accounts.signedIn(there?.token ?? ''), { name: 'Ada', role: 'organiser' });
});

test('a changed password ends every sign-in of the account and begins a new one', async (t) => {
  const world = await open(t);
  const here = await joinAs(world);
  const eve = await joinAs(world, 'Eve', 'viewer');
  const { accounts, people } = world;
  const there = await accounts.signIn('Ada', 'password of Ada');
  assert.equal(await accounts.changePassword(here.me, 'wrong', 'another password'), 'wrong');
  assert.deepEqual(await accounts.changePassword(here.me, 'password of Ada', 'short'), {
    refused: 'A password has at least 10 characters: this one has 5.',
  });
  const changed = await accounts.changePassword(here.me, 'password of Ada', 'another password');
  assert.ok(changed !== 'wrong' && 'token' in changed);
  assert.equal(await accounts.signedIn(here.token), null);
  assert.equal(await accounts.signedIn(there?.token ?? ''), null);
  assert.deepEqual(await accounts.signedIn(changed.token), here.me);
  assert.deepEqual(await accounts.signedIn(eve.token), { name: 'Eve', role: 'viewer' });
  assert.equal(await accounts.signIn('Ada', 'password of Ada'), null);
  assert.notEqual(await accounts.signIn('Ada', 'another password'), null);
  assert.equal((await people.audit(1))[0]?.what, 'changed their own password');
});

/** Done once, while the next password is hashed. */
function once(work: () => Promise<unknown>): () => Promise<void> {
  let isDone = false;
  return async () => {
    if (isDone) return;
    isDone = true;
    await work();
  };
}

test('whoever is made a viewer while they change their password is one', async (t) => {
  const world = await open(t);
  await joinAs(world);
  const bob = await joinAs(world, 'Bob');
  const { accounts, people, hashing } = world;
  const known = (await people.accounts()).find(({ name }) => name === 'Bob');
  assert.ok(known !== undefined);
  const by = { at: 2, who: 'Ada', what: 'made Bob a viewer' };
  hashing.meanwhile = once(() => people.changeAccount(known, { role: 'viewer' }, by));
  const changed = await accounts.changePassword(bob.me, 'password of Bob', 'another password');
  assert.ok(changed !== 'wrong' && 'token' in changed);
  assert.deepEqual(changed.me, { name: 'Bob', role: 'viewer' });
  assert.deepEqual(await accounts.signedIn(changed.token), changed.me);
  assert.notEqual(await accounts.signIn('Bob', 'another password'), null);
  assert.deepEqual(
    (await people.audit(2)).map(({ who, what }) => [who, what]),
    [
      ['Bob', 'changed their own password'],
      ['Ada', 'made Bob a viewer'],
    ],
  );
});

test('of two who change the password of one account at the same time the second is told that it is another', async (t) => {
  const world = await open(t);
  const { me } = await joinAs(world);
  const { accounts, hashing } = world;
  hashing.meanwhile = once(() => accounts.changePassword(me, 'password of Ada', 'the first password'));
  assert.equal(await accounts.changePassword(me, 'password of Ada', 'the second password'), 'wrong');
  assert.notEqual(await accounts.signIn('Ada', 'the first password'), null);
});

test('an account that was removed is signed out', async (t) => {
  const world = await open(t);
  const { token } = await joinAs(world);
  const { accounts, people } = world;
  await people.removeAccount('Ada', { at: 1, who: 'Eve', what: 'removed' });
  assert.equal(await accounts.signedIn(token), null);
});
