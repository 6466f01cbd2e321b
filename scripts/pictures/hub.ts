import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext } from 'playwright-core';
import { startBox } from '../../test/browser/box.ts';
import { secretDigestOf } from '../benches/hub/wirebox.ts';
import { castsOf, type Door } from './audience.ts';
import { askToPair, at, playDay, programmeOf } from './event.ts';
import { BOXES, link } from './fleet.ts';
import { duringHub, type Hub } from './hubprocess.ts';
import { takePages } from './pages.ts';
import { press } from './press.ts';

const FIRST = at('08:50:00');
const AWAY = at('15:43:20');
const NOW = at('16:02:50');
const DOORS: readonly Door[] = [
  stood('box-01', 'Amphi A', FIRST, NOW),
  stood('box-02', 'Amphi A', FIRST, NOW),
  stood('box-03', 'Amphi B', FIRST, NOW),
  stood('box-04', 'Salle C', FIRST, NOW),
  stood('box-05', 'Amphi B', FIRST, AWAY),
  stood('box-06', 'Amphi B', FIRST, at('11:20:00')),
  stood('box-06', 'Salle D', at('11:20:00'), NOW),
];

/** In the place of the box that is away. */
const ANOTHER_BOARD = {
  machine: '10000000a3c21f07',
  secretDigest: secretDigestOf('another board'),
  votes: 9,
  firstVoteAt: Date.parse(at('15:59:10')),
};

function stood(box: string, room: string, from: string, to: string): Door {
  return { box, room, fromAt: Date.parse(from), toAt: Date.parse(to) };
}

/** Takes each page of a hub in the middle of an event. */
export async function takeHub(browser: Browser, folder: string): Promise<void> {
  const place = await mkdtemp(join(tmpdir(), 'likebox-pictures-'));
  try {
    const nolwenn = await playDay(browser, place);
    await duringHub(place, AWAY, (hub) => handOver(nolwenn, hub, ['box-05']));
    await duringHub(place, NOW, async (hub) => {
      await handOver(nolwenn, hub, ['box-01', 'box-02', 'box-03', 'box-04', 'box-06']);
      await askToPair(nolwenn, hub.address, 'box-05', ANOTHER_BOARD);
      await whileBoxAsks(hub, () => takePages(nolwenn, hub.address, folder));
    });
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

/** Runs a box that is not paired yet, and was tried out. */
async function whileBoxAsks(hub: Hub, take: () => Promise<void>): Promise<void> {
  const box = await startBox({
    box: 'id = "box-07"\nroom = "Amphi B"',
    tables: `[hub]\nurl = "${hub.address}"\n`,
    at: NOW,
  });
  try {
    for (const button of ['plus', 'plus', 'minus'] as const) await press(box.origin, button);
    await take();
  } finally {
    await box.remove();
  }
}

/** Lets these boxes link and hand over what was cast at their doors. */
export async function handOver(person: BrowserContext, hub: Hub, boxes: readonly string[]): Promise<void> {
  const casts = castsOf(await programmeOf(person, hub), DOORS);
  const port = Number(new URL(hub.address).port);
  for (const event of BOXES.filter(({ box }) => boxes.includes(box)))
    await link(port, event, casts.get(event.box) ?? []);
}
