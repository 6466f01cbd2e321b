import type { BoxState, ButtonView, Fault, SessionView } from '../state.ts';
import type { Boot, ClockQuality } from '../vote.ts';
import { localDate, localTime } from '../zone.ts';
import { amount, facts, fit, timeOf } from './lay.ts';
import { linkWords } from './link.ts';

const MODES: Readonly<Record<BoxState['mode'], string>> = {
  voting: 'votes count',
  menu: 'the service menu is open',
  test: 'test mode: presses are stored as tests',
};

const QUALITIES: Readonly<Record<ClockQuality, string>> = {
  synced: 'synced: a time server has set it',
  hub: 'hub: measured on the link to the hub',
  manual: 'manual: set by hand',
  rtc: 'rtc: from the clock chip',
  unset: 'unset: votes are kept, and count for no session until it is known',
};

/** How well the time is known, and by what. */
export function qualityWords(quality: ClockQuality): string {
  return QUALITIES[quality];
}

/** The box at a glance. */
export function statusText(state: BoxState): string {
  const { clock, votes, failed, buttons, faults } = state;
  const lost = failed === 0 ? '' : `, ${failed} NOT STORED`;
  return facts([
    [
      'Box',
      `${state.box}, ${state.room ?? 'no room'}, LikeBox ${state.version}${state.simulated ? ', simulated' : ''}`,
    ],
    ['Mode', MODES[state.mode]],
    [
      'Clock',
      `${localDate(clock.at, clock.timezone)} ${timeOf(clock.at, clock.timezone)} (${clock.quality})`,
    ],
    ['Session', sessionWords(state.session, clock.timezone)],
    ['Next', nextWords(state.next, clock.timezone)],
    ['Votes', `${votes.total}: +${votes.plus} -${votes.minus}${lost}`],
    ['Buttons', `+1: ${buttonWords(buttons.plus)}; -1: ${buttonWords(buttons.minus)}`],
    ['Link', linkWords(state.hub)],
    ...faultRows(faults),
  ]);
}

function faultRows(faults: readonly Fault[]): [string, string][] {
  if (faults.length === 0) return [['Faults', 'none']];
  return faults.map(({ id, message }, index) => [index === 0 ? 'Faults' : '', `${id}: ${message}`]);
}

function buttonWords({ presses, noise, repeats, active, stuck }: ButtonView): string {
  const now = stuck ? ', STUCK' : active ? ', pressed now' : '';
  return `${amount(presses, 'press', 'presses')}, noise ${noise}, repeats ${repeats}${now}`;
}

/** What a vote counts for, what is on and what comes next, with their times. */
export function sessionText({ session, running, next, clock }: BoxState): string {
  const zone = clock.timezone;
  return facts([
    ['Votes', sessionWords(session, zone)],
    ['On now', running === null ? 'nothing' : `${spanOf(running, zone)} ${running.title}`],
    ['Next', nextWords(next, zone)],
  ]);
}

function sessionWords(session: SessionView | null, zone: string): string {
  if (session === null) return 'none: votes are kept, and count for no session';
  const until = session.closesAt === null ? '' : ` (votes until ${localTime(session.closesAt, zone)})`;
  return `${spanOf(session, zone)} ${session.title}${until}`;
}

function nextWords(next: SessionView | null, zone: string): string {
  return next === null ? 'nothing' : `${spanOf(next, zone)} ${next.title}`;
}

function spanOf({ startsAt, endsAt }: SessionView, zone: string): string {
  return `${localTime(startsAt, zone)}-${localTime(endsAt, zone)}`;
}

/** The time, how well it is known, and since when the computer runs. @param monoMs since its boot */
export function clockText({ clock }: BoxState, { bootId }: Pick<Boot, 'bootId'>, monoMs: number): string {
  return facts([
    ['Time', `${localDate(clock.at, clock.timezone)} ${timeOf(clock.at, clock.timezone)} ${clock.timezone}`],
    ['UTC', new Date(clock.at).toISOString()],
    ['Quality', qualityWords(clock.quality)],
    ['Up', durationWords(monoMs)],
    ['Boot', bootId],
  ]);
}

function durationWords(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  const [days, hours] = [Math.floor(minutes / 1_440), Math.floor(minutes / 60) % 24];
  return `${days === 0 ? '' : `${days} d `}${hours} h ${minutes % 60} min`;
}

/** What stands on the LCD, framed. */
export function lcdText({ lcd: { lines } }: BoxState): string {
  if (lines === null) return 'This box has no LCD, or it shows nothing yet.';
  const edge = `+${'-'.repeat([...(lines[0] ?? '')].length)}+`;
  return [edge, ...lines.map((line) => `|${line}|`), edge].join('\n');
}

/** The rooms, the one of the box with a mark. */
export function roomsText(rooms: readonly string[], chosen: string | null): string {
  const own = chosen === null ? 'This box has no room.' : `This box is in ${chosen}.`;
  const list = rooms.map((room) => fit(room === chosen ? '> ' : '  ', room));
  return [own, ...list].join('\n');
}
