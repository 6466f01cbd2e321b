import type { WindowRule } from '../../core/window.ts';
import type { Faults } from '../faults.ts';
import type { Cancel, Clock } from '../ports.ts';
import type { HubBasis } from './basis.ts';

interface Deps {
  clock: Pick<Clock, 'wallAt'>;
  basis: HubBasis;
  /** As hub.toml has it. */
  rule: WindowRule;
  faults: Pick<Faults, 'set' | 'clear'>;
}

/** Keeps the rule of hub.toml with what else says what votes count for. */
export interface RuleWatch {
  /** Rejects when the store does not answer. */
  start(): Promise<void>;
  stop(): void;
}

const MINUTE_MS = 60_000;

/**
 * Of several hub processes the one that was started last decides, for all of them; one whose hub.toml says something else
 * follows and raises `hub-rule`.
 */
export function createRuleWatch({ clock, basis, rule, faults }: Deps): RuleWatch {
  let cancel: Cancel = () => {};

  function look(): void {
    const { rule: kept } = basis.known();
    if (kept === null || isSame(kept, rule)) faults.clear('hub-rule');
    else faults.set('hub-rule', 'warning', otherSentence(kept));
  }

  return {
    async start() {
      await basis.reload();
      const { rule: kept } = basis.known();
      if (kept === null) await basis.change({ kind: 'rule', rule });
      else if (!isSame(kept, rule)) {
        const what = `votes are taken ${wordsOf(rule)}; before it was ${wordsOf(kept)}`;
        await basis.change({ kind: 'rule', rule }, { at: clock.wallAt(), who: 'hub.toml', what });
      }
      cancel = basis.onChange(look);
      look();
    },
    stop: () => cancel(),
  };
}

function isSame(a: WindowRule, b: WindowRule): boolean {
  return a.openAfterMs === b.openAfterMs && a.closeAfterMs === b.closeAfterMs;
}

function wordsOf({ openAfterMs, closeAfterMs }: WindowRule): string {
  const [open, close] = [openAfterMs, closeAfterMs].map((ms) => `${ms / MINUTE_MS} min`);
  return `from ${open} after the beginning until ${close} after the end`;
}

function otherSentence(kept: WindowRule): string {
  return `Another hub on this database was started later, and its hub.toml has other times under [voting]. Votes count by those: ${wordsOf(kept)}. Write the same in every hub.toml, then start this hub again.`;
}
