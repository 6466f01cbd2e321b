import assert from 'node:assert/strict';
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import Sqlite from 'better-sqlite3';
import type { ResultsView } from '../../src/core/hub/view.ts';
import { LONG } from '../long.ts';
import { createNetworkBox, type NetworkBox } from './box.ts';
import { createNetworkHub, type NetworkHub } from './hub.ts';
import { createNetwork, type Host, type Network, whyNoNetwork } from './network.ts';
import { type Organiser, pairAll, signIn } from './organiser.ts';
import { assertReconciled, assertSame, assertWhole, count, hubRows, rowsOf } from './rows.ts';
import { soon } from './soon.ts';

const TIMEOUT_MS = 300_000;
const BOXES = 10;
const ROOMS = ['Amphi A', 'Amphi B', 'Salle C'];
const KILLS = Number(process.env.LIKEBOX_HUB_KILLS ?? (LONG ? 20 : 6));
const PUNCHES_MOST = 100 * KILLS; // of one box
const LINKED_MIN = 3;
const NOTICED_MS = 1_200; // a box looks at its ports every second
/** Each test says so, since a suite that is left out counts for nothing. */
const skip = whyNoNetwork() ?? false;

describe('ten boxes and a hub on a network', { timeout: TIMEOUT_MS }, () => {
  let network: Network;
  let hub: NetworkHub;
  let boxes: NetworkBox[];
  let organiser: Organiser;

  const hostOf = (name: string): Host => network.hosts.get(name) ?? assert.fail(`there is no host ${name}`);
  const boxOf = (number: number): NetworkBox => boxes[number - 1] ?? assert.fail(`there is no box ${number}`);

  before(async () => {
    if (skip !== false) return;
    const ids = Array.from({ length: BOXES }, (_, index) => `box-${index + 1}`);
    network = await createNetwork(['hub', 'relay', ...ids]);
    hub = createNetworkHub(network.folder, 'hub', hostOf('hub'));
    const relay = hostOf('relay');
    await relay.hand.relay({ port: 8443, to: `${hub.host.address}:8443` });
    boxes = ids.map((id, index) => {
      const url = [6, 7].includes(index + 1) ? `https://${relay.address}:8443` : hub.url;
      return createNetworkBox(network.folder, hostOf(id), ROOMS[index % ROOMS.length] ?? '', [url]);
    });
  });
  after(() => network?.remove());

  test('boxes are paired by codes that both screens show', { skip }, async () => {
    for (const box of boxes) box.start();
    organiser = await signIn(network.desk, hub, await hub.start());
    await pairAll(organiser, boxes);
    assert.equal((await hub.figures()).linked, BOXES);
  });

  /** Kills the hub while votes come in, each time at another moment. */
  async function killHub(kill: number): Promise<void> {
    const from = (await soon('the hub to answer', () => hub.figures())).votes;
    const more = 1 + ((kill * 37) % 50);
    await soon('votes to come in', async () => {
      const { linked, votes } = await hub.figures();
      return linked >= LINKED_MIN && votes >= from + more;
    });
    await hub.stop('SIGKILL');
    await hub.start();
  }

  async function restore(backup: string): Promise<void> {
    const { votes } = await hub.figures();
    assert.ok(count(backup, 'votes') > 0 && count(backup, 'votes') < votes, 'the backup is an older one');
    await hub.stop('SIGTERM');
    for (const end of ['-wal', '-shm']) rmSync(`${hub.database}${end}`, { force: true });
    copyFileSync(backup, hub.database);
    await hub.start();
  }

  /** Every cable is dead for long enough to be noticed, so that no box waits any more once it is back. */
  async function restartSwitch(): Promise<void> {
    for (const { host } of boxes) host.cable(false);
    await new Promise((resolve) => setTimeout(resolve, NOTICED_MS));
    for (const { host } of boxes) host.cable(true);
  }

  async function assertNothingLost(): Promise<void> {
    const punched = await Promise.all(boxes.map(({ host }) => host.hand.rest()));
    await Promise.all(boxes.map((box) => box.drained()));
    const held = boxes.map(rowsOf);
    assertSame(hubRows(hub.database), held.flat());
    for (const [index, { punches, thanked, forgotten }] of punched.entries()) {
      const stored = held[index]?.length ?? 0;
      assert.equal(forgotten, 0);
      // Of a box that was killed nobody knows how many punches it felt.
      if (index + 1 === 8) assert.ok(thanked <= stored && stored <= punches);
      else assert.deepEqual([thanked, stored], [punches, punches], await doubtsOf(boxOf(index + 1)));
    }
    assertReconciled((await organiser.get('/api/v1/results')) as ResultsView, held.flat());
  }

  /** What a box knows of punches that are no votes. */
  async function doubtsOf({ id, state }: NetworkBox): Promise<string> {
    const { buttons, faults, votes } = await state();
    return `${id}: ${JSON.stringify({ buttons, faults, votes })}`;
  }

  test(`no vote is lost and none counts twice, through bad cables and ${KILLS} kills of the hub`, {
    skip,
  }, async () => {
    const backup = join(network.folder, 'backup.db');
    const relay = hostOf('relay').hand;
    const cables = (isIn: boolean, ...numbers: number[]) => {
      for (const number of numbers) boxOf(number).host.cable(isIn);
    };
    const lose = (oneIn: number | null) => [4, 5].map((number) => boxOf(number).host.lose(oneIn));
    /** What happens after so many of all kills. Box 3 is away for the whole storm. */
    const plan: readonly [share: number, happens: () => unknown][] = [
      [0, () => lose(10)],
      [0.1, () => cables(false, 1, 2, 3)],
      [0.2, () => relay.weather({ delayMs: 0, isStalled: true })],
      [0.3, () => cables(true, 1, 2)],
      [0.35, () => boxOf(8).kill()],
      [0.4, () => boxOf(8).start()],
      [0.45, () => copyInUse(hub.database, backup)],
      [0.5, () => relay.weather({ delayMs: 80, isStalled: false })],
      [0.6, () => cables(false, 1)],
      [0.7, () => relay.weather({ delayMs: 80, isStalled: false, cut: true })],
      [0.75, () => boxOf(8).kill()],
      [0.8, () => boxOf(8).start()],
      [0.9, () => cables(false, 6)],
    ];
    await Promise.all(boxes.map((box, index) => box.punch(index + 1, PUNCHES_MOST)));
    for (let kill = 0; kill < KILLS; kill += 1) {
      for (const [share, happens] of plan) if (Math.round(share * KILLS) === kill) await happens();
      await killHub(kill);
    }
    await restore(backup);
    lose(null);
    await relay.weather({ delayMs: 0, isStalled: false });
    await restartSwitch();
    await assertNothingLost();
    await assertWhole(boxes);
  });

  test('a hub with another key is told nothing, and the boxes go on with their own when it is back', {
    skip,
  }, async () => {
    await hub.stop('SIGTERM');
    const stranger = createNetworkHub(network.folder, 'stranger', hub.host);
    await stranger.start();
    await Promise.all(boxes.map((box, index) => box.punch(index + 1, Number.POSITIVE_INFINITY)));
    await Promise.all(
      boxes.map(async (box) => {
        const { hub, faults } = await box.becomes('warned', ({ hub }) => hub?.state === 'changed-key');
        const said = faults.find(({ id }) => id === 'hub')?.message ?? '';
        assert.ok(said.startsWith(hub?.why ?? 'nothing'), said);
        assert.match(said, /nothing was sent to it/);
      }),
    );
    await stranger.stop('SIGTERM');
    const told = (['votes', 'boots', 'heads', 'pairings'] as const).map((table) =>
      count(stranger.database, table),
    );
    assert.deepEqual(told, [0, 0, 0, 0]);
    await hub.start();
    await assertNothingLost();
  });
});

/** Makes a backup while the hub writes. */
async function copyInUse(database: string, backup: string): Promise<void> {
  const db = new Sqlite(database, { readonly: true });
  await db.backup(backup);
  db.close();
}
