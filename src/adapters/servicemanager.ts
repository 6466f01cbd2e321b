import { execFile } from 'node:child_process';

/** What systemd can be told of this program; of each it keeps the last. */
export interface News {
  /** The start is over. */
  ready?: true;
  /** It is about to end. */
  stopping?: true;
  alive?: true;
  /** One line for `systemctl status`. */
  status?: string;
}

/** Whoever has started this program and waits to hear from it, or nobody. */
export interface ServiceManager {
  /** It ends the program when that has not been alive for so long, in ms; null where nobody watches. */
  readonly watchdogMs: number | null;
  /** Never fails and is not waited for. What cannot be told goes along with the next news. */
  tell(news: News): void;
}

interface Deps {
  env: Readonly<Record<string, string | undefined>>;
  pid: number;
  log: { warn: (fields: object, message: string) => void };
  /** Says these words to systemd; gives why that failed, or null. */
  run?: Run;
}

type Run = (words: readonly string[], env: Deps['env']) => Promise<string | null>;

const ANSWER_MS = 5_000;
const WHY_MAX = 400; // characters
const STATUS_MAX = 200;

/** Talks the protocol of sd_notify(3), where the environment says that somebody listens. */
export function createServiceManager({ env, pid, log, run = notify }: Deps): ServiceManager {
  const waiting = new Map<string, string>();
  let isTelling = false;
  let hasFailed = false;

  async function tellWhatWaits(): Promise<void> {
    isTelling = true;
    do {
      const told = [...waiting];
      waiting.clear();
      const why = await run(
        told.map(([name, value]) => `${name}=${value}`),
        env,
      );
      if (why !== null && !hasFailed) log.warn({ why }, 'systemd cannot be told how this program does');
      hasFailed = why !== null;
      if (hasFailed) keep(told);
    } while (waiting.size > 0 && !hasFailed);
    isTelling = false;
  }

  /** But not that it was alive: that was true then. */
  function keep(told: readonly (readonly [string, string])[]): void {
    for (const [name, value] of told) {
      if (name !== 'WATCHDOG' && !waiting.has(name)) waiting.set(name, value);
    }
  }

  return {
    watchdogMs: watchdogOf(env, pid),
    tell({ ready, stopping, alive, status }) {
      if (!env.NOTIFY_SOCKET) return;
      if (ready) waiting.set('READY', '1');
      if (stopping) waiting.set('STOPPING', '1');
      if (status !== undefined) waiting.set('STATUS', oneLine(status));
      if (alive) waiting.set('WATCHDOG', '1');
      if (!isTelling && waiting.size > 0) void tellWhatWaits();
    },
  };
}

/** What is meant for another process, the one that has started this one for example, is none of its business. */
function watchdogOf({ NOTIFY_SOCKET, WATCHDOG_USEC, WATCHDOG_PID }: Deps['env'], pid: number): number | null {
  if (!NOTIFY_SOCKET || !/^[1-9]\d{0,14}$/.test(WATCHDOG_USEC ?? '')) return null;
  if (WATCHDOG_PID !== undefined && WATCHDOG_PID !== String(pid)) return null;
  return Number(WATCHDOG_USEC) / 1_000;
}

/** A second line would be news of its own. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').slice(0, STATUS_MAX);
}

/** Node has no datagram sockets of this kind, so systemd's own program speaks for it. */
function notify(words: readonly string[], env: Deps['env']): Promise<string | null> {
  return new Promise((resolve) => {
    // Not `--no-block`: systemd could no longer tell whose news it was once the speaker has gone.
    const options = { env: { ...env }, timeout: ANSWER_MS, killSignal: 'SIGKILL' as const };
    execFile('systemd-notify', words, options, (error, _stdout, stderr) => {
      resolve(error === null ? null : (stderr.trim() || error.message).slice(0, WHY_MAX));
    });
  });
}
