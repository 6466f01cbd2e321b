import { createRandom } from '../../src/core/random.ts';
import { createFakeClock, type FakeClock } from '../fakes/clock.ts';
import type { VotesSnapshot } from '../fakes/hubstore.ts';
import { type Control, createControl } from './control.ts';
import { copyDisk, type Disk, EMPTY } from './disk.ts';
import { CALM, createNetwork, type Network } from './network.ts';
import type { Event, Schedule } from './schedule.ts';
import { SimBox } from './simbox.ts';
import { SimHub } from './simhub.ts';
import { judge, type Verdict } from './verdict.ts';

/** A day on which the world is whole again lasts at the most so long, until everything has come through. */
const SETTLE_MS = 300_000;
const LOOK_EVERY_MS = 5_000;
const STARTED_AT = Date.UTC(2026, 5, 24, 8);

/** Boxes, a hub and a network, and what befalls them. */
export interface World {
  clock: FakeClock;
  network: Network;
  hub: SimHub;
  boxes: SimBox[];
  control: Control;
  /** Copies of a box's card, by its id and a number. */
  cards: Map<string, Disk>;
  backup: VotesSnapshot | null;
  presses: number;
  newId: () => string;
  random: () => number;
}

/** Lets a schedule happen to the production code of both ends, then mends everything and compares. */
export async function runSchedule(schedule: Schedule): Promise<Verdict> {
  const world = createWorld(schedule);
  for (const event of schedule.events) {
    await world.clock.pass(event.atMs - (world.clock.monoMs() - STARTED_MS));
    happen(world, event);
  }
  await world.clock.pass(schedule.lastsMs - (world.clock.monoMs() - STARTED_MS));
  const stuck = await calm(world);
  await mend(world);
  return { ...(await judge(world)), stuck };
}

const STARTED_MS = 1_000;

function createWorld({ seed, boxes, hubs }: Schedule): World {
  const random = createRandom(seed ^ 0x5bd1e995);
  const clock = createFakeClock({ wallAt: STARTED_AT, monoMs: STARTED_MS });
  const network = createNetwork(clock, random);
  const hub = new SimHub(clock, random, hubs);
  hub.onCrash = () => network.cut();
  let ids = 0;
  const newId = () => {
    ids += 1;
    return `id-${ids}`;
  };
  const world: World = {
    clock,
    network,
    hub,
    boxes: [],
    control: createControl(),
    cards: new Map(),
    backup: null,
    presses: 0,
    newId,
    random,
  };
  hub.start();
  for (let n = 0; n < boxes; n += 1) addBox(world, `box-${n}`, `board-${n}`, copyDisk(EMPTY), true);
  return world;
}

function addBox(world: World, id: string, machine: string, disk: Disk, isPaired: boolean): void {
  const { clock, network, hub, random, newId } = world;
  const box = new SimBox({ id, machine, disk, isPaired, world: clock, network, counter: hub, random, newId });
  if (isPaired) hub.pair(id, machine);
  world.boxes.push(box);
  box.start();
}

function happen(world: World, event: Event): void {
  const { hub, network } = world;
  if (!('box' in event)) {
    if (event.kind === 'weather') network.setWeather(event.weather);
    if (event.kind === 'crash-hub') hub.crash(event.process, event.when);
    if (event.kind === 'disk-trouble') hub.failNextCommit(event.process);
    if (event.kind === 'boot-hub') hub.start();
    if (event.kind === 'change-rules') hub.changeRules();
    if (event.kind === 'backup-hub') world.backup = hub.votes.snapshot();
    if (event.kind === 'restore-hub' && world.backup !== null) hub.restore(world.backup);
    return;
  }
  const box = world.boxes[event.box % world.boxes.length];
  if (box !== undefined) happenTo(box, event, world);
}

function happenTo(box: SimBox, event: Extract<Event, { box: number }>, world: World): void {
  switch (event.kind) {
    case 'vote': {
      world.presses += 1;
      const stored = box.vote(world.presses, event.isTest);
      if (stored !== null) world.control.vote(box.id, world.presses, stored.wallMs);
      if (box.isLinked()) world.control.sync(box.id);
      break;
    }
    case 'cut':
      world.network.cut(box.id);
      break;
    case 'pull':
    case 'plug':
      world.network.cut(box.id);
      world.network.pull(box.id, event.kind === 'pull');
      break;
    case 'crash':
      box.crash();
      break;
    case 'boot':
      box.start();
      break;
    case 'copy-card':
      world.cards.set(`${box.id} ${event.card}`, copyDisk(box.disk));
      return;
    case 'reimage': {
      const card = world.cards.get(`${box.id} ${event.card}`);
      if (card !== undefined) box.reimage(card);
      break;
    }
    case 'clone': {
      const id = `${box.id}-copy-${world.boxes.length}`;
      world.hub.takeSince(id, world.presses);
      addBox(world, id, `board-of-${id}`, copyDisk(box.disk), false);
      break;
    }
    case 'move-card':
      box.move(`board-${world.newId()}`);
      break;
    case 'salvage': {
      const { votes } = box.disk;
      const gone = votes.filter(() => world.random() < 0.2).map(({ seq }) => seq);
      box.salvage(gone);
      break;
    }
    case 'step-clock':
      box.wallErrorMs += event.ms;
  }
}

/** The network is calm and everything is on; no line is cut that holds. Gives how many boxes do not come through then. */
async function calm({ clock, network, hub, boxes }: World): Promise<number> {
  network.setWeather(CALM);
  for (const box of boxes) {
    network.pull(box.id, false);
    box.start();
  }
  for (let waited = 0; waited < SETTLE_MS && !boxes.every(isDone); waited += LOOK_EVERY_MS) {
    hub.start();
    await clock.pass(LOOK_EVERY_MS);
  }
  return boxes.filter((box) => !isDone(box)).length;
}

/**
 * Every line and every process anew, until each box has said all that it has to say. Then each is punched twice more: what
 * was quietly wrong until now shows on a link that stays.
 */
async function mend(world: World): Promise<void> {
  const { network, hub, boxes } = world;
  network.cut();
  hub.mend();
  await settle(world);
  for (const box of [...boxes, ...boxes]) {
    world.presses += 1;
    box.vote(world.presses, false);
  }
  await settle(world);
}

async function settle({ clock, boxes }: World): Promise<void> {
  for (let waited = 0; waited < SETTLE_MS && !boxes.every(isDone); waited += LOOK_EVERY_MS) {
    await clock.pass(LOOK_EVERY_MS);
  }
}

const isDone = (box: SimBox) => box.isLinked() && box.queued() === 0;
