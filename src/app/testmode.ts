import type { Cancel, Clock } from './ports.ts';

const TEST_MODE_MS = 300_000;
const MINUTE_MS = 60_000;

/** A while in which presses are stored as tests, which never count. */
export interface TestMode {
  begin(): void;
  end(): void;
  /** Begun minutes that are left; null outside of test mode. */
  minutesLeft(): number | null;
}

interface Deps {
  clock: Clock;
  /** After test mode has begun or ended. */
  onChange: () => void;
}

/** Test mode ends by itself: a box that somebody tried must not be left counting nothing. */
export function createTestMode({ clock, onChange }: Deps): TestMode {
  let endsAtMs: number | null = null;
  let cancel: Cancel = () => {};

  function end(): void {
    cancel();
    if (endsAtMs === null) return;
    endsAtMs = null;
    onChange();
  }

  return {
    begin() {
      cancel();
      endsAtMs = clock.monoMs() + TEST_MODE_MS;
      cancel = clock.after(TEST_MODE_MS, end);
      onChange();
    },
    end,
    minutesLeft: () =>
      endsAtMs === null ? null : Math.max(1, Math.ceil((endsAtMs - clock.monoMs()) / MINUTE_MS)),
  };
}
