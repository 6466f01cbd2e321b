import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createStaff } from '../../../src/app/hub/staff.ts';
import type { Account } from '../../../src/core/hub/records.ts';
import { createMemoryStore } from './memory.ts';

const by = { at: 1, who: 'ada', what: '' };
const BOB: Account = { name: 'bob', role: 'organiser', passwordHash: 'old', createdAt: 1 };

test('a role is changed beside a password that is changed at the same time, and both stay', async () => {
  const { people, log } = createMemoryStore();
  for (const account of [{ ...BOB, name: 'ada' }, BOB]) await people.addAccount(account, by);
  const staff = createStaff({
    people: {
      ...people,
      // Bob is quicker, once.
      async changeAccount(known, change, entry) {
        await people.changeAccount(BOB, { passwordHash: 'new' }, { ...by, who: 'bob', what: 'password' });
        return people.changeAccount(known, change, entry);
      },
    },
    makeLink: () => ({ link: '', tokenDigest: '' }),
  });
  assert.deepEqual(await staff.changeRole({ kind: 'change-role', name: 'bob', role: 'viewer' }, 'ada', 2), {
    done: true,
    text: 'bob is a viewer now, and has to sign in again.',
  });
  const changed = (await people.accounts()).find(({ name }) => name === 'bob');
  assert.deepEqual(changed, { ...BOB, role: 'viewer', passwordHash: 'new' });
  assert.deepEqual(
    log.slice(2).map(({ what }) => what),
    ['password', 'made bob a viewer'],
  );
});
