import { backoffMs } from '../../core/link/backoff.ts';
import { CLOSE } from '../../core/link/frames.ts';
import type { Cancel, Clock } from '../ports.ts';
import { type Conversation, type ConversationDeps, createConversation } from './conversation.ts';
import { createDocuments, type DocumentUsers } from './documents.ts';
import type { Pairing } from './pairing.ts';
import type { HubKeep, HubLine, Identity, LineEnd, LineOutcome, OpenLine, VoteLog } from './ports.ts';
import { createProgress } from './progress.ts';

/** A hub that knows this box no more is asked so often whether it does again. */
const REFUSED_RETRY_MS = 30_000;

const REFUSED = 'An organiser refused this box. Ask them, then choose Pair in the service menu.';
const UNKNOWN = 'The hub does not know this box, or no more. Pair it in the service menu to add it again.';

/** The box's end of the link: it keeps one line open to one of the hub's addresses, for as long as it is started. */
export interface Uplink {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** A vote was stored. Never waits, never throws. */
  voted(): void;
  /** What is known of the time of this boot has changed. */
  bootChanged(): void;
  /** The database was opened, or another one has begun: what the hub was told is no longer so. */
  logChanged(): void;
  /** A fault has begun or ended: the hub is told at once. */
  healthChanged(): void;
  /** The cable is back: tries at once. */
  hurry(): void;
  /** Forgets the hub and asks to be paired, because a person wants it. */
  pairAnew(): Promise<void>;
  view(): UplinkView;
}

/**
 * `pairing`: asks to be paired; `code` is what both screens show. `refused`: no hub takes this box. `changed-key`: what
 * answers is not the hub it was paired with. `away`: it was linked, and will be again.
 */
export interface UplinkView {
  state: 'pairing' | 'refused' | 'unreachable' | 'changed-key' | 'linked' | 'away';
  code: string | null;
  /** The address that is linked, or was tried last. */
  url: string | null;
  /** Why it is not linked, for people. */
  why: string | null;
  /** Votes that the hub does not have yet. */
  queued: number;
  /** Epoch milliseconds by the box's clock. */
  lastAckAt: number | null;
}

interface Deps
  extends DocumentUsers,
    Omit<ConversationDeps, 'line' | 'documents' | 'progress' | 'onTrouble' | 'onAcked' | 'onLinked'> {
  clock: Clock;
  /** Uniform in [0, 1). */
  random: () => number;
  /** Tried in order. */
  urls: readonly string[];
  identity: Identity;
  openLine: OpenLine;
  pairing: Pairing;
  keep: HubKeep;
  votes: VoteLog;
  /** After `view` has changed. */
  onChange: () => void;
}

export function createUplink(deps: Deps): Uplink {
  const { clock, random, urls, identity, openLine, votes, pairing, log, onChange } = deps;
  const documents = createDocuments(deps);
  const progress = createProgress(clock, votes);
  let state: UplinkView['state'] = 'unreachable';
  let why: string | null = null;
  let tries = 0;
  let failures = 0;
  let lastAckAt: number | null = null;
  let talk: Conversation | null = null;
  /** Of the dial that is under way or whose line is open; an older one's answers are nobody's. */
  let turn = 0;
  let isStopped = true;
  let afterMs: number | null = null; // as the hub has asked for
  let cancelRetry: Cancel = () => {};

  function become(next: UplinkView['state'], reason: string | null): void {
    if (next !== state) log.info({ url: urlOf(), state: next }, reason ?? `the link to the hub is ${next}`);
    state = next;
    why = reason;
    onChange();
  }

  const urlOf = () => urls[tries % urls.length] ?? '';

  function again(delayMs: number): void {
    cancelRetry();
    if (!isStopped) cancelRetry = clock.after(delayMs, () => void dial());
  }

  /** The next address; after each round of all of them ever later. */
  function retryLater(): void {
    tries += 1;
    failures += 1;
    const rounds = Math.ceil(failures / urls.length);
    again(afterMs ?? backoffMs(rounds, random()));
    afterMs = null;
  }

  async function dial(): Promise<void> {
    cancelRetry();
    turn += 1;
    const mine = turn;
    if (isStopped) return;
    if (!identity.isPaired()) return pair();
    const outcome = await openLine(urlOf(), {
      onFrame: (frame) => {
        if (mine === turn) talk?.frame(frame);
      },
      onClose: (end) => {
        if (mine === turn) ended(end);
      },
    });
    if (mine === turn) opened(outcome);
    else if (outcome.kind === 'open') outcome.line.close(1000, 'no longer wanted');
  }

  /** Until people have decided. */
  async function pair(why: string | null = null): Promise<void> {
    become('pairing', why);
    const end = await pairing.run();
    if (end === 'paired') await dial();
    else if (end === 'refused') become('refused', REFUSED);
  }

  function opened(outcome: LineOutcome): void {
    switch (outcome.kind) {
      case 'open':
        converse(outcome.line);
        break;
      case 'unpaired':
        become('refused', UNKNOWN);
        tries += 1;
        again(REFUSED_RETRY_MS * (1 + random()));
        break;
      case 'changed-key':
        become('changed-key', outcome.why);
        retryLater();
        break;
      case 'unreachable':
        if (state !== 'away') become('unreachable', outcome.why);
        retryLater();
    }
  }

  function converse(line: HubLine): void {
    talk = createConversation({
      ...deps,
      line,
      documents,
      progress,
      onTrouble: () => line.close(1011, 'the box cannot read its votes now'),
      onAcked() {
        lastAckAt = Math.round(clock.wallAt());
        onChange();
      },
      onLinked() {
        failures = 0;
        become('linked', null);
      },
    });
    talk.begin();
  }

  function ended({ code, reason }: LineEnd): void {
    const wasLinked = state === 'linked';
    afterMs = talk?.retryAfterMs() ?? null;
    talk?.end();
    talk = null;
    if (code === CLOSE.otherMachine) return void pair(reason);
    if (code === CLOSE.unpaired) return opened({ kind: 'unpaired' });
    if (code === CLOSE.refused) log.warn({ code, reason }, 'the hub has refused what this box sent');
    become(
      wasLinked || state === 'away' ? 'away' : 'unreachable',
      reason || 'The link to the hub has broken.',
    );
    retryLater();
  }

  function hangUp(): void {
    turn += 1;
    cancelRetry();
    pairing.stop();
    talk?.end();
    talk?.close();
    talk = null;
  }

  return {
    async start() {
      isStopped = false;
      await Promise.all([documents.load(), progress.load()]);
      void dial();
    },
    async stop() {
      isStopped = true;
      hangUp();
      await progress.stop();
    },
    voted() {
      progress.voted();
      talk?.voted();
    },
    bootChanged: () => talk?.bootChanged(),
    logChanged: () => void (talk === null ? progress.load() : talk.hello()),
    healthChanged: () => talk?.healthChanged(),
    hurry() {
      failures = 0;
      if (!isStopped && talk === null && state !== 'pairing') void dial();
    },
    async pairAnew() {
      hangUp();
      await identity.forget();
      await dial();
    },
    view() {
      const asked = state === 'pairing' ? pairing.progress() : null;
      return {
        state,
        code: asked?.code ?? null,
        url: asked?.url ?? urlOf(),
        why: asked?.why ?? why,
        queued: progress.queued(),
        lastAckAt,
      };
    },
  };
}
