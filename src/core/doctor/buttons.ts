import type { DebounceRule } from '../debounce.ts';
import type { Button } from '../vote.ts';
import { type Check, createCheck } from './check.ts';
import type { ButtonFindings } from './edges.ts';

interface Trouble {
  verdict: 'warning' | 'wrong';
  words: string;
  mend: string;
}

/** What was seen once in seconds is exceeded in a day: this part of a limit is too close to it. */
const CLOSE = 0.8;
/** Room above what was seen, for a limit that is raised. */
const ROOM = 1.5;
/** Limits of the configuration, see adapters/config/schema.ts. */
const LONGEST_RULE_MS = 1_000;

/** Mends noise. */
export const QUIET_LEAD = 'keep its lead away from mains, shield it, or add an RC filter at the box';
const REWIRE = 'check the contact, its ground and its pull-up; it must rest when nobody pushes it';

/** The verdict on one button after it was watched. */
export function judgeButton(
  button: Button,
  findings: ButtonFindings,
  rule: DebounceRule,
  seconds: number,
): Check {
  const troubles = troublesOf(findings, rule, seconds);
  const verdict = troubles.some((trouble) => trouble.verdict === 'wrong') ? 'wrong' : 'warning';
  const facts = factsOf(findings);
  const values = { ...findings, seconds };
  if (troubles.length === 0) return createCheck(`button-${button}`, 'ok', facts, { values });
  return createCheck(
    `button-${button}`,
    verdict,
    `${troubles.map(({ words }) => words).join('; ')} (${facts})`,
    { mend: [...new Set(troubles.map(({ mend }) => mend))].join('; '), values },
  );
}

function troublesOf(findings: ButtonFindings, rule: DebounceRule, seconds: number): Trouble[] {
  const { presses, repeats, noise, longestBounceMs, longestBreakMs, longestSpikeMs } = findings;
  if (findings.stuck) return [wrong('it never came to rest', REWIRE)];
  if (findings.hum) return [warning('it follows the mains, 50 Hz: its lead picks up hum', QUIET_LEAD)];
  const troubles: Trouble[] = [];
  if (presses === 0) troubles.push(unpressed(noise, seconds));
  const partedMs = Math.max(longestBounceMs, longestBreakMs);
  if (repeats > 0 || partedMs > rule.releaseMs * CLOSE) {
    const words =
      repeats > 0
        ? `${count(repeats, 'press', 'presses')} followed sooner than a hand can: its contact bounces for longer than release_ms = ${rule.releaseMs}`
        : `its contact bounces for ${partedMs} ms, too close to release_ms = ${rule.releaseMs}`;
    troubles.push(warning(words, raise('release_ms', Math.max(partedMs, rule.releaseMs))));
  }
  if (longestSpikeMs > rule.pressMs * CLOSE) {
    const words = `a spike lasted ${longestSpikeMs} ms, too close to press_ms = ${rule.pressMs}`;
    troubles.push(warning(words, raise('press_ms', longestSpikeMs)));
  }
  if (noise > 0) troubles.push(warning(`${count(noise, 'burst', 'bursts')} of noise`, QUIET_LEAD));
  if (findings.lost > 0) {
    const words = `${count(findings.lost, 'edge was', 'edges were')} lost`;
    troubles.push(warning(words, 'run it again while this computer has nothing else to do'));
  }
  return troubles;
}

function unpressed(noise: number, seconds: number): Trouble {
  const during = `in ${seconds} s`;
  const words = noise > 0 ? `edges, but no press ${during}` : `no press ${during}`;
  return warning(words, 'nobody pressed it, or it is not wired: check its line and its ground');
}

function raise(key: 'release_ms' | 'press_ms', seenMs: number): string {
  const ms = Math.min(LONGEST_RULE_MS, Math.ceil((seenMs * ROOM) / 5) * 5);
  return `in box.toml: [hardware.buttons] ${key} = ${ms}`;
}

function factsOf({ presses, edges, longestBounceMs, shortestGapMs, noise }: ButtonFindings): string {
  const gap = shortestGapMs === null ? [] : [`shortest gap ${shortestGapMs} ms`];
  return [
    count(presses, 'press', 'presses'),
    count(edges, 'edge', 'edges'),
    `bounce up to ${longestBounceMs} ms`,
    ...gap,
    `noise ${noise}`,
  ].join(', ');
}

function count(amount: number, one: string, many: string): string {
  return `${amount} ${amount === 1 ? one : many}`;
}

function warning(words: string, mend: string): Trouble {
  return { verdict: 'warning', words, mend };
}

function wrong(words: string, mend: string): Trouble {
  return { verdict: 'wrong', words, mend };
}
