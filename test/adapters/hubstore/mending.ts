import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OpenStore } from './keeping.ts';
import { batchOf, bySlots, castMany, createLog } from './material.ts';

const SLOTS = bySlots(0, 10_000);
const WIDER = bySlots(1, 60_000);
const RULE = { openAfterMs: 600_000, closeAfterMs: 900_000 };
const SHORTER = { ...RULE, closeAfterMs: 600_000 };
const NOTHING = { span: { fromAt: 0, toAt: 0 } };

/** What every store does so that its tally stays what the rows give. */
export function testMending(name: string, open: OpenStore): void {
  test(`${name}: the rule is kept with what else says what votes count for, and its change moves the tally`, async () => {
    const { votes, rulings, pulse } = await open();
    assert.equal(await rulings.rule(), null);
    await votes.append([batchOf(castMany(createLog('box-1'), 70), 1, 70, SLOTS)]);
    assert.equal(await votes.change({ kind: 'rule', rule: RULE }, SLOTS, WIDER, {}), true);
    assert.deepEqual([await rulings.rule(), (await pulse()).basis], [RULE, 1]);
    assert.deepEqual(await votes.tally(), await votes.recount(WIDER));
    assert.equal(await votes.change({ kind: 'rule', rule: SHORTER }, SLOTS, WIDER, {}), false);
    assert.deepEqual(await rulings.rule(), RULE);
  });

  test(`${name}: a tally that is wrong is made anew, once, and everybody hears of it`, async () => {
    const { votes, pulse } = await open();
    const logs = ['box-1', 'box-2'].map((box) => castMany(createLog(box), 70));
    await votes.append(logs.map((log) => batchOf(log, 1, 70, SLOTS)));
    assert.equal(await votes.mend(SLOTS), 0);
    const changes = async () => (await pulse()).changes;
    const before = await changes();
    await votes.change({ kind: 'rule', rule: RULE }, SLOTS, WIDER, NOTHING);
    const wrong = await votes.tally();
    assert.equal(await votes.mend(SLOTS), null);
    assert.deepEqual([await votes.tally(), await changes()], [wrong, before]);
    const right = await votes.recount(WIDER);
    assert.equal(await votes.mend(WIDER), wrong.length + right.length);
    assert.deepEqual([await votes.tally(), await changes()], [right, before + 1]);
    assert.equal(await votes.mend(WIDER), 0);
    assert.equal(await changes(), before + 1);
    castMany(logs[0] ?? createLog('box-1'), 1);
    await votes.append(logs.slice(0, 1).map((log) => batchOf(log, 71, 71, WIDER)));
    assert.deepEqual(await votes.tally(), await votes.recount(WIDER));
  });
}
