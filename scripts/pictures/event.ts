import type { Browser, BrowserContext } from 'playwright-core';
import type { BoxSettings, NoticeText } from '../../src/core/hub/orders.ts';
import type { Organising } from '../../src/core/organising.ts';
import type { Programme } from '../../src/core/programme.ts';
import { secretDigestOf } from '../benches/hub/wirebox.ts';
import { BOXES } from './fleet.ts';
import { duringHub, type Hub } from './hubprocess.ts';
import { enter, newcomer, tell } from './people.ts';

const DAY = '2026-06-24';

/** An instant of the event's day, by the clock on the wall. */
export const at = (time: string): string => `${DAY}T${time}+02:00`;
const instant = (time: string): number => Date.parse(at(`${time}:00`));

/** Plays the day up to the afternoon, each hour of it in a hub of its own, so that what was done has its time. */
export async function playDay(browser: Browser, folder: string): Promise<BrowserContext> {
  const [nolwenn, yann] = await Promise.all([newcomer(browser), newcomer(browser)]);
  await duringHub(folder, at('08:12:20'), async (hub) => {
    await enter(nolwenn, await hub.link(), 'Nolwenn');
    await enter(yann, await invitation(nolwenn, hub, 'organiser'), 'Yann');
    for (const name of ['Ada', 'Erwan', 'Tiphaine'])
      await enter(await newcomer(browser), await invitation(nolwenn, hub, 'viewer'), name);
  });
  await duringHub(folder, at('08:31:05'), (hub) => pairBoxes(nolwenn, hub));
  await duringHub(folder, at('11:24:40'), (hub) => correct(yann, hub));
  await duringHub(folder, at('12:03:10'), (hub) => cancel(nolwenn, hub));
  await duringHub(folder, at('14:46:30'), (hub) => delay(yann, hub));
  await duringHub(folder, at('15:51:50'), (hub) => announce(nolwenn, hub));
  return nolwenn;
}

async function invitation(person: BrowserContext, hub: Hub, role: 'organiser' | 'viewer'): Promise<string> {
  const { data } = await tell(person, hub.address, { kind: 'invite', role });
  return (data as { link: string }).link;
}

async function pairBoxes(person: BrowserContext, { address }: Hub): Promise<void> {
  for (const { box, name } of BOXES) {
    const secretDigest = secretDigestOf(box);
    await askToPair(person, address, box, { machine: `board of ${box}`, secretDigest });
    await tell(person, address, { kind: 'approve', box, secretDigest, sinceAt: null, replaces: null });
    if (name === '') continue;
    const settings: Omit<BoxSettings, 'window'> = { name, room: null, language: null, muted: null };
    await tell(person, address, { kind: 'settings', box, settings });
  }
}

/** As a box asks that its LCD shows the code of. */
export async function askToPair(
  person: BrowserContext,
  address: string,
  box: string,
  said: { machine: string; secretDigest: string; votes?: number; firstVoteAt?: number },
): Promise<void> {
  const data = { version: '0.1.0', votes: 0, firstVoteAt: null, ...said };
  await person.request.post(`${address}/api/v1/boxes/${box}/pairing`, { data });
}

async function correct(person: BrowserContext, { address }: Hub): Promise<void> {
  const stood = { box: 'box-06', room: 'Amphi B', fromAt: instant('09:00'), toAt: instant('11:20') };
  await tell(person, address, { kind: 'correct', correction: { kind: 'stood', ...stood } });
  const alias = { alias: 'Room C', room: 'Salle C' };
  await tell(person, address, { kind: 'correct', correction: { kind: 'alias', ...alias } });
}

async function cancel(person: BrowserContext, hub: Hub): Promise<void> {
  await order(person, hub, { kind: 'cancel', session: 'Salle C 16:00' });
  await notice(person, hub, { kind: 'free', text: 'Lunch is served in the hall' }, null, '13:30');
}

async function delay(person: BrowserContext, hub: Hub): Promise<void> {
  await order(person, hub, { kind: 'move', session: 'Amphi A 17:00', room: 'Salle D' });
  await order(person, hub, { kind: 'undo' });
  await order(person, hub, { kind: 'delay', room: 'Amphi B', by: '10m' });
  await notice(person, hub, { kind: 'free', text: 'The closing is in Amphi A' }, null, '18:00');
}

async function announce(person: BrowserContext, hub: Hub): Promise<void> {
  await notice(person, hub, { kind: 'moved', to: 'Amphi A' }, ['box-04'], '16:30');
  await notice(person, hub, { kind: 'free', text: 'Coffee is ready in the hall' }, null, null);
  await notice(person, hub, { kind: 'full' }, ['box-01', 'box-02'], '16:10');
}

async function notice(
  person: BrowserContext,
  { address }: Hub,
  text: NoticeText,
  boxes: readonly string[] | null,
  until: string | null,
): Promise<void> {
  const untilAt = until === null ? null : instant(until);
  await tell(person, address, { kind: 'notice', text, boxes, untilAt });
}

async function order(person: BrowserContext, { address }: Hub, asked: Organising): Promise<void> {
  await tell(person, address, { kind: 'programme', asked });
}

/** The programme as the hub hands it out now, with what organisers changed. */
export async function programmeOf(person: BrowserContext, { address }: Hub): Promise<Programme> {
  return (await (await person.request.get(`${address}/api/v1/programme`)).json()) as Programme;
}
