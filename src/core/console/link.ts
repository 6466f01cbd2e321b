import type { HubLinkView } from '../state.ts';
import { amount, facts, timeOf } from './lay.ts';

const STATES: Readonly<Record<HubLinkView['state'], string>> = {
  pairing: 'asks to be paired',
  refused: 'refused by the hub',
  unreachable: 'no hub answers',
  'changed-key': 'what answers is not the hub it was paired with',
  linked: 'linked',
  away: 'away: it was linked, and will be again',
};

/** The link to the hub in one line. */
export function linkWords(hub: HubLinkView | null): string {
  if (hub === null) return 'none: the box works alone';
  const code = hub.code === null ? '' : `, code ${hub.code}`;
  const queued = hub.queued === 0 ? '' : `, ${amount(hub.queued, 'vote')} waiting`;
  return `${STATES[hub.state]}${code}${queued}`;
}

/** All about the link. @param zone of the event */
export function linkText(hub: HubLinkView | null, zone: string): string {
  if (hub === null) return 'This box works alone: box.toml names no hub.';
  return facts([
    ['State', STATES[hub.state]],
    ['Hub', hub.url ?? 'none yet'],
    ...(hub.why === null ? [] : [['Why', hub.why] as const]),
    ...(hub.code === null ? [] : [['Code', `${hub.code}: compare it on the dashboard`] as const]),
    ['Waiting', amount(hub.queued, 'vote')],
    [
      'Last',
      hub.lastAckAt === null ? 'nothing acknowledged yet' : `acknowledged ${timeOf(hub.lastAckAt, zone)}`,
    ],
  ]);
}
