import { createPairing } from '../../src/app/link/pairing.ts';
import { createUplink, type Uplink } from '../../src/app/link/uplink.ts';
import type { Boot, StoredVote } from '../../src/core/vote.ts';
import type { FakeClock } from '../fakes/clock.ts';
import { appendVote, copyDisk, type Disk, logOf, openDisk, salvageDisk } from './disk.ts';
import type { Accept, Network } from './network.ts';
import { type Power, powerOn } from './power.ts';

/** The hub as boxes see it. */
export interface Counter {
  /** By the number of the address. */
  accept(box: string): (process: number) => Accept;
  /** True when an organiser has approved this board. */
  approve(box: string, machine: string): boolean;
}

interface Deps {
  id: string;
  machine: string;
  disk: Disk;
  isPaired: boolean;
  world: FakeClock;
  network: Network;
  counter: Counter;
  random: () => number;
  newId: () => string;
}

/** A box: the production uplink over a disk, a network and a power supply that fail. */
export class SimBox {
  readonly id: string;
  disk: Disk;
  wallErrorMs = 0;
  machine: string;
  readonly #deps: Deps;
  #isPaired: boolean;
  #power: Power | null = null;
  #uplink: Uplink | null = null;
  #boot: Boot = { bootId: '', wallOffsetMs: 0, quality: 'unset' };

  constructor(deps: Deps) {
    this.#deps = deps;
    this.id = deps.id;
    this.machine = deps.machine;
    this.disk = deps.disk;
    this.#isPaired = deps.isPaired;
  }

  isOn(): boolean {
    return this.#power !== null;
  }

  queued(): number {
    return this.#uplink?.view().queued ?? 0;
  }

  isLinked(): boolean {
    return this.#uplink?.view().state === 'linked';
  }

  start(): void {
    if (this.#power !== null) return;
    const { world, network, random, newId, counter, id } = this.#deps;
    const power = powerOn(world, () => this.wallErrorMs);
    this.#power = power;
    openDisk(this.disk, this.machine, newId);
    const { clock } = power;
    this.#boot = { bootId: newId(), wallOffsetMs: clock.wallAt(), quality: 'unset' };
    this.disk.boots = [...this.disk.boots, this.#boot];
    const votes = logOf(this.disk, power, newId);
    const accept = counter.accept(id);
    const uplink = createUplink({
      clock,
      random,
      urls: URLS,
      machine: this.machine,
      version: 'simulated',
      votes,
      boot: () => this.#boot,
      identity: {
        isPaired: () => this.#isPaired,
        forget: async () => {},
      },
      openLine: (url, events) =>
        network.dial(
          id,
          {
            onFrame: (frame) => power.isOn() && events.onFrame(frame),
            onClose: (end) => power.isOn() && events.onClose(end),
          },
          (wire) => (power.isOn() ? accept(URLS.indexOf(url))(wire) : null),
        ),
      pairing: createPairing({
        clock,
        urls: () => URLS,
        ask: async () => ({ machine: this.machine, version: '', votes: 0, firstVoteAt: null }),
        askPairing: async () => {
          if (!counter.approve(id, this.machine)) return { kind: 'waiting', code: 'ABCDEFGH' };
          this.#isPaired = true;
          return { kind: 'paired' };
        },
        onChange() {},
      }),
      keep: {
        load: async () => ({ settings: null, notices: null }),
        saveSettings: async () => {},
        saveNotices: async () => {},
      },
      screens: { load: async () => {}, fetch: async () => {}, stop() {} },
      health: () => QUIET_HEALTH,
      onTime: (wallOffsetMs) => this.#improve(wallOffsetMs),
      onSettings() {},
      onNotices() {},
      onProgramme: async () => {},
      log: { info() {}, warn() {} },
      onChange() {},
    });
    this.#uplink = uplink;
    void uplink.start();
  }

  /** Durable when it returns: somebody was thanked for it. @param press a number that no other press has */
  vote(press: number, isTest: boolean): StoredVote | null {
    if (this.#power === null) return null;
    const stored = appendVote(this.disk, {
      bootId: this.#boot.bootId,
      monoMs: press,
      wallMs: this.#power.clock.wallAt(),
      value: press % 3 === 0 ? -1 : 1,
      room: `room ${press % 2}`,
      shownSessionId: null,
      source: isTest ? 'test' : 'button',
    });
    this.#uplink?.voted();
    return stored;
  }

  crash(): void {
    this.#deps.network.cut(this.id);
    this.#power?.kill();
    this.#power = null;
    this.#uplink = null;
  }

  /** The card is read back from a copy. */
  reimage(copy: Disk): void {
    this.crash();
    this.disk = copyDisk(copy);
    this.start();
  }

  /** The database was damaged while it ran: it goes on behind what could be saved. */
  salvage(gone: readonly number[]): void {
    this.crash();
    salvageDisk(this.disk, gone, this.#deps.newId);
    this.start();
  }

  /** The card goes into another board. */
  move(machine: string): void {
    this.crash();
    this.machine = machine;
    this.start();
  }

  #improve(wallOffsetMs: number): void {
    this.#boot = { ...this.#boot, wallOffsetMs: Math.round(wallOffsetMs), quality: 'hub' };
    this.disk.boots = this.disk.boots.map((boot) => (boot.bootId === this.#boot.bootId ? this.#boot : boot));
    this.#uplink?.bootChanged();
  }
}

const URLS = ['https://hub-0', 'https://hub-1'];

const QUIET_HEALTH = {
  room: null,
  clock: 'unset',
  disk: null,
  temperature: null,
  faults: [],
  noise: { plus: 0, minus: 0 },
  repeats: { plus: 0, minus: 0 },
  failed: 0,
  lastVoteAt: null,
  mode: 'voting',
} as const;
