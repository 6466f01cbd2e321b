import type { BoxView } from '../../src/core/hub/view.ts';
import { HOUR_MS, HUB_AT, MINUTE_MS } from '../display/hubtalks.ts';

export function makeBox(box: string, changes: Partial<BoxView> = {}): BoxView {
  return {
    box,
    name: box,
    settings: { name: '', room: null, language: null, muted: null, window: null },
    room: 'Amphi A',
    link: 'linked',
    seenAt: HUB_AT - 4_000,
    lastVoteAt: HUB_AT - 3 * MINUTE_MS,
    stored: 1_203,
    queued: 0,
    clock: 'synced',
    disk: { freeBytes: 24.6e9, totalBytes: 31.9e9 },
    temperature: 51.2,
    mode: 'voting',
    version: '0.1.0',
    noise: { plus: 0, minus: 0 },
    repeats: { plus: 2, minus: 1 },
    failed: 0,
    advice: [],
    logs: [],
    pairedAt: HUB_AT - 30 * HOUR_MS,
    takenSinceAt: null,
    ...changes,
  };
}

export const FLEET: BoxView[] = [
  makeBox('box-01', {
    name: 'Entrée amphi A',
    settings: { name: 'Entrée amphi A', room: null, language: 'fr', muted: true, window: null },
  }),
  makeBox('box-02', {
    room: 'Amphi B',
    noise: { plus: 412, minus: 3 },
    clock: 'hub',
    advice: [
      {
        severity: 'warning',
        text: '412 noise pulses on +1: check the wiring of +1, and keep its leads away from mains.',
      },
    ],
  }),
  makeBox('box-03', {
    room: 'Salle 110',
    link: 'away',
    seenAt: HUB_AT - 17 * MINUTE_MS,
    queued: 38,
    advice: [{ severity: 'error', text: 'It takes no votes: its disk is full. Free space on its SD card.' }],
    disk: { freeBytes: 0.2e9, totalBytes: 7.9e9 },
    temperature: 74.6,
    logs: [{ epoch: '9f3ac2e17b', votes: 214, forkedAt: HUB_AT - 5 * HOUR_MS, leftOut: false }],
    takenSinceAt: HUB_AT - 26 * HOUR_MS,
  }),
  makeBox('box-04', {
    room: null,
    link: 'never',
    seenAt: null,
    lastVoteAt: null,
    stored: 0,
    clock: null,
    disk: null,
    temperature: null,
    mode: null,
    version: null,
  }),
  makeBox('box-09', { link: 'revoked', seenAt: HUB_AT - 20 * HOUR_MS }),
];
