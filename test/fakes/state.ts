import type { BoxState } from '../../src/core/state.ts';

/** The state of a quiet box without programme and LCD, with what the test changes. */
export function stateWith(changed: Partial<BoxState>): BoxState {
  const atRest = { active: false, stuck: false, presses: 0, noise: 0, repeats: 0 };
  return {
    version: '0.1.0',
    box: 'box-07',
    room: 'Amphi A',
    mode: 'voting',
    language: 'fr',
    simulated: true,
    event: '',
    clock: { at: 0, quality: 'synced', timezone: 'Europe/Paris' },
    session: null,
    running: null,
    next: null,
    votes: { plus: 0, minus: 0, total: 0 },
    lastVotes: [],
    lcd: { lines: null, cells: [], glyphs: [] },
    leds: { plus: false, minus: false, status: false },
    buzzer: false,
    buttons: { plus: atRest, minus: atRest },
    failed: 0,
    hub: null,
    notice: null,
    display: {
      pages: [{ page: 'room', forMs: 20_000 }],
      light: null,
      versions: { programme: null, wall: null, results: null, images: null, theme: null },
    },
    configuration: { files: [], ignored: [] },
    faults: [],
    ...changed,
  };
}
