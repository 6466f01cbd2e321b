import type { KioskPage } from '../../src/core/display.ts';
import { clockPage } from './clock.tsx';
import { roomPage } from './roompage.tsx';
import type { KioskPageView } from './scene.ts';

function nothing(page: KioskPage): KioskPageView {
  return { page, has: () => false, View: () => null };
}

/** Every page of the kiosk by its name. */
export const KIOSK_PAGES: Readonly<Record<KioskPage, KioskPageView>> = {
  room: roomPage,
  programme: nothing('programme'),
  wall: nothing('wall'),
  results: nothing('results'),
  images: nothing('images'),
  clock: clockPage,
};
