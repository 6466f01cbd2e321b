import { CLOSE } from '../../core/link/frames.ts';
import type { HubLinkView } from '../../core/state.ts';
import type { Clock } from '../ports.ts';
import { type Conversation, type ConversationDeps, createConversation } from './conversation.ts';
import { createDocuments, type DocumentUsers } from './documents.ts';
import type { Pairing } from './pairing.ts';
import type { HubKeep, HubLine, Identity, LineEnd, LineOutcome, OpenLine, VoteLog } from './ports.ts';
import { createProgress } from './progress.ts';
import { createRedial } from './redial.ts';
import type { Screens } from './screens.ts';

/** Between two tries, rather than for a person. */
const WAITS: readonly HubLinkView['state'][] = ['unreachable', 'changed-key', 'away'];
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
  view(): HubLinkView;
}

interface Deps extends DocumentUsers, Omit<ConversationDeps, 'line' | 'documents' | 'progress'> {
  clock: Clock;
  /** Uniform in [0, 1). */
  random: () => number;
  /** Tried in order. */
  urls: readonly string[];
  identity: Identity;
  openLine: OpenLine;
  pairing: Pairing;
  keep: HubKeep;
  screens: Screens;
  votes: VoteLog;
  /** After `view` has changed. */
  onChange: () => void;
}

export function createUplink(deps: Deps): Uplink {
  const { clock, random, identity, openLine, votes, pairing, log, onChange } = deps;
  const documents = createDocuments(deps);
  const progress = createProgress(clock, votes);
  let state: HubLinkView['state'] = 'unreachable';
  let why: string | null = null;
  let lastAckAt: number | null = null;
  let talk: Conversation | null = null;
  /** Of the dial that is under way or whose line is open; an older one's answers are nobody's. */
  let turn = 0;
  let isStopped = true;
  const redial = createRedial(clock, random, deps.urls, () => void dial());

  function become(next: HubLinkView['state'], reason: string | null): void {
    if (next !== state)
      log.info({ url: redial.url(), state: next }, reason ?? `the link to the hub is ${next}`);
    state = next;
    why = reason;
    onChange();
  }

  async function dial(): Promise<void> {
    redial.cancel();
    turn += 1;
    const mine = turn;
    if (isStopped) return;
    if (!identity.isPaired()) return pair();
    const outcome = await openLine(redial.url(), {
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
        redial.refused();
        break;
      case 'changed-key':
        become('changed-key', outcome.why);
        redial.later();
        break;
      case 'unreachable':
        if (state !== 'away') become('unreachable', outcome.why);
        redial.later();
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
      onStored: redial.reset,
      onLinked() {
        redial.linked();
        become('linked', null);
      },
    });
    talk.begin();
  }

  function ended({ code, reason }: LineEnd): void {
    turn += 1;
    const wasLinked = state === 'linked' || state === 'away';
    const afterMs = talk?.retryAfterMs() ?? null;
    talk?.end();
    talk = null;
    if (code === CLOSE.otherMachine) void pair(reason);
    else if (code === CLOSE.unpaired) opened({ kind: 'unpaired' });
    else {
      if (code === CLOSE.refused) log.warn({ code, reason }, 'the hub has refused what this box sent');
      become(wasLinked ? 'away' : 'unreachable', reason || 'The link to the hub has broken.');
      redial.later(afterMs);
    }
  }

  function hangUp(): void {
    turn += 1;
    redial.cancel();
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
      deps.screens.stop();
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
      redial.reset();
      if (!isStopped && talk === null && WAITS.includes(state)) void dial();
    },
    async pairAnew() {
      hangUp();
      try {
        await identity.forget();
      } finally {
        void dial(); // people may take their time; and where the old secret stays, it goes on with that
      }
    },
    view() {
      const asked = state === 'pairing' ? pairing.progress() : null;
      return {
        state,
        code: asked?.code ?? null,
        url: asked?.url ?? redial.url(),
        why: asked?.why ?? why,
        queued: progress.queued(),
        lastAckAt,
      };
    },
  };
}
