import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { Client } from 'pg';
import { createClock } from '../../../src/adapters/clock.ts';
import { openPostgresHubStore } from '../../../src/adapters/hubstore/postgres.ts';
import type { HubStore } from '../../../src/app/hub/ports.ts';
import { createRandom } from '../../../src/core/random.ts';
import { checkWallStoreContract } from '../wallstore/contract.ts';
import { testStore } from './contract.ts';
import { BOOT, batchOf, bootsById, bySlots, cast, castMany, createLog, wholeOf } from './material.ts';
import { type Postgres, startPostgres } from './server.ts';

const clock = createClock();
const SLOTS = bySlots(0, 10_000);
const opened: HubStore[] = [];
const said: string[] = [];
let server: Postgres;
let made = 0;

before(async () => {
  server = await startPostgres();
});
afterEach(async () => {
  for (const store of opened.splice(0)) await store.stop();
});
after(async () => server.stop());

function freshEvent(): string {
  made += 1;
  return `conf-${made}`;
}

async function openFor(event: string, url = server.url, monoMs = () => 0): Promise<HubStore> {
  const say = (fields: object, message: string) => void said.push(`${JSON.stringify(fields)} ${message}`);
  const log = { info: say, warn: say };
  const random = createRandom(made);
  const store = openPostgresHubStore({ url, event, clock: { ...clock, monoMs }, log, random });
  await store.start();
  opened.push(store);
  return store;
}

/** A session of somebody else. */
async function withClient<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: server.url });
  await client.connect();
  try {
    await client.query('SET search_path = likebox');
    return await work(client);
  } finally {
    await client.end();
  }
}

testStore('PostgreSQL', () => openFor(freshEvent()));

checkWallStoreContract('PostgreSQL', async () => {
  const event = freshEvent();
  return {
    store: (await openFor(event)).wall,
    reopen: async () => (await openFor(event)).wall,
    async pass(ms) {
      await withClient((client) =>
        client.query('UPDATE leases SET until_at = until_at - $2 WHERE event = $1', [event, ms]),
      );
    },
  };
});

test('hubs that start at the same time on an empty database make one schema', async () => {
  await withClient((client) => client.query('CREATE DATABASE empty'));
  const url = server.url.replace(/hub$/, 'empty');
  const stores = await Promise.all([1, 2, 3, 4].map(() => openFor('conf', url)));
  for (const store of stores) assert.deepEqual(await store.pulse(), { basis: 0, changes: 0, votes: 0 });
});

test('two hubs append to the same boxes: everything once, and the tally a recount', async () => {
  const event = freshEvent();
  const hubs = [await openFor(event), await openFor(event)];
  const logs = Array.from({ length: 6 }, (_, n) => castMany(createLog(`box-${n}`), 60));
  let attribution = SLOTS;
  let isOver = false;
  const append = async (hub: HubStore, seed: number): Promise<void> => {
    const random = createRandom(seed);
    while (!isOver) {
      const heads = await hub.votes.heads();
      const boots = await hub.votes.boots();
      const group = logs
        .map((log) => {
          const acked = heads.find(({ box }) => box === log.box)?.acked ?? 0;
          const known = boots.find(({ box }) => box === log.box) ?? BOOT;
          const to = Math.min(60, acked + 1 + Math.floor(random() * 3));
          return batchOf(log, acked + 1, to, attribution, bootsById(known));
        })
        .filter(({ votes }) => votes.length > 0)
        .sort(() => random() - 0.5);
      if (group.length === 0) return;
      await hub.votes.append(group);
    }
  };
  const change = async (hub: HubStore): Promise<void> => {
    for (let n = 1; n <= 10; n += 1) {
      const next = bySlots(n, 5_000 * n);
      const order = { kind: 'cancel', session: 's' } as const;
      assert.ok(await hub.votes.change({ kind: 'order', order, at: n, who: 'ann' }, attribution, next, {}));
      attribution = next;
      const boot = { ...BOOT, wallOffsetMs: n * 7_000 };
      const boots = { kind: 'boots', box: `box-${n % 6}`, boots: [boot] } as const;
      assert.ok(await hub.votes.change(boots, next, next, { box: boots.box, bootIds: [boot.bootId] }));
    }
  };
  const [first, second] = hubs as [HubStore, HubStore];
  const deadline = clock.after(30_000, () => {
    isOver = true;
  });
  await Promise.all([append(first, 1), append(second, 2), append(second, 3), change(first)]);
  deadline();
  const { heads, exported, tally, recount } = await wholeOf(second.votes, attribution);
  assert.deepEqual(
    heads.map(({ box, acked }) => [box, acked]),
    logs.map(({ box }) => [box, 60]),
  );
  assert.equal(exported.length, 360);
  assert.deepEqual(tally, recount);
  assert.equal((await first.pulse()).votes, 360);
});

test('two hubs that first see a box at the same time store its votes once', async () => {
  const event = freshEvent();
  const hubs = [await openFor(event), await openFor(event)];
  for (let n = 0; n < 20; n += 1) {
    const log = castMany(createLog(`box-${n}`), 3);
    const answers = await Promise.all(hubs.map((hub) => hub.votes.append([batchOf(log, 1, 3, SLOTS)])));
    assert.deepEqual(answers.flat().sort(), ['moved', 'stored']);
  }
  assert.equal((await hubs[0]?.pulse())?.votes, 60);
});

test('an append that runs into a deadlock is done again', async () => {
  const event = freshEvent();
  const store = await openFor(event);
  const [first, second] = [castMany(createLog('box-1'), 2), castMany(createLog('box-2'), 2)];
  await store.votes.append([batchOf(first, 1, 1, SLOTS), batchOf(second, 1, 1, SLOTS)]);
  await withClient(async (client) => {
    await client.query("SET deadlock_timeout = '30s'"); // the hub's session finds it, and is the one that is undone
    await client.query('BEGIN');
    const lock = 'SELECT 1 FROM heads WHERE event = $1 AND box = $2 FOR UPDATE';
    await client.query(lock, [event, 'box-2']);
    const appended = store.votes.append([batchOf(first, 2, 2, SLOTS), batchOf(second, 2, 2, SLOTS)]);
    await untilWaiting(client);
    await client.query(lock, [event, 'box-1']);
    await client.query('COMMIT');
    assert.deepEqual(await appended, ['stored', 'stored']);
  });
});

test('votes are stored while changes wait on every other connection', async () => {
  const event = freshEvent();
  const store = await openFor(event);
  await withClient(async (client) => {
    await client.query('BEGIN');
    await client.query('SELECT 1 FROM counters WHERE event = $1 FOR UPDATE', [event]);
    const notes = Array.from({ length: 20 }, (_, at) =>
      store.people.note({ at, who: 'ann', what: 'looked' }),
    );
    await untilWaiting(client);
    assert.deepEqual(await store.votes.append([batchOf(castMany(createLog('box-1'), 1), 1, 1, SLOTS)]), [
      'stored',
    ]);
    await client.query('COMMIT');
    await Promise.all(notes);
  });
});

test("while one box's votes move to a better time nobody else has to wait", { timeout: 20_000 }, async () => {
  const event = freshEvent();
  const store = await openFor(event);
  const logs = ['box-1', 'box-2'].map((box) => castMany(createLog(box), 2));
  await store.votes.append(logs.map((log) => batchOf(log, 1, 1, SLOTS)));
  const improve = (box: string) =>
    store.votes.change(
      { kind: 'boots', box, boots: [{ ...BOOT, wallOffsetMs: 9e6, quality: 'synced' }] },
      SLOTS,
      SLOTS,
      {
        box,
      },
    );
  await withClient(async (client) => {
    await client.query('BEGIN');
    await client.query('SELECT 1 FROM tally WHERE event = $1 AND box = $2 FOR UPDATE', [event, 'box-1']);
    const improved = improve('box-1');
    await untilWaiting(client);
    assert.equal(await improve('box-2'), true);
    await store.people.note({ at: 1, who: 'ann', what: 'looked' });
    await client.query('COMMIT');
    assert.equal(await improved, true);
  });
  assert.deepEqual(await store.votes.tally(), await store.votes.recount(SLOTS));
  assert.equal((await store.pulse()).changes, 3);
});

test('a serialisation failure is tried again, and what goes on failing is given up', async () => {
  const event = freshEvent();
  const store = await openFor(event);
  const box = castMany(createLog('box-1'), 2);
  await withClient(async (client) => {
    await client.query('CREATE SEQUENCE tries');
    await client.query(`CREATE FUNCTION meet() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF NEW.event = '${event}' AND nextval('tries') <= 3 THEN
        RAISE EXCEPTION 'met' USING ERRCODE = '40001';
      END IF; RETURN NEW; END $$`);
    await client.query('CREATE TRIGGER meet BEFORE INSERT ON votes FOR EACH ROW EXECUTE FUNCTION meet()');
    assert.deepEqual(await store.votes.append([batchOf(box, 1, 1, SLOTS)]), ['stored']);
    const { rows } = await client.query<{ last_value: string }>('SELECT last_value FROM tries');
    assert.equal(rows[0]?.last_value, '4');
    await client.query('ALTER SEQUENCE tries MINVALUE -1000000 RESTART WITH -1000000');
    await assert.rejects(store.votes.append([batchOf(box, 2, 2, SLOTS)]), /failed: met \(40001\)/);
    await client.query('DROP TRIGGER meet ON votes');
  });
  assert.deepEqual(await store.votes.append([batchOf(box, 2, 2, SLOTS)]), ['stored']);
});

test('the database of a newer LikeBox is refused', async () => {
  await withClient((client) => client.query('CREATE DATABASE newer'));
  const url = server.url.replace(/hub$/, 'newer');
  await (await openFor('conf', url)).stop();
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query('INSERT INTO likebox.formats VALUES (9)');
  await client.end();
  await assert.rejects(openFor('conf', url), /newer LikeBox, newer at .* \(its format is 9, .* up to 2\)/);
});

for (const [setting, why] of [
  ['fsync', 'a power cut can destroy the whole database: set fsync = on'],
  ['full_page_writes', 'a power cut can leave half-written pages: set full_page_writes = on'],
  ['synchronous_commit', 'can vanish in a power cut: set synchronous_commit = on'],
] as const) {
  test(`a server with ${setting} off is refused, with what to do`, async () => {
    await withClient(async (client) => {
      const reload = async (value: string) => {
        await client.query(`ALTER SYSTEM ${value}`);
        await client.query('SELECT pg_reload_conf()');
        await untilSet(setting, value.startsWith('SET') ? 'off' : 'on');
      };
      await reload(`SET ${setting} = off`);
      try {
        await assert.rejects(openFor(freshEvent()), ({ message }: Error) => {
          assert.match(message, /^This PostgreSQL does not keep votes safe, hub at 127/);
          return message.includes(`${setting} is off, so that `) && message.includes(why);
        });
      } finally {
        await reload(`RESET ${setting}`);
      }
    });
    await openFor(freshEvent());
  });
}

test('synchronous_commit turned off for the role is refused too, and local is kept', async () => {
  await withClient(async (client) => {
    await client.query('ALTER ROLE likebox SET synchronous_commit = off');
    await assert.rejects(openFor(freshEvent()), /synchronous_commit is off.*ALTER ROLE/);
    await client.query('ALTER ROLE likebox SET synchronous_commit = local');
    const event = freshEvent();
    await openFor(event);
    await client.query('ALTER ROLE likebox SET synchronous_commit = off');
    const store = opened.at(-1);
    await client.query(`CREATE TABLE seen (value TEXT)`);
    await client.query(`CREATE FUNCTION look() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      INSERT INTO seen VALUES (current_setting('synchronous_commit')); RETURN NEW; END $$`);
    await client.query('CREATE TRIGGER look BEFORE INSERT ON votes FOR EACH ROW EXECUTE FUNCTION look()');
    await store?.votes.append([batchOf(castMany(createLog('box-1'), 1), 1, 1, SLOTS)]);
    await client.query('DROP TRIGGER look ON votes');
    await client.query('ALTER ROLE likebox RESET synchronous_commit');
    assert.deepEqual((await client.query('SELECT value FROM seen')).rows, [{ value: 'local' }]);
  });
});

test('a server that is not there, no such database and a lost session are said in words, without the password', async () => {
  const url = new URL(server.url);
  url.password = 'hidden';
  const nowhere = new URL(url);
  nowhere.port = '1';
  await assert.rejects(
    openFor('conf', nowhere.href),
    /hub at 127\.0\.0\.1:1, cannot be reached \(ECONNREFUSED\)/,
  );
  const absent = url.href.replace(/hub$/, 'absent');
  await assert.rejects(openFor('conf', absent), /no such database, absent at .*Create it: createdb/);
  const event = freshEvent();
  const store = await openFor(event, url.href);
  const box = castMany(createLog('box-1'), 2);
  const lock = 'LOCK TABLE votes IN ACCESS EXCLUSIVE MODE';
  await withClient(async (client) => {
    await client.query('BEGIN');
    await client.query(lock);
    const refused = assert.rejects(
      store.votes.append([batchOf(box, 1, 1, SLOTS)]),
      /cannot be reached \(57P01\)/,
    );
    await untilWaiting(client);
    await client.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'likebox hub'",
    );
    await refused;
    await client.query('COMMIT');
  });
  assert.deepEqual(await store.votes.append([batchOf(box, 1, 2, SLOTS)]), ['stored']);
  assert.deepEqual(
    said.filter((line) => line.includes('hidden')),
    [],
  );
});

test('a transaction ends when 10 ms were spent writing', async () => {
  let nowMs = 0;
  const store = await openFor(freshEvent(), server.url, () => {
    nowMs += 6;
    return nowMs;
  });
  const logs = [1, 2, 3, 4].map((n) => castMany(createLog(`box-${n}`), 1_000));
  const answers = await store.votes.append(logs.map((log) => batchOf(log, 1, 1_000, SLOTS)));
  assert.deepEqual(answers, ['stored', 'stored', 'later', 'later']);
});

test('texts keep every character that a box may send', async () => {
  const store = await openFor(freshEvent());
  const log = createLog('box-1');
  const room = `Salle "é" \\ {a,b} 'q' , NULL \u{1f44d} \u0001 \t\n`;
  cast(log, { room, shownSessionId: '' });
  cast(log, { room: 'NULL', shownSessionId: 'null' });
  cast(log, { room: null });
  assert.deepEqual(await store.votes.append([batchOf(log, 1, 3, SLOTS)]), ['stored']);
  const { exported } = await wholeOf(store.votes, SLOTS);
  assert.deepEqual(
    exported.map((row) => ('room' in row && 'shownSessionId' in row ? [row.room, row.shownSessionId] : [])),
    [
      [room, ''],
      ['NULL', 'null'],
      [null, null],
    ],
  );
});

async function untilWaiting(client: Client): Promise<void> {
  for (;;) {
    const { rows } = await client.query('SELECT 1 FROM pg_locks WHERE NOT granted');
    if (rows.length > 0) return;
  }
}

async function untilSet(setting: string, value: string): Promise<void> {
  for (;;) {
    const found = await withClient((client) => client.query(`SHOW ${setting}`));
    if (found.rows[0][setting] === value) return;
  }
}
