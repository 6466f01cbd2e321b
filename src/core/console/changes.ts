import type { BoxState } from '../state.ts';
import { BUTTONS, type Button } from '../vote.ts';
import { fit, timeOf } from './lay.ts';
import { linkWords } from './link.ts';
import { voteWords } from './votes.ts';

/** Something that happened at a box. */
export interface Happening {
  kind:
    | 'tail'
    | 'edge'
    | 'press'
    | 'repeat'
    | 'noise'
    | 'vote'
    | 'failed'
    | 'link'
    | 'fault'
    | 'over'
    | 'mode'
    | 'room';
  /** Epoch milliseconds, by the box's clock. */
  at: number;
  text: string;
}

/** Edges of one button that were heard together; monotonic. */
export interface Edges {
  button: Button;
  count: number;
  firstMs: number;
  lastMs: number;
  /** The level after the last one: true is pressed. */
  active: boolean;
}

const COUNTED = { press: 'presses', repeat: 'repeats', noise: 'noise' } as const;
const SIGNS = { plus: '+1', minus: '-1' } as const;

/** What happened between two looks at a box, in an order that makes sense. */
export function happenings(before: BoxState, after: BoxState): Happening[] {
  return [
    ...ofButtons(before, after),
    ...ofVotes(before, after),
    ...ofBox(before, after),
    ...ofFaults(before, after),
  ];
}

/** A line of `tail`. @param zone of the event */
export function happeningLine({ kind, at, text }: Happening, zone: string): string {
  return fit(`${timeOf(at, zone)}  ${kind.padEnd(6)}  `, text);
}

/** What the line of a button did; one that bounces is one happening. */
export function edgesHappened({ button, count, firstMs, lastMs, active }: Edges, at: number): Happening {
  const many = count === 1 ? '' : ` after ${count} edges in ${(lastMs - firstMs).toFixed(1)} ms`;
  return { kind: 'edge', at, text: `${SIGNS[button]} ${active ? 'down' : 'up'}${many}` };
}

function ofButtons(before: BoxState, { buttons, clock }: BoxState): Happening[] {
  return BUTTONS.flatMap((button) =>
    (['press', 'repeat', 'noise'] as const).flatMap((kind) => {
      const name = COUNTED[kind];
      const more = buttons[button][name] - before.buttons[button][name];
      if (more <= 0) return [];
      const times = more === 1 ? '' : ` (${more} times)`;
      return [{ kind, at: clock.at, text: `${SIGNS[button]}${times}` }];
    }),
  );
}

function ofVotes(before: BoxState, { lastVotes, failed, clock }: BoxState): Happening[] {
  const knownSeq = before.lastVotes[0]?.seq ?? 0;
  const fresh = lastVotes.filter(({ seq }) => seq > knownSeq).reverse();
  const missed = fresh[0] === undefined || knownSeq === 0 ? 0 : fresh[0].seq - knownSeq - 1;
  const lost = failed - before.failed;
  return [
    ...(missed > 0 ? [{ kind: 'vote' as const, at: clock.at, text: `${missed} more in between` }] : []),
    ...fresh.map((vote) => ({ kind: 'vote' as const, at: vote.at, text: voteWords(vote) })),
    ...(lost > 0 ? [{ kind: 'failed' as const, at: clock.at, text: `${lost} not stored` }] : []),
  ];
}

function ofBox(before: BoxState, after: BoxState): Happening[] {
  const { at } = after.clock;
  const isSameLink = before.hub?.state === after.hub?.state && before.hub?.code === after.hub?.code;
  const why = after.hub?.why === null || after.hub === null ? '' : `: ${after.hub.why}`;
  return [
    ...(before.mode === after.mode ? [] : [{ kind: 'mode' as const, at, text: after.mode }]),
    ...(before.room === after.room ? [] : [{ kind: 'room' as const, at, text: after.room ?? 'none' }]),
    ...(isSameLink ? [] : [{ kind: 'link' as const, at, text: `${linkWords(after.hub)}${why}` }]),
  ];
}

function ofFaults(before: BoxState, after: BoxState): Happening[] {
  const { at } = after.clock;
  const isIn = ({ faults }: BoxState, id: string, message: string | null) =>
    faults.some((fault) => fault.id === id && (message === null || fault.message === message));
  return [
    ...after.faults
      .filter(({ id, message }) => !isIn(before, id, message))
      .map(({ id, message }) => ({ kind: 'fault' as const, at, text: `${id}: ${message}` })),
    ...before.faults
      .filter(({ id }) => !isIn(after, id, null))
      .map(({ id }) => ({ kind: 'over' as const, at, text: id })),
  ];
}
