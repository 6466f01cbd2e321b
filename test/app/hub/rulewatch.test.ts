import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createBasis } from '../../../src/app/hub/basis.ts';
import { createRuleWatch } from '../../../src/app/hub/rulewatch.ts';
import type { WindowRule } from '../../../src/core/window.ts';
import { type Desktop, MINUTE, NINE, openDesktop, RULE } from './desktop.ts';

const SHORTER = { ...RULE, closeAfterMs: 5 * MINUTE };

/** A hub process that starts on this store with this hub.toml. */
async function startHub({ store, clock }: Pick<Desktop, 'store' | 'clock'>, rule: WindowRule) {
  const basis = createBasis({ store, rule });
  const faults: string[] = [];
  const watch = createRuleWatch({
    ...{ clock, basis, rule },
    faults: {
      set: (id, severity, message) => void faults.push(`${id} ${severity}: ${message}`),
      clear: () => void faults.splice(0),
    },
  });
  await watch.start();
  return { basis, faults, watch };
}

test('a hub that starts with another [voting] moves the votes, and later changes go on from there', async () => {
  const desktop = await openDesktop();
  const { store, cast, pair } = desktop;
  await pair('box-01');
  await startHub(desktop, RULE);
  await desktop.basis.reload();
  // Talk a ends at 09:50: one vote within 5 minutes, one only within 15.
  await cast('box-01', 'Amphi A', 1, [NINE + 52 * MINUTE, NINE + 60 * MINUTE]);
  const { basis } = await startHub(desktop, SHORTER);
  const counts = async () => (await store.votes.tally()).map(({ kind, plus }) => [kind, plus]);
  assert.deepEqual(await counts(), [
    ['session', 1],
    ['unassigned', 1],
  ]);
  await basis.change({
    ...{ kind: 'order', at: NINE, who: 'ada' },
    order: { kind: 'delay', room: 'Amphi A', delayMs: 7 * MINUTE },
  });
  assert.deepEqual(await store.votes.tally(), await store.votes.recount(basis.attribution()));
  assert.deepEqual(await counts(), [['session', 2]]);
  assert.deepEqual(
    store.log.filter(({ who }) => who === 'hub.toml').map(({ what }) => what),
    [
      'votes are taken from 10 min after the beginning until 5 min after the end; before it was from 10 min after the beginning until 15 min after the end',
    ],
  );
});

test('the same rule at the next start changes nothing', async () => {
  const desktop = await openDesktop();
  await startHub(desktop, RULE);
  const before = await desktop.store.pulse();
  const { basis, faults } = await startHub(desktop, { ...RULE });
  assert.deepEqual([await desktop.store.pulse(), faults], [before, []]);
  assert.deepEqual(basis.known().rule, RULE);
});

test('of two hubs with different rules the last one decides, and the other follows and says so', async () => {
  const desktop = await openDesktop();
  const first = await startHub(desktop, RULE);
  const second = await startHub(desktop, SHORTER);
  await first.basis.reload();
  const { grounds } = first.basis.attribution();
  assert.deepEqual([grounds.rule, second.basis.attribution().grounds.rule], [SHORTER, SHORTER]);
  assert.deepEqual(second.faults, []);
  assert.deepEqual(first.faults, [
    'hub-rule warning: Another hub on this database was started later, and its hub.toml has other times under [voting]. ' +
      'Votes count by those: from 10 min after the beginning until 5 min after the end. Write the same in every hub.toml, then start this hub again.',
  ]);
  await startHub(desktop, RULE);
  await first.basis.reload();
  await second.basis.reload();
  assert.deepEqual([first.faults.length, second.faults.length], [0, 1]);
  first.watch.stop();
  await startHub(desktop, SHORTER);
  await first.basis.reload();
  assert.deepEqual(first.faults, []);
});

test('the desk tells boxes the window that votes count by', async () => {
  const desktop = await openDesktop();
  const { desk, order } = desktop;
  const before = await desk.settings('box-01');
  await startHub(desktop, SHORTER);
  await order({ kind: 'end-notice', number: 1 });
  await desk.results();
  const after = await desk.settings('box-01');
  assert.deepEqual([before.value.window, after.value.window], [RULE, SHORTER]);
  assert.notEqual(before.etag, after.etag);
});
