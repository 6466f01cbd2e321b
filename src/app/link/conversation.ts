import type { HealthFrame, HubFrame } from '../../core/link/frames.ts';
import { betterTime, type HubTime, measureHub } from '../../core/link/hubtime.ts';
import type { Boot } from '../../core/vote.ts';
import type { Cancel, Clock } from '../ports.ts';
import type { Documents } from './documents.ts';
import type { HubLine, VoteLog } from './ports.ts';
import type { Progress } from './progress.ts';
import { createSender } from './sender.ts';

const HEALTH_EVERY_MS = 15_000;

/** What is said over one line, from its first word to its end. */
export interface Conversation {
  begin(): void;
  frame(frame: HubFrame): void;
  voted(): void;
  bootChanged(): void;
  healthChanged(): void;
  /** Says again what the box holds. */
  hello(): void;
  /** The hub has asked to be left alone for so long; null as a rule. */
  retryAfterMs(): number | null;
  /** Nothing is sent any more. */
  end(): void;
  close(): void;
}

export interface ConversationDeps {
  line: HubLine;
  clock: Clock;
  votes: VoteLog;
  documents: Documents;
  progress: Progress;
  machine: string;
  version: string;
  boot: () => Boot;
  /** Of now; `queued` and `monoMs` are added. */
  health: () => Omit<HealthFrame, 'type' | 'queued' | 'monoMs' | 'version'>;
  /** The hub's wall minus the box's monotonic clock, milliseconds. */
  onTime: (wallOffsetMs: number) => void;
  log: {
    info: (fields: object, message: string) => void;
    warn: (fields: object, message: string) => void;
  };
}

/** What becomes of the line. */
export interface ConversationEvents {
  onTrouble: () => void;
  onAcked: () => void;
  /** The hub has come to hold more over this line. */
  onStored: () => void;
  /** The hub has answered the hello. */
  onLinked: () => void;
}

export function createConversation(deps: ConversationDeps & ConversationEvents): Conversation {
  const { line, clock, votes, documents, progress, log, version } = deps;
  let time: HubTime | null = null;
  let retryAfterMs: number | null = null;
  let cancelHealth: Cancel = () => {};
  const sender = createSender({
    line,
    clock,
    log: votes,
    boot: deps.boot,
    machine: deps.machine,
    version,
    onEpochs: progress.hold,
    onAcked(epoch, acked) {
      progress.acked(epoch, acked);
      deps.onAcked();
    },
    onStored: deps.onStored,
    onFork: (epoch, common) =>
      log.warn({ epoch, common }, 'the hub holds another history: what follows is a new epoch of this box'),
    onTrouble(error) {
      log.warn({ err: error }, 'the votes cannot be read for the hub now');
      deps.onTrouble();
    },
  });

  function sendHealth(): void {
    const monoMs = clock.monoMs();
    line.send({ type: 'health', ...deps.health(), queued: progress.queued(), monoMs, version });
  }

  function heardTime(sentMs: number, serverAt: number): void {
    const found = measureHub(sentMs, clock.monoMs(), serverAt);
    if (found === null) return;
    const better = betterTime(time, found);
    if (better === time) return;
    time = better;
    deps.onTime(better.wallOffsetMs);
  }

  function linked(): void {
    deps.onLinked();
    cancelHealth();
    cancelHealth = clock.every(HEALTH_EVERY_MS, sendHealth);
    sendHealth(); // its answer is the first measurement of the hub's clock
  }

  return {
    begin: () => void sender.hello(),
    frame(frame) {
      switch (frame.type) {
        case 'resume':
          linked();
          void sender.resume(frame);
          break;
        case 'ack':
          sender.ack(frame);
          break;
        case 'fork':
          void sender.fork(frame);
          break;
        case 'time':
          heardTime(frame.monoMs, frame.serverAt);
          break;
        case 'changed':
          void documents.fetch(line, frame);
          break;
        case 'retry':
          retryAfterMs = frame.afterMs;
      }
    },
    voted: sender.voted,
    bootChanged: sender.bootChanged,
    healthChanged: sendHealth,
    hello: () => void sender.hello(),
    retryAfterMs: () => retryAfterMs,
    end() {
      sender.stop();
      cancelHealth();
    },
    close: () => line.close(1000, 'the box ends the link'),
  };
}
