import type { BoxState } from '../src/core/state.ts';

/** What a page knows of its box: the last state it sent (kept while the box is away), and whether it is there. */
export interface LinkView {
  state: BoxState | null;
  connected: boolean;
}

/** One connection: `close` ends it without another word. */
export interface LinkSocket {
  close(): void;
}

export interface LinkPorts {
  /** Opens `WS /ws`; calls back later, never at once. */
  open(onMessage: (text: string) => void, onClose: () => void): LinkSocket;
  /** Asks `GET /api/state`; rejects when the box does not answer in time. */
  ask(): Promise<BoxState>;
  /** Calls once after `delayMs`; the answer cancels it. */
  after(delayMs: number, call: () => void): () => void;
  /** From 0 to under 1. */
  random(): number;
}

export interface Link {
  /** Tries at once instead of waiting for the next attempt: the network is back. */
  hurry(): void;
}

const RETRY_MIN_MS = 200;
const RETRY_BASE_MS = 500;
const RETRY_MAX_MS = 5_000; // a screen in a room should not stay behind for longer
const QUIET_MS = 10_000; // a box that lost its power closes no socket: after this silence it is asked

/**
 * Follows a box for as long as the page lives. Reconnects with exponential backoff and jitter, and calls `onChange`
 * at every state and whenever the box goes or comes back.
 */
export function createLink(ports: LinkPorts, onChange: (view: LinkView) => void): Link {
  let view: LinkView = { state: null, connected: false };
  let socket: LinkSocket | null = null;
  let attempts = 0;
  let cancelTimer = () => {};

  function show(next: LinkView): void {
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
    show({ state: JSON.parse(text) as BoxState, connected: true });
  }

  async function probe(quiet: LinkSocket): Promise<void> {
    try {
      await ports.ask();
      if (quiet !== socket) return;
      cancelTimer();
      if (view.connected) cancelTimer = ports.after(QUIET_MS, () => void probe(quiet));
      else lose(quiet); // the box answers, this socket never did
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
      if (socket === null) connect();
    },
  };
}

const ASK_TIMEOUT_MS = 4_000;

/** The link of this page to the box that served it; reloads the page when that box was given another version. */
export function followBox(onChange: (view: LinkView) => void): Link {
  const address = new URL('/ws', location.href);
  address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  let version: string | null = null;
  const link = createLink(
    {
      open: (onMessage, onClose) => {
        const socket = new WebSocket(address);
        socket.onmessage = (event) => onMessage(String(event.data));
        socket.onclose = onClose;
        return socket;
      },
      ask: async () => {
        const answer = await fetch('/api/state', { signal: AbortSignal.timeout(ASK_TIMEOUT_MS) });
        return (await answer.json()) as BoxState;
      },
      after: (delayMs, call) => {
        const timer = setTimeout(call, delayMs);
        return () => clearTimeout(timer);
      },
      random: Math.random,
    },
    (view) => {
      version ??= view.state?.version ?? null;
      if (view.state !== null && view.state.version !== version) location.reload();
      else onChange(view);
    },
  );
  addEventListener('online', () => link.hurry());
  return link;
}
