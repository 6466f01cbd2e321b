import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import type { Pairing, PairingEnd } from '../../../src/app/link/pairing.ts';
import type { LineEvents, LineOutcome } from '../../../src/app/link/ports.ts';
import { createUplink } from '../../../src/app/link/uplink.ts';
import type { BoxFrame, HubFrame } from '../../../src/core/link/frames.ts';
import type { Boot } from '../../../src/core/vote.ts';
import { createFakeClock } from '../../fakes/clock.ts';
import { appendVote, copyDisk, EMPTY, logOf, openDisk } from '../../link/disk.ts';
import { powerOn } from '../../link/power.ts';

const URLS = ['https://one:8443', 'https://two:8443'];

/** A box's end of the link, with the hub's answers given by hand. */
export function createRig({ paired = true, urls = URLS.slice(0, 1) } = {}) {
  const clock = createFakeClock({ wallAt: Date.UTC(2026, 5, 24, 8), monoMs: 1_000 });
  const power = powerOn(clock, () => 0);
  let ids = 0;
  const newId = () => {
    ids += 1;
    return `epoch-${ids}`;
  };
  const disk = copyDisk(EMPTY);
  openDisk(disk, 'board', newId);
  let boot: Boot = { bootId: 'boot', wallOffsetMs: 0, quality: 'unset' };
  disk.boots = [boot];
  const said: BoxFrame[] = [];
  const dialled: string[] = [];
  const told = {
    settings: [] as unknown[],
    notices: [] as unknown[],
    times: [] as number[],
    closed: [] as number[],
  };
  let events: LineEvents | null = null;
  let endPairing: (end: PairingEnd) => void = () => {};
  const rig = {
    outcome: null as LineOutcome | null,
    isPaired: paired,
    forgotten: 0,
    cannotForget: false,
    /** Bytes that the network has not taken. */
    backlog: 0,
  };
  const none = async () => ({ kind: 'none' }) as const;
  const line = {
    send: (frame: BoxFrame) => void said.push(frame),
    backlog: () => rig.backlog,
    close: (code: number) => void told.closed.push(code),
    programme: none,
    settings: async () => ({
      kind: 'new' as const,
      etag: 's1',
      value: { name: 'Box', room: 'B', language: null, muted: null, window: null },
    }),
    notices: none,
    wall: none,
    results: none,
    images: none,
    picture: async () => null,
  };
  const pairing: Pairing = {
    run: () =>
      new Promise((resolve) => {
        endPairing = resolve;
      }),
    stop: () => endPairing('stopped'),
    progress: () => ({ state: 'waiting', code: 'ABCDEFGH', url: URLS[0] ?? '', why: null }),
  };
  const uplink = createUplink({
    clock,
    random: () => 0.5,
    urls,
    machine: 'board',
    version: '1',
    votes: logOf(disk, power, newId),
    boot: () => boot,
    identity: {
      isPaired: () => rig.isPaired,
      async forget() {
        if (rig.cannotForget) throw new Error('the disk is full');
        rig.isPaired = false;
        rig.forgotten += 1;
      },
    },
    async openLine(url, next) {
      dialled.push(url);
      if (rig.outcome !== null) return rig.outcome;
      events = next;
      return { kind: 'open', line };
    },
    pairing,
    keep: {
      load: async () => ({ settings: null, notices: null }),
      saveSettings: async () => {},
      saveNotices: async () => {},
    },
    screens: { load: async () => {}, fetch: async () => {}, stop() {} },
    health: () => ({
      ...{
        room: null,
        clock: 'unset',
        disk: null,
        temperature: null,
        faults: [],
        failed: 0,
        lastVoteAt: null,
      },
      ...{ noise: { plus: 0, minus: 0 }, repeats: { plus: 0, minus: 0 }, mode: 'voting' },
    }),
    onTime: (offset) => void told.times.push(offset),
    onSettings: (settings) => void told.settings.push(settings),
    onNotices: (notices) => void told.notices.push(notices),
    onProgramme: async () => {},
    log: { info() {}, warn() {} },
    onChange() {},
  });
  let presses = 0;
  return Object.assign(rig, {
    clock,
    disk,
    uplink,
    dialled,
    told,
    improve(found: Omit<Boot, 'bootId'>) {
      boot = { ...boot, ...found };
      uplink.bootChanged();
    },
    /** What the box has said since it was asked last, health apart. */
    heard: () => said.splice(0).filter(({ type }) => type !== 'health'),
    /** The hub says something; everything that follows at once has happened when it resolves. */
    async hub(...frames: HubFrame[]) {
      for (const frame of frames) events?.onFrame(frame);
      await settled();
    },
    async close(code: number, reason = '') {
      events?.onClose({ code, reason });
      await settled();
    },
    async start() {
      await uplink.start();
      await settled();
    },
    async decide(end: PairingEnd) {
      rig.isPaired = end === 'paired';
      endPairing(end);
      await settled();
    },
    /** People punch; each vote is durable. */
    async vote(times = 1) {
      for (let left = times; left > 0; left -= 1) {
        presses += 1;
        appendVote(disk, {
          ...{ bootId: 'boot', monoMs: presses, wallMs: presses, value: 1, room: 'A' },
          ...{ shownSessionId: null, source: 'button' },
        });
        uplink.voted();
      }
      await settled();
    },
  });
}

async function settled(): Promise<void> {
  for (let turns = 0; turns < 5; turns += 1) await turnOfTheLoop();
}

/** Frames as short words: `hello`, `votes 1-3`. */
export function inWords(frames: readonly BoxFrame[]): string[] {
  return frames.map((frame) =>
    frame.type === 'votes' ? `votes ${frame.from}-${frame.votes.at(-1)?.seq}` : frame.type,
  );
}
