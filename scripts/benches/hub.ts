import { join } from 'node:path';
import { clock, percentile, print, round, summary } from './figures.ts';
import { type Dashboard, openDashboard } from './hub/dashboards.ts';
import { type BenchHub, ROOMS, startHub } from './hub/hubprocess.ts';
import { appendRate } from './hub/rows.ts';
import { boxName, createWireBox, type WireBox } from './hub/wirebox.ts';

const AT_ONCE = 100; // handshakes under way: boxes come back with jitter
const PACE_MS = 250; // four votes a second

interface Where {
  folder: string;
  /** `sqlite` or the address of a PostgreSQL. */
  database: string;
  /** For people. */
  name: string;
}

/** What one hub takes: every figure beside another of the same run. */
export async function benchHub(where: Where, { boxes = 5_000 } = {}): Promise<void> {
  await benchSingles(where);
  await benchDrain(where);
  await benchLive(where, 1);
  await benchLive(where, 50);
  await benchReconnect(where, boxes);
}

async function withHub<T>(
  where: Where,
  boxes: number,
  name: string,
  run: (hub: BenchHub) => Promise<T>,
): Promise<T> {
  const folder = join(where.folder, name);
  const hub = await startHub({ folder, event: name, database: where.database, boxes });
  try {
    return await run(hub);
  } finally {
    await hub.stop();
  }
}

async function connectAll({ port }: BenchHub, count: number): Promise<WireBox[]> {
  const boxes = Array.from({ length: count }, (_, index) =>
    createWireBox(port, boxName(index), ROOMS[index % ROOMS.length] ?? ''),
  );
  await inTurns(boxes, (box) => box.connect());
  return boxes;
}

/** Some at once, all of them in the end. */
async function inTurns<T>(all: readonly T[], run: (one: T) => Promise<void>): Promise<void> {
  const waiting = [...all];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await run(next);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

async function timedAsync(work: () => Promise<unknown>): Promise<number> {
  const beganMs = clock.monoMs();
  await work();
  return clock.monoMs() - beganMs;
}

/** Single votes of 40 boxes, each frame acknowledged when it is durable. */
async function benchSingles(where: Where): Promise<void> {
  const each = 1_500;
  const [count, rows] = [40, 40 * each];
  const overLink = await withHub(where, count, 'singles', async (hub) => {
    const boxes = await connectAll(hub, count);
    await Promise.all(boxes.map((box) => box.send(100, 1)));
    const tookMs = await timedAsync(() => Promise.all(boxes.map((box) => box.send(each, 1))));
    for (const box of boxes) box.close();
    return rows / (tookMs / 1_000);
  });
  const grouped = await appendRate(where.folder, where.database, rows, true);
  const oneByOne = await appendRate(where.folder, where.database, 4_000, false);
  print('single votes a second over the link', {
    ...{ store: where.name, boxes: count, votes: rows },
    overLink: Math.round(overLink),
    inProcessGrouped: Math.round(grouped),
    inProcessOneByOne: Math.round(oneByOne),
    ratioToOneByOne: round(overLink / oneByOne),
    ratioToGrouped: round(overLink / grouped),
    aim: 'overLink >= 20000, ratioToOneByOne >= 3',
  });
}

async function benchDrain(where: Where): Promise<void> {
  const [count, queued] = [40, 5_000];
  await withHub(where, count, 'drain', async (hub) => {
    const boxes = await connectAll(hub, count);
    await hub.stallMs();
    const tookMs = await timedAsync(() => Promise.all(boxes.map((box) => box.send(queued))));
    for (const box of boxes) box.close();
    print('drain of queued votes', {
      ...{ store: where.name, boxes: count, queued, tookS: round(tookMs / 1_000) },
      votesPerS: Math.round((count * queued) / (tookMs / 1_000)),
      ...{ stallMs: round(await hub.stallMs()), ...hub.memory() },
    });
  });
}

/** From a press to every dashboard: 100 boxes, four votes a second each. */
async function benchLive(where: Where, watchers: number): Promise<void> {
  const [count, lastsMs] = [100, 10_000];
  await withHub(where, count, `live-${watchers}`, async (hub) => {
    const boxes = await connectAll(hub, count);
    const dashboards = await Promise.all(
      Array.from({ length: watchers }, () => openDashboard(hub.port, hub.cookie)),
    );
    const watch = watchPresses(dashboards[0] as Dashboard);
    const cpuBefore = hub.cpuS();
    await hub.stallMs();
    const durable = await punchAll(boxes, lastsMs, watch.pressed);
    print('press to dashboard', {
      ...{ store: where.name, boxes: count, votesPerS: count * 4, dashboards: watchers },
      press: summary(watch.latencies()),
      pressToAck: summary(durable),
      ratioToAck: round(percentile(watch.latencies(), 0.5) / percentile(durable, 0.5)),
      messagesPerDashboardAndS: round((dashboards[0]?.messages() ?? 0) / (lastsMs / 1_000)),
      ...{
        hubCpuShare: round((hub.cpuS() - cpuBefore) / (lastsMs / 1_000)),
        stallMs: round(await hub.stallMs()),
      },
      aim: 'press.p99Ms <= 150',
    });
    for (const one of [...boxes, ...dashboards]) one.close();
  });
}

/** A press has arrived when its room shows as many votes as had been cast there by then. */
function watchPresses(dashboard: Dashboard) {
  const cast = new Map<string, number[]>();
  const shown = new Map<string, number>();
  const latencies: number[] = [];
  dashboard.onRoom = (room, votes) => {
    const times = cast.get(room) ?? [];
    for (let seen = shown.get(room) ?? 0; seen < Math.min(votes, times.length); seen += 1) {
      latencies.push(clock.monoMs() - (times[seen] ?? 0));
    }
    shown.set(room, Math.min(votes, times.length));
  };
  return {
    pressed: (room: string) => void cast.set(room, [...(cast.get(room) ?? []), clock.monoMs()]),
    latencies: () => latencies,
  };
}

/** @returns from each press to its acknowledgement, milliseconds */
async function punchAll(
  boxes: readonly WireBox[],
  lastsMs: number,
  pressed: (room: string) => void,
): Promise<number[]> {
  const durable: number[] = [];
  await Promise.all(
    boxes.map(async (box, index) => {
      const sentMs = new Map<number, number>();
      box.onAck = (acked) => {
        durable.push(clock.monoMs() - (sentMs.get(acked) ?? clock.monoMs()));
      };
      await pause(Math.random() * PACE_MS);
      for (let left = lastsMs / PACE_MS; left > 0; left -= 1) {
        pressed(ROOMS[index % ROOMS.length] ?? '');
        const beganMs = clock.monoMs();
        sentMs.set(box.punch(), beganMs);
        await pause(PACE_MS);
      }
    }),
  );
  await pause(1_000);
  return durable;
}

const pause = (ms: number) => new Promise<void>((resolve) => clock.after(ms, resolve));

/** A whole fleet comes back after the hub was away. */
async function benchReconnect(where: Where, count: number): Promise<void> {
  const queued = 100;
  await withHub(where, count, 'reconnect', async (hub) => {
    const idle = hub.memory();
    await hub.stallMs();
    const boxes = Array.from({ length: count }, (_, index) =>
      createWireBox(hub.port, boxName(index), ROOMS[index % ROOMS.length] ?? ''),
    );
    const tookMs = await timedAsync(() =>
      inTurns(boxes, async (box) => {
        await box.connect();
        await box.send(queued);
      }),
    );
    print('reconnect of a fleet', {
      ...{ store: where.name, boxes: count, queued, tookS: round(tookMs / 1_000) },
      votesPerS: Math.round((count * queued) / (tookMs / 1_000)),
      ...{ stallMs: round(await hub.stallMs()), idleMb: idle.rssMb, ...hub.memory() },
      aim: 'stallMs <= 50, peakMb <= 256',
    });
    for (const box of boxes) box.close();
  });
}
