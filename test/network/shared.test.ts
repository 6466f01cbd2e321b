import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Client } from 'pg';
import type { ResultsView } from '../../src/core/hub/view.ts';
import { type Postgres, startPostgres } from '../adapters/hubstore/server.ts';
import { createNetworkBox, type NetworkBox } from './box.ts';
import { createNetworkHub, type NetworkHub } from './hub.ts';
import { createNetwork, type Host, type Network, whyNoNetwork } from './network.ts';
import { pairAll, signIn } from './organiser.ts';
import { assertReconciled, assertSame, type Row, rowsOf } from './rows.ts';
import { soon } from './soon.ts';

const TIMEOUT_MS = 300_000;
const BOXES = 4;
const PUNCHES_MOST = 2_000; // of one box
/** The test says so, since a suite that is left out counts for nothing. */
const skip = whyNoNetwork() ?? false;

describe('four boxes and two hubs on one PostgreSQL', {
  timeout: TIMEOUT_MS,
}, () => {
  let postgres: Postgres;
  let database: Client;
  let network: Network;
  let hubs: [NetworkHub, NetworkHub];
  let boxes: NetworkBox[];

  before(async () => {
    if (skip !== false) return;
    postgres = await startPostgres();
    database = new Client({ connectionString: postgres.url });
    await database.connect();
    const { rows } = await database.query<{ folder: string; port: string }>(
      `SELECT current_setting('unix_socket_directories') AS folder, current_setting('port') AS port`,
    );
    // Hubs are on other hosts, whose way to the database is its socket.
    const url = `postgres://likebox@localhost:${rows[0]?.port}/hub?host=${rows[0]?.folder}`;
    const ids = Array.from({ length: BOXES }, (_, index) => `box-${index + 1}`);
    network = await createNetwork(['hub-a', 'hub-b', ...ids]);
    const hostOf = (name: string): Host => network.hosts.get(name) ?? assert.fail(`there is no host ${name}`);
    const hubAt = (name: string) =>
      createNetworkHub(network.folder, name, hostOf(name), `server.database = "${url}"`);
    hubs = [hubAt('hub-a'), hubAt('hub-b')];
    const urls = hubs.map(({ url }) => url);
    boxes = ids.map((id, index) => {
      const inTurn = index % 2 === 0 ? urls : urls.toReversed();
      return createNetworkBox(network.folder, hostOf(id), 'Amphi A', inTurn);
    });
  });
  after(async () => {
    await network?.remove();
    await database?.end();
    await postgres?.stop();
  });

  /** Votes come in, and this many boxes are linked to that hub. */
  async function takes(hub: NetworkHub, boxesLinked: number): Promise<void> {
    const from = (await hub.figures()).votes;
    await soon(`${boxesLinked} boxes to be linked to ${hub.host.name}`, async () => {
      const { linked, votes } = await hub.figures();
      return linked === boxesLinked && votes > from;
    });
  }

  test('a hub that is killed leaves its boxes to the other, and nothing is lost or counts twice', {
    skip,
  }, async () => {
    const [a, b] = hubs;
    for (const box of boxes) box.start();
    const printed = await a.start();
    await b.start();
    const organiser = await signIn(network.desk, a, printed);
    await pairAll(organiser, boxes);
    assert.deepEqual([(await a.figures()).linked, (await b.figures()).linked], [2, 2]);

    await Promise.all(boxes.map((box, index) => box.punch(index + 1, PUNCHES_MOST)));
    await takes(a, 2);
    await b.stop('SIGKILL');
    await takes(a, BOXES);
    await b.start();
    await a.stop('SIGKILL');
    await takes(b, BOXES);
    await a.start();
    const punched = await Promise.all(boxes.map(({ host }) => host.hand.rest()));
    await Promise.all(boxes.map((box) => box.drained()));

    const held = boxes.map(rowsOf);
    assert.deepEqual(
      held.map(({ length }) => length),
      punched.map(({ punches }) => punches),
    );
    const { rows } =
      await database.query<Row>(`SELECT box, epoch, seq::int, boot_id, mono_ms::float, wall_ms::float,
      value::int, room, shown_session_id, source, encode(digest, 'hex') AS digest FROM likebox.votes`);
    assertSame(rows, held.flat());
    assertReconciled((await organiser.get('/api/v1/results')) as ResultsView, held.flat());
  });
});
