import type { Browser, CDPSession } from 'playwright-core';
import type { Documents } from '../../display/kiosk/scene.ts';
import { createAgenda } from '../../src/core/agenda.ts';
import { demoProgramme } from '../../src/core/demo.ts';
import type { KioskPage } from '../../src/core/display.ts';
import type { KnownSession, Programme } from '../../src/core/programme.ts';
import type { BoxState } from '../../src/core/state.ts';
import { makePicture, makePost } from '../display/posts.ts';
import { MINUTE_MS, makeState } from '../display/state.ts';
import { openStaged, type Staged } from './kioskstage.ts';

const PAGES: readonly KioskPage[] = ['room', 'programme', 'wall', 'clock'];
const FOR_MS = 20_000;
const POSTS = 30;
const ROOM = 'Amphi A';
const ZONE = 'Europe/Paris';

/** What a kiosk page has used since it was opened. */
export interface Used {
  /** Live objects of JavaScript after two collections, bytes. */
  heapBytes: number;
  nodes: number;
  /** Of the main thread, milliseconds. */
  busyMs: number;
}

/** A kiosk whose time the caller moves: all four pages take turns, a vote comes every minute. */
export interface KioskDay {
  staged: Staged;
  /** Lives through so many minutes, minute by minute, as fast as it can. */
  live(minutes: number): Promise<void>;
  used(): Promise<Used>;
}

/** Opens a kiosk in the middle of the demo conference, at `beginAt`, with a full wall. */
export async function openDay(
  browser: Browser,
  origin: string,
  beginAt: number,
  size = { width: 1920, height: 1080 },
): Promise<KioskDay> {
  const programme = programmeAt(beginAt);
  const agenda = createAgenda(programme, ROOM, { openAfterMs: 10 * MINUTE_MS, closeAfterMs: 15 * MINUTE_MS });
  const posts = Array.from({ length: POSTS }, (_, i) => ({
    ...makePost(`p${i}`, `Une salle pleine pour parler de capteurs, numéro ${i} #likebox`),
    at: beginAt - i * MINUTE_MS,
    pictures: i % 3 === 0 ? [makePicture(1_200, 400)] : [],
  }));
  const documents: Partial<Documents> = { programme, wall: { posts, updatedAt: beginAt } };
  let minute = 0;

  function stateNow(): BoxState {
    const at = beginAt + minute * MINUTE_MS;
    const state = makeState({ language: 'fr', clock: { at, quality: 'synced', timezone: ZONE } });
    return {
      ...state,
      ...agenda.at(at),
      votes: { plus: minute, minus: 0, total: minute },
      lastVotes: [{ seq: minute + 1, value: 1, at, sessionTitle: null, source: 'button' }],
      display: { ...state.display, pages: PAGES.map((page) => ({ page, forMs: FOR_MS })) },
    };
  }

  const staged = await openStaged(browser, {
    ...{ origin, asked: null, state: stateNow(), documents, ...size },
    prepare: (page) => page.clock.install({ time: beginAt }),
  });
  const { page } = staged;
  await page.locator('.layer').first().waitFor();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');
  return {
    staged,
    async live(minutes) {
      for (let i = 0; i < minutes; i += 1) {
        minute += 1;
        await page.clock.runFor(MINUTE_MS);
        staged.show(stateNow());
      }
    },
    used: () => readUsed(devtools),
  };
}

async function readUsed(devtools: CDPSession): Promise<Used> {
  // What only a finaliser lets go of is gone after the second one.
  for (let i = 0; i < 2; i += 1) await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  const { metrics } = await devtools.send('Performance.getMetrics');
  const metric = (name: string) => metrics.find((one) => one.name === name)?.value ?? Number.NaN;
  return { heapBytes: usedSize, nodes: metric('Nodes'), busyMs: metric('TaskDuration') * 1_000 };
}

function programmeAt(at: number): Programme {
  const { name, sessions } = demoProgramme(at, ZONE, 'fr');
  const known = sessions.map(
    (session): KnownSession => ({ ...session, closedFromAt: null, listedFromAt: null, withdrawn: false }),
  );
  return { name, timezone: ZONE, sessions: known };
}
