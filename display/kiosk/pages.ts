import type { KioskPage } from '../../src/core/display.ts';
import { clockPage } from './clock.tsx';
import { imagesPage } from './images.tsx';
import { programmePage } from './programme.tsx';
import { resultsPage } from './results.tsx';
import { roomPage } from './roompage.tsx';
import type { KioskPageView } from './scene.ts';
import { wallPage } from './wall.tsx';

/** Every page of the kiosk by its name. */
export const KIOSK_PAGES: Readonly<Record<KioskPage, KioskPageView>> = {
  room: roomPage,
  programme: programmePage,
  wall: wallPage,
  results: resultsPage,
  images: imagesPage,
  clock: clockPage,
};
