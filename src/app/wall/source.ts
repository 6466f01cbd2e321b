import { labelOfSource } from '../../core/wall/label.ts';
import type { WallSource } from '../../core/wall/sources.ts';
import type { SourceView } from '../../core/wall/view.ts';
import type { Answer } from './ports.ts';

/** A source as the poller follows it. */
export interface Followed {
  source: WallSource;
  view: Omit<SourceView, 'posts' | 'label' | 'key' | 'network'>;
  /** How often. */
  asked: number;
  /** In a row. */
  failures: number;
  /** Monotonic: when it is asked next. */
  dueAtMs: number;
}

const BACKOFF_MAX_MS = 900_000;
/** The sources of a wall, and walls that were started together, do not ask in step. */
const JITTER = 0.1;

export function follow(source: WallSource): Followed {
  const view = { state: 'waiting', why: null, askedAt: null, nextAt: null, cost: null } as const;
  return { source, view: { ...view }, asked: 0, failures: 0, dueAtMs: 0 };
}

/**
 * How long to wait after an answer, milliseconds: the pace of the source, ever more after failures, and never less than
 * the network said.
 * @param failures in a row, this one included; 0 for an answer that was one
 * @param chance uniform in [0, 1)
 */
export function pauseMs({ everyMs }: WallSource, answer: Answer, failures: number, chance: number): number {
  const slowed = everyMs * 2 ** Math.max(0, failures - 1);
  const paced = Math.min(slowed, Math.max(everyMs, BACKOFF_MAX_MS)) * (1 + JITTER * chance);
  return Math.ceil(Math.max(paced, answer.waitMs ?? 0));
}

/** @param posts those that are known from this source and not gone */
export function viewOf({ source, view }: Followed, posts: number): SourceView {
  const state = view.state === 'ok' && posts === 0 ? 'empty' : view.state;
  return { key: source.key, label: labelOfSource(source), network: source.kind, ...view, state, posts };
}
