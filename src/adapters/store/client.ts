import type { Cancel, Clock, ProgrammeStore, Receipt, StoreTotals } from '../../app/ports.ts';
import type { Boot, Vote, VoteSpan } from '../../core/vote.ts';
import type { WindowRule } from '../../core/window.ts';
import type { DatabaseOptions } from './database.ts';
import { StoreError, type StoreTrouble } from './errors.ts';
import { createHubKeep, createVoteLog } from './hublog.ts';
import { createMail, DIED, type Mail } from './mail.ts';
import type { Answers, Opening, Reply, Request } from './messages.ts';
import { createPause } from './pause.ts';
import { createProgrammeStore } from './programmes.ts';
import { createRetry } from './retry.ts';
import { changed, type OpenStore, type StoreLog, type StoreOptions, type StoreState } from './store.ts';

/** The store of a box, whose database lives in a thread of its own. Nothing is opened before `start`. */
export function openStore(options: StoreOptions): OpenStore {
  return new StoreClient(options);
}

const BACKLOG_MAX = 1000; // votes: minutes of punching; a disk that is stuck for longer refuses
const HOPELESS: readonly StoreTrouble[] = ['held', 'newer', 'foreign'];
const CLOSED = 'The store is closed.';
const TOO_SLOW = 'The disk is too slow: too many votes are waiting to be stored.';

class StoreClient implements OpenStore {
  readonly programmes: ProgrammeStore = createProgrammeStore((request) => this.#ask(request));
  readonly log = createVoteLog((request) => this.#ask(request));
  readonly kept = createHubKeep((request) => this.#ask(request));
  readonly #clock: Clock;
  readonly #log: StoreLog;
  #options: Omit<DatabaseOptions, 'at' | 'lastSeq'>;
  readonly #listeners = new Set<(state: StoreState) => void>();
  readonly #pause;
  readonly #retry;
  #state: StoreState = { open: false, fault: CLOSED, warning: null };
  #mail: Mail | null = null;
  #stopped = false;
  /** The last vote somebody was thanked for; null before the first opening. */
  #lastSeq: number | null = null;

  constructor({ clock, log, ...options }: StoreOptions) {
    this.#clock = clock;
    this.#log = log;
    this.#options = options;
    this.#retry = createRetry(clock, () => void this.#attempt());
    // A failed checkpoint loses nothing, and shows at the next vote when it lasts.
    this.#pause = createPause(clock, () => void this.#ask({ kind: 'checkpoint' }).catch(() => {}));
  }

  warm(): void {
    this.#thread();
  }

  async start(): Promise<void> {
    this.#stopped = false;
    const reply = await this.#attempt();
    if (reply.ok || !HOPELESS.includes(reply.trouble)) return;
    this.#retry.cancel();
    await this.#mail?.end();
    this.#mail = null;
    throw new StoreError(reply.trouble, reply.why);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#retry.cancel();
    const mail = this.#mail;
    this.#mail = null;
    await mail?.send<'close'>({ kind: 'close' });
    await mail?.end();
    this.#pause.stop(); // until then votes are stored
    this.#become({ open: false, fault: CLOSED });
  }

  async append(vote: Vote): Promise<Receipt> {
    const mail = this.#mail;
    const refusal = this.#refusal(mail);
    if (mail === null || refusal !== null) {
      await mail?.answered(); // in the order of the calls
      return { stored: false, why: refusal ?? CLOSED };
    }
    const reply = await mail.send<'append'>({ kind: 'append', vote });
    if (!reply.ok) {
      this.#noteFailure(reply);
      return { stored: false, why: reply.why };
    }
    const { seq, digest } = reply.value;
    this.#lastSeq = seq;
    this.#pause.voted();
    return { stored: true, vote: { ...vote, seq, digest } };
  }

  totals(): Promise<StoreTotals> {
    return this.#ask({ kind: 'totals' });
  }

  saveBoot(boot: Boot): Promise<Boot> {
    return this.#ask({ kind: 'save-boot', boot });
  }

  spansWithVotes(room: string, spans: readonly VoteSpan[]): Promise<boolean[]> {
    return this.#ask({ kind: 'spans', room, spans });
  }

  async saveRule(rule: WindowRule): Promise<void> {
    this.#options = { ...this.#options, rule }; // of the openings that follow
    await this.#ask({ kind: 'save-rule', rule });
  }

  async startEvent(name: string, at: number): Promise<string> {
    if (this.#mail === null || !this.#state.open) throw new StoreError('closed', this.#state.fault ?? CLOSED);
    const reply = await this.#mail.send<'start-event'>({ kind: 'start-event', event: { name, at } });
    if (!reply.ok) {
      // Which of the two databases the next opening finds is not known, nor how many votes it holds.
      if (!reply.open) this.#lastSeq = null;
      this.#noteFailure(reply);
      throw new StoreError(reply.trouble, reply.why);
    }
    const { aside, lastSeq } = reply.value;
    this.#lastSeq = lastSeq;
    this.#log.info({ event: name, aside }, 'a new event has begun');
    this.#tell();
    return aside;
  }

  state(): StoreState {
    return this.#state;
  }

  onState(listener: (state: StoreState) => void): Cancel {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #refusal(mail: Mail | null): string | null {
    if (mail === null || !this.#state.open) return this.#state.fault ?? CLOSED;
    return mail.waiting() < BACKLOG_MAX ? null : TOO_SLOW;
  }

  async #ask<K extends keyof Answers>(request: Extract<Request, { kind: K }>): Promise<Answers[K]> {
    if (this.#mail === null || !this.#state.open) {
      throw new StoreError('closed', this.#state.fault ?? CLOSED);
    }
    const reply = await this.#mail.send<K>(request);
    if (reply.ok) return reply.value;
    this.#noteFailure(reply);
    throw new StoreError(reply.trouble, reply.why);
  }

  #thread(): Mail {
    this.#mail ??= createMail((cause) => {
      this.#mail = null;
      this.#log.error({ err: cause }, 'the thread of the store died');
      this.#fail(DIED, null);
    });
    return this.#mail;
  }

  async #attempt(): Promise<Reply<'open'>> {
    const mail = this.#thread();
    const options = { ...this.#options, at: this.#clock.wallAt(), lastSeq: this.#lastSeq };
    const reply = await mail.send<'open'>({ kind: 'open', options });
    if (reply.ok) this.#opened(reply.value);
    else this.#fail(reply.why, reply.warning);
    return reply;
  }

  #opened({ lastSeq, warning }: Opening): void {
    this.#retry.reset();
    this.#lastSeq = lastSeq;
    this.#become({ open: true, fault: null, warning });
    this.#log.info({ path: this.#options.path, lastSeq }, 'the store is open');
  }

  /** After a failure the thread has tried to open the file again; `open` says how that went. */
  #noteFailure(reply: Extract<Reply, { ok: false }>): void {
    if (!this.#state.open || reply.trouble === 'closed') return;
    if (reply.open) {
      this.#log.error({ path: this.#options.path }, reply.why);
      this.#become({ warning: reply.warning });
    } else this.#fail(reply.why, reply.warning);
  }

  #fail(fault: string, warning: string | null): void {
    if (this.#state.fault !== fault) this.#log.error({ path: this.#options.path }, fault);
    this.#become({ open: false, fault, warning });
    // An opening after the stop would hold the directory against the next store.
    if (!this.#stopped) this.#retry.again();
  }

  #become(change: Partial<StoreState>): void {
    const { warning } = this.#state;
    const next = changed(this.#state, change);
    if (next === this.#state) return;
    const { path } = this.#options;
    if (next.warning !== warning && next.warning !== null) this.#log.warn({ path }, next.warning);
    this.#state = next;
    this.#tell();
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener(this.#state);
  }
}
