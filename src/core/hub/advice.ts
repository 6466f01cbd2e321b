import type { HealthFrame } from '../link/frames.ts';
import type { LinkState } from './view.ts';

/** Something to be done about a box, in words. */
export interface Advice {
  severity: 'error' | 'warning';
  text: string;
}

/** How a box is, as far as its hub knows. Instants are epoch milliseconds. */
export interface Condition {
  /** Now. */
  at: number;
  link: LinkState;
  seenAt: number | null;
  pairedAt: number;
  /** What it said last; null before it said anything. */
  health: HealthFrame | null;
  /** How many votes waited at it when it spoke the time before. */
  queuedBefore: number;
  /** Where it stands; null for nowhere. */
  room: string | null;
  /** False when the programme has no such room, by whatever name. */
  isRoomKnown: boolean;
  /** Logs whose history differs from what the hub holds, and that count all the same. */
  forks: number;
}

const MINUTE_MS = 60_000;
const AWAY_MS = 30_000; // a box that restarts is not away
const AWAY_LONG_MS = 5 * MINUTE_MS;
const NEVER_MS = 2 * MINUTE_MS;
const NOISE_MIN = 20;
const REPEATS_MIN = 20;
const QUEUE_MIN = 50;
const DISK: readonly { below: number; severity: Advice['severity']; text: string }[] = [
  { below: 0.05, severity: 'error', text: 'its votes are in danger, free its disk now' },
  { below: 0.1, severity: 'warning', text: 'free its disk, or put in a larger card tonight' },
  { below: 0.2, severity: 'warning', text: 'keep an eye on it' },
];

/** What is wrong with a box and what to do, most urgent first. */
export function adviceOf(condition: Condition): Advice[] {
  const { link, health } = condition;
  if (link === 'revoked') return [];
  const found = [
    ...ofLink(condition),
    ...(health === null ? [] : [...ofFaults(health), ...ofStore(health), ...ofMachine(health)]),
    ...(health === null ? [] : [...ofButtons(health), ...ofQueue(condition, health)]),
    ...ofRoom(condition),
    ...ofForks(condition),
  ];
  return found.sort((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'));
}

function ofLink({ link, seenAt, pairedAt, at }: Condition): Advice[] {
  if (link === 'never' && at - pairedAt >= NEVER_MS) {
    return [warning('It was paired and has not linked since: check its network cable and its hub address.')];
  }
  if (link !== 'away' || seenAt === null || at - seenAt < AWAY_MS) return [];
  const forMs = at - seenAt;
  const text = `Away for ${spanOf(forMs)}: check its power and its network cable. It keeps counting by itself.`;
  return [{ severity: forMs < AWAY_LONG_MS ? 'warning' : 'error', text }];
}

function ofFaults({ faults }: HealthFrame): Advice[] {
  return faults.map(({ severity, message }) => ({ severity, text: message }));
}

function ofStore({ failed, disk }: HealthFrame): Advice[] {
  const lost =
    failed === 0 ? [] : [problem(`${plural(failed, 'vote')} could not be stored: change its card.`)];
  if (disk === null || disk.totalBytes === 0) return lost;
  const free = disk.freeBytes / disk.totalBytes;
  const level = DISK.find(({ below }) => free < below);
  if (level === undefined) return lost;
  return [
    ...lost,
    { severity: level.severity, text: `${Math.floor(free * 100)} % of its disk are free: ${level.text}.` },
  ];
}

function ofMachine({ temperature, clock, mode }: HealthFrame): Advice[] {
  const found: Advice[] = [];
  if (temperature !== null && temperature >= 70) {
    const text = `It is ${Math.round(temperature)} °C warm inside: take it out of the sun and give it air.`;
    found.push({ severity: temperature >= 80 ? 'error' : 'warning', text });
  }
  if (clock === 'unset') {
    found.push(warning('Its clock is not set: its votes are kept, and count when its time is known.'));
  }
  if (mode === 'test') found.push(warning('It is in test mode: nothing that is pressed counts.'));
  return found;
}

function ofButtons({ noise, repeats }: HealthFrame): Advice[] {
  const sides = [
    { name: '+1', noise: noise.plus, repeats: repeats.plus },
    { name: '-1', noise: noise.minus, repeats: repeats.minus },
  ];
  return sides.flatMap((side) => [
    ...(side.noise < NOISE_MIN
      ? []
      : [warning(`Check the wiring of ${side.name}: ${side.noise} times there was noise on its line.`)]),
    ...(side.repeats < REPEATS_MIN
      ? []
      : [
          warning(
            `Look at the button ${side.name}: ${side.repeats} presses came quicker than a hand can mean them, so its contact may be worn.`,
          ),
        ]),
  ]);
}

function ofQueue({ queuedBefore, link }: Condition, { queued }: HealthFrame): Advice[] {
  if (link !== 'linked' || queued < QUEUE_MIN || queued <= queuedBefore) return [];
  return [warning(`${queued} votes wait at the box and become more: its network is slow or broken.`)];
}

function ofRoom({ room, isRoomKnown }: Condition): Advice[] {
  if (room === null) return [warning('It has no room: choose one, or its votes count for nothing.')];
  if (isRoomKnown) return [];
  return [
    warning(
      `The programme has no room "${room}": choose another for it, or say what room that is, or its votes count for nothing.`,
    ),
  ];
}

function ofForks({ forks }: Condition): Advice[] {
  if (forks === 0) return [];
  const text =
    'Its history differs from what the hub holds, as after a copied or restored card: both logs count. Leave one out if its votes are in the other as well.';
  return [warning(text)];
}

function spanOf(ms: number): string {
  const minutes = Math.floor(ms / MINUTE_MS);
  if (minutes < 1) return `${Math.floor(ms / 1_000)} s`;
  return minutes < 120 ? `${minutes} min` : `${Math.floor(minutes / 60)} h`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function warning(text: string): Advice {
  return { severity: 'warning', text };
}

function problem(text: string): Advice {
  return { severity: 'error', text };
}
