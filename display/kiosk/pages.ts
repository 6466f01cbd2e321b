import type { KioskPage } from '../../src/core/display.ts';
import type { KioskPageView } from './scene.ts';

function nothing(page: KioskPage): KioskPageView {
  return { page, has: () => false, View: () => null };
}

/** Every page of the kiosk by its name. */
export const KIOSK_PAGES: Readonly<Record<KioskPage, KioskPageView>> = {
  room: nothing('room'),
  programme: nothing('programme'),
  wall: nothing('wall'),
  results: nothing('results'),
  images: nothing('images'),
  clock: nothing('clock'),
};
