import { QUIET_LEAD } from '../doctor/buttons.ts';
import { type Check, createCheck } from '../doctor/check.ts';
import { checkLines, doctorReport, summaryText } from '../doctor/report.ts';
import type { BoxState, ButtonView, HubLinkView } from '../state.ts';
import { BUTTONS, type Button } from '../vote.ts';
import type { Answer } from './answer.ts';
import { amount, fold, WIDTH } from './lay.ts';
import { linkWords } from './link.ts';
import { qualityWords } from './overview.ts';

const MEASURE = 'stop the box and run likebox doctor: it measures the contact and says which release_ms fits';
const SET_CLOCK = 'plug in the network, or set the clock in the menu of the box (hold both buttons)';

/** What a running box knows of its own health: its faults, and what comes before one. */
export function examine(state: BoxState): Answer {
  const checks = [
    ...state.faults.map(({ id, message }) => createCheck(id, 'wrong', message)),
    judgeVotes(state),
    ...BUTTONS.map((button) => judgeCounts(button, state.buttons[button])),
    judgeTime(state),
    judgeLink(state.hub),
  ];
  const report = doctorReport(checks);
  const lines = [...checks.flatMap((check) => checkLines(check, WIDTH)), summaryText(checks)];
  return { exit: report.ok ? 0 : 3, text: fold(lines.join('\n').trimEnd()), data: report };
}

function judgeVotes({ votes, failed }: BoxState): Check {
  const values = { ...votes, failed };
  if (failed === 0)
    return createCheck('votes', 'ok', `${amount(votes.total, 'vote')} stored, none lost`, { values });
  const words = `${amount(failed, 'vote')} could not be stored; each was answered by the error screen`;
  return createCheck('votes', 'wrong', words, {
    mend: 'look at the disk: log 50, then likebox doctor',
    values,
  });
}

function judgeCounts(button: Button, { presses, noise, repeats, active, stuck }: ButtonView): Check {
  const values = { presses, noise, repeats, active, stuck };
  const found = [
    ...(noise === 0 ? [] : [{ words: amount(noise, 'burst of noise', 'bursts of noise'), mend: QUIET_LEAD }]),
    ...(repeats === 0 ? [] : [{ words: amount(repeats, 'repeat'), mend: MEASURE }]),
  ];
  const words = [amount(presses, 'press', 'presses'), ...found.map((one) => one.words)].join(', ');
  const id = `button-${button}`;
  if (found.length === 0) return createCheck(id, 'ok', words, { values });
  return createCheck(id, 'warning', words, { mend: found.map(({ mend }) => mend).join('; '), values });
}

function judgeTime({ clock }: BoxState): Check {
  const values = { quality: clock.quality };
  const words = qualityWords(clock.quality);
  if (clock.quality !== 'unset') return createCheck('clock', 'ok', words, { values });
  return createCheck('clock', 'warning', words, { mend: SET_CLOCK, values });
}

function judgeLink(hub: HubLinkView | null): Check {
  if (hub === null) return createCheck('link', 'absent', linkWords(hub));
  const why = hub.why === null ? '' : `: ${hub.why}`;
  const values = { state: hub.state, queued: hub.queued };
  return createCheck('link', hub.state === 'linked' ? 'ok' : 'warning', `${linkWords(hub)}${why}`, {
    values,
  });
}
