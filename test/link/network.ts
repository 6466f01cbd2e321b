import type { BoxWire, LinkEnd } from '../../src/app/hub/links.ts';
import type { LineEvents, LineOutcome } from '../../src/app/link/ports.ts';
import type { BoxFrame, HubFrame } from '../../src/core/link/frames.ts';
import type { FakeClock } from '../fakes/clock.ts';

/** How bad the network is; chances of one frame. */
export interface Weather {
  drop: number;
  repeat: number;
  reorder: number;
  /** The longest that a frame takes. */
  delayMs: number;
}

export const CALM: Weather = { drop: 0, repeat: 0, reorder: 0, delayMs: 5 };
const CONNECT_MS = 3;
/** A broken line is noticed by each end for itself, some time within this. */
const NOTICE_MS = 8_000;
/** What was dropped in earnest is a connection that hangs: it is given up after this. */
const HANG_MS = 12_000;

/** The hub's side as a line finds it; null while no hub is there. */
export type Accept = (wire: BoxWire) => LinkEnd | 'unpaired' | null;

interface Connection {
  box: string;
  cut(): void;
}

/** Lines between boxes and the hub, with all that befalls them. */
export interface Network {
  dial(box: string, events: LineEvents, accept: Accept): Promise<LineOutcome>;
  setWeather(weather: Weather): void;
  /** Every line of one box breaks, or of all. */
  cut(box?: string): void;
  /** While pulled, a box reaches nobody. */
  pull(box: string, pulled: boolean): void;
}

export function createNetwork(clock: FakeClock, random: () => number): Network {
  let weather = CALM;
  const pulled = new Set<string>();
  const connections = new Set<Connection>();

  /** One direction: frames keep their order, unless the weather says otherwise. */
  function pipe<F>(deliver: (frame: F) => void, onDrop: () => void): (frame: F) => void {
    let lastAtMs = 0;
    const carry = (frame: F): void => {
      const dueMs = clock.monoMs() + random() * weather.delayMs;
      const overtakes = random() < weather.reorder;
      const atMs = overtakes ? dueMs : Math.max(dueMs, lastAtMs);
      lastAtMs = Math.max(lastAtMs, atMs);
      clock.after(atMs - clock.monoMs(), () => deliver(frame));
    };
    return (frame) => {
      if (random() < weather.drop) return onDrop();
      carry(frame);
      if (random() < weather.repeat) carry(frame);
    };
  }

  function open(box: string, events: LineEvents, accept: Accept): LineOutcome {
    let [boxOpen, hubOpen, broken] = [true, true, false];
    const endBox = (code: number, reason: string) => {
      if (!boxOpen) return;
      boxOpen = false;
      connections.delete(connection);
      events.onClose({ code, reason });
    };
    const endHub = () => {
      if (!hubOpen) return;
      hubOpen = false;
      if (typeof end === 'object') end?.closed();
    };
    const cut = () => {
      if (broken) return;
      broken = true;
      clock.after(random() * NOTICE_MS, () => endBox(1006, 'the line broke'));
      clock.after(random() * NOTICE_MS, endHub);
    };
    const connection = { box, cut };
    const hang = () => void clock.after(HANG_MS, cut);
    const down = pipe<HubFrame>((frame) => {
      if (boxOpen && !broken) events.onFrame(frame);
    }, hang);
    const up = pipe<BoxFrame>((frame) => {
      if (hubOpen && !broken && typeof end === 'object') end?.frame(frame);
    }, hang);
    const end = accept({
      send: down,
      close(code, reason) {
        clock.after(random() * weather.delayMs, () => endBox(code, reason));
        endHub();
      },
    });
    if (end === null) return { kind: 'unreachable', why: 'nobody answers' };
    if (end === 'unpaired') return { kind: 'unpaired' };
    connections.add(connection);
    const none = async () => ({ kind: 'none' }) as const;
    return {
      kind: 'open',
      line: {
        send: up,
        backlog: () => 0,
        close() {
          boxOpen = false;
          connections.delete(connection);
          clock.after(random() * weather.delayMs, endHub);
        },
        programme: none,
        settings: none,
        notices: none,
        wall: none,
        results: none,
        images: none,
        picture: async () => null,
      },
    };
  }

  return {
    dial: (box, events, accept) =>
      new Promise((resolve) => {
        clock.after(CONNECT_MS, () => {
          resolve(
            pulled.has(box) ? { kind: 'unreachable', why: 'the cable is out' } : open(box, events, accept),
          );
        });
      }),
    setWeather(next) {
      weather = next;
    },
    cut(box) {
      for (const connection of [...connections]) {
        if (box === undefined || connection.box === box) connection.cut();
      }
    },
    pull(box, isOut) {
      if (isOut) pulled.add(box);
      else pulled.delete(box);
    },
  };
}
