import type { BoxState } from '../src/core/state.ts';

/** What a page knows of its box or hub: its last state (kept while it is away), and whether it is there. */
export interface LinkView<T = BoxState> {
  state: T | null;
  connected: boolean;
}

/** One connection: `close` ends it without another word. */
export interface LinkSocket {
  close(): void;
}

export interface LinkPorts<T = BoxState> {
  /** Opens the socket; calls back later, never at once. */
  open(onMessage: (text: string) => void, onClose: () => void): LinkSocket;
  /** What is known after a message. */
  read(text: string, before: T | null): T;
  /** The other side speaks by itself every few seconds: a socket that is quiet is lost, though others are answered. */
  isTalkative?: boolean;
  /** Asks for anything by HTTP; rejects when nobody answers in time. */
  ask(): Promise<unknown>;
  /** Calls once after `delayMs`; the answer cancels it. */
  after(delayMs: number, call: () => void): () => void;
  /** From 0 to under 1. */
  random(): number;
}

export interface Link {
  /** Tries at once instead of waiting for the next attempt: the network is back. */
  hurry(): void;
  /** Ends it for good, without another word. */
  stop(): void;
}

const RETRY_MIN_MS = 200;
const RETRY_BASE_MS = 500;
const RETRY_MAX_MS = 5_000; // a screen in a room should not stay behind for longer
const QUIET_MS = 10_000; // a box that lost its power closes no socket: after this silence it is asked

/**
 * Follows a box or a hub until it is stopped. Reconnects with exponential backoff and jitter, and calls `onChange`
 * at every message and whenever the other side goes or comes back.
 */
export function createLink<T>(ports: LinkPorts<T>, onChange: (view: LinkView<T>) => void): Link {
  let stopped = false;
  let view: LinkView<T> = { state: null, connected: false };
  let socket: LinkSocket | null = null;
  let attempts = 0;
  let cancelTimer = () => {};

  function show(next: LinkView<T>): void {
    view = next;
    onChange(view);
  }

  function connect(): void {
    cancelTimer();
    const opened = ports.open(
      (text) => receive(opened, text),
      () => lose(opened),
    );
    socket = opened;
    cancelTimer = ports.after(QUIET_MS, () => void probe(opened));
  }

  function receive(from: LinkSocket, text: string): void {
    if (from !== socket) return;
    attempts = 0;
    cancelTimer();
    cancelTimer = ports.after(QUIET_MS, () => void probe(from));
    show({ state: ports.read(text, view.state), connected: true });
  }

  async function probe(quiet: LinkSocket): Promise<void> {
    try {
      await ports.ask();
      if (quiet !== socket) return;
      cancelTimer();
      // Where it answers and this socket never did, or should have by now, only another one helps.
      if (view.connected && ports.isTalkative !== true) {
        cancelTimer = ports.after(QUIET_MS, () => void probe(quiet));
      } else lose(quiet);
    } catch {
      lose(quiet);
    }
  }

  function lose(lost: LinkSocket): void {
    if (lost !== socket) return;
    socket = null;
    lost.close();
    cancelTimer();
    const ceilingMs = Math.min(RETRY_MAX_MS, RETRY_BASE_MS * 2 ** attempts);
    attempts += 1;
    cancelTimer = ports.after(RETRY_MIN_MS + ports.random() * (ceilingMs - RETRY_MIN_MS), connect);
    if (view.connected) show({ ...view, connected: false });
  }

  connect();
  return {
    hurry() {
      if (socket === null && !stopped) connect();
    },
    stop() {
      stopped = true;
      cancelTimer();
      socket?.close();
      socket = null;
    },
  };
}

const ASK_TIMEOUT_MS = 4_000;

/** What a link needs of the browser, with a socket at this path of the server that the page came from. */
export function browserPorts(path: string): Pick<LinkPorts<unknown>, 'open' | 'after' | 'random'> {
  const address = new URL(path, location.href);
  address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  return {
    open: (onMessage, onClose) => {
      const socket = new WebSocket(address);
      socket.onmessage = (event) => onMessage(String(event.data));
      socket.onclose = onClose;
      return socket;
    },
    after: (delayMs, call) => {
      const timer = setTimeout(call, delayMs);
      return () => clearTimeout(timer);
    },
    random: Math.random,
  };
}

export interface FollowOptions {
  /** The version of the box that served this page, where it was remembered; else the first that is heard. */
  version: string | null;
  /** Loads the page again; gets the state that has another version. */
  reload(state: BoxState): void;
}

const FOLLOW: FollowOptions = { version: null, reload: () => location.reload() };

/** The link of this page to the box that served it; reloads the page when that box was given another version. */
export function followBox(onChange: (view: LinkView) => void, { version, reload } = FOLLOW): Link {
  let served = version;
  const link = createLink(
    {
      ...browserPorts('/ws'),
      read: (text) => JSON.parse(text) as BoxState,
      ask: async () => (await fetch('/api/state', { signal: AbortSignal.timeout(ASK_TIMEOUT_MS) })).json(),
    },
    (view) => {
      served ??= view.state?.version ?? null;
      if (view.state !== null && view.state.version !== served) reload(view.state);
      else onChange(view);
    },
  );
  addEventListener('online', () => link.hurry());
  return link;
}
