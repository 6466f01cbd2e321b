import { isDeepStrictEqual } from 'node:util';
import type { Role } from '../../core/hub/records.ts';
import type { HubView, Part, PartMessage } from '../../core/hub/view.ts';
import type { Cancel, Clock } from '../ports.ts';

export interface Follower {
  name: string;
  role: Role;
}

/** Sends parts to those who look. One message object goes to everybody who sees the same, so that it is written once. */
export interface Pushes {
  follow(me: Follower, onPart: (message: PartMessage) => void): Cancel;
  /** These have changed: they are sent at once, or when their interval is over. */
  touch(...parts: Part[]): void;
  followers(): number;
  stop(): void;
}

interface Deps {
  clock: Pick<Clock, 'monoMs' | 'after' | 'soon'>;
  /** The least time from one message of a part to the next, milliseconds. */
  intervalMs: (part: Part) => number;
  /** Makes a part as this person may see it. */
  make: <P extends Part>(part: P, me: Follower) => HubView[P];
}

/** In the order in which a page needs them. */
export const PARTS: readonly Part[] = [
  'hub',
  'live',
  'fleet',
  'programme',
  'results',
  'corrections',
  'notices',
  'pairings',
  'wall',
  'screens',
  'accounts',
  'audit',
];

/** Parts that go by who looks: by the person, or by the role. */
const PERSONAL: readonly Part[] = ['hub'];
const BY_ROLE: readonly Part[] = ['accounts', 'audit'];
/** Not worth comparing: they have changed when they are touched, and a large fleet takes long. */
const RESTLESS: readonly Part[] = ['hub', 'live', 'fleet'];

export function createPushes({ clock, intervalMs, make }: Deps): Pushes {
  const followers = new Set<{ me: Follower; onPart: (message: PartMessage) => void }>();
  const due = new Map<Part, Cancel>();
  const sentAtMs = new Map<Part, number>();
  const sent = new Map<string, PartMessage>();

  function audience(part: Part, { name, role }: Follower): string {
    if (PERSONAL.includes(part)) return `${part} ${role} ${name}`;
    return BY_ROLE.includes(part) ? `${part} ${role}` : part;
  }

  function send(part: Part): void {
    due.delete(part);
    sentAtMs.set(part, clock.monoMs());
    const messages = new Map<string, PartMessage | null>();
    for (const { me, onPart } of [...followers]) {
      const group = audience(part, me);
      if (!messages.has(group)) messages.set(group, anew(part, me, group));
      const message = messages.get(group);
      if (message) onPart(message);
    }
  }

  /** Null when everybody has it already. */
  function anew(part: Part, me: Follower, group: string): PartMessage | null {
    const message = messageOf(part, make(part, me));
    if (!RESTLESS.includes(part) && isDeepStrictEqual(sent.get(group)?.value, message.value)) return null;
    sent.set(group, message);
    return message;
  }

  function plan(part: Part): void {
    if (due.has(part)) return;
    const waitMs = (sentAtMs.get(part) ?? Number.NEGATIVE_INFINITY) + intervalMs(part) - clock.monoMs();
    due.set(part, waitMs > 0 ? clock.after(waitMs, () => send(part)) : later(part));
  }

  /** When what came with it has been heard too. */
  function later(part: Part): Cancel {
    let isOver = false;
    clock.soon(() => {
      if (!isOver) send(part);
    });
    return () => {
      isOver = true;
    };
  }

  function stop(): void {
    for (const cancel of due.values()) cancel();
    due.clear();
    sent.clear();
  }

  return {
    follow(me, onPart) {
      const follower = { me, onPart };
      for (const part of PARTS) {
        const group = audience(part, me);
        // What was sent last is true, or about to be sent anew.
        const known = PERSONAL.includes(part) ? undefined : sent.get(group);
        const message = known ?? messageOf(part, make(part, me));
        sent.set(group, message);
        onPart(message);
      }
      followers.add(follower);
      return () => {
        followers.delete(follower);
        if (followers.size === 0) stop();
      };
    },
    touch(...parts) {
      if (followers.size > 0) for (const part of parts) plan(part);
    },
    followers: () => followers.size,
    stop,
  };
}

function messageOf<P extends Part>(part: P, value: HubView[P]): PartMessage {
  return { part, value } as PartMessage;
}
