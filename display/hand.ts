/** How a hand's levels reach the box. */
export interface HandPorts {
  /** Resolves when the box has answered; rejects when nobody did. */
  send(active: boolean): Promise<void>;
  wait(delayMs: number): Promise<void>;
  /** Told whenever the button goes down or up on this page. */
  onChange(held: boolean): void;
}

/** Holds one button down for as long as at least one holder (a finger, a key) does. */
export interface Hand {
  press(holder: string): void;
  release(holder: string): void;
  releaseAll(): void;
  /** The page is going away: lets go at once, as nothing that waits would be sent any more. */
  abandon(): void;
}

const LEVEL_MIN_MS = 60; // a punch button moves no faster, and a touchpad's click of 0 ms must be one press too
const RETRY_MS = 500;
const QUEUE_MAX = 8; // levels; a press that would be played much later than it was made is none

/**
 * Sends the levels of one button in order, each after the answer to the one before, so that a release never
 * overtakes its press. When the box does not answer, what waits is dropped (a vote must not come out of the past) and
 * the release is repeated until the box has it (a button must not stay down).
 */
export function createHand({ send, wait, onChange }: HandPorts): Hand {
  const holders = new Set<string>();
  const queue: boolean[] = [];
  let wanted = false;
  let sending = false;

  async function insistOnRelease(): Promise<void> {
    for (;;) {
      try {
        await send(false);
        break;
      } catch {
        await wait(RETRY_MS);
      }
    }
    queue.length = 0;
    wanted = false;
  }

  async function drain(): Promise<void> {
    sending = true;
    for (let level = queue.shift(); level !== undefined; level = queue.shift()) {
      try {
        await send(level);
        await wait(LEVEL_MIN_MS);
      } catch {
        await insistOnRelease();
      }
    }
    sending = false;
  }

  function want(active: boolean): void {
    if (active === wanted || (active && queue.length >= QUEUE_MAX)) return;
    wanted = active;
    queue.push(active);
    if (!sending) void drain();
  }

  function settle(): void {
    const held = holders.size > 0;
    onChange(held);
    want(held);
  }

  function releaseAll(): void {
    if (holders.size === 0) return;
    holders.clear();
    settle();
  }

  return {
    press(holder) {
      holders.add(holder);
      settle();
    },
    release(holder) {
      if (holders.delete(holder)) settle();
    },
    releaseAll,
    abandon() {
      if (!wanted && !sending) return;
      releaseAll();
      queue.length = 0;
      send(false).catch(() => {}); // nobody is left to try again
    },
  };
}
