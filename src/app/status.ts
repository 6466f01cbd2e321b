import type { BoxConfig } from '../core/config.ts';
import type { ConfigurationView } from '../core/configuration.ts';
import type { Programme } from '../core/programme.ts';
import type { BoxState } from '../core/state.ts';
import type { ButtonWatch } from './buttons.ts';
import type { Faults } from './faults.ts';
import type { HubDesk } from './hubdesk.ts';
import type { Kiosk } from './kiosk.ts';
import type { Outputs } from './ports.ts';
import type { Room } from './room.ts';
import type { Settings } from './settings.ts';
import type { Timekeeping } from './timekeeping.ts';
import type { Voting } from './voting.ts';

interface Deps {
  version: string;
  box: string;
  config: BoxConfig;
  settings: Pick<Settings, 'language'>;
  hub: Pick<HubDesk, 'view' | 'notice'>;
  time: Pick<Timekeeping, 'boot' | 'nowAt'>;
  room: Pick<Room, 'name' | 'agenda'>;
  mode: () => BoxState['mode'];
  programme: () => Programme | null;
  voting: Pick<Voting, 'view'>;
  buttons: Pick<ButtonWatch, 'view'>;
  outputs: Pick<Outputs, 'shown'>;
  kiosk: Pick<Kiosk, 'versions'>;
  configuration: () => ConfigurationView;
  faults: Pick<Faults, 'list'>;
}

/** The whole state of the box, gathered when somebody asks. */
export function createStatus(deps: Deps): () => BoxState {
  const { config } = deps;
  return () => {
    const at = Math.round(deps.time.nowAt());
    const { quality } = deps.time.boot();
    const { plus, minus, failed, last } = deps.voting.view();
    const { leds, buzzer, frame } = deps.outputs.shown();
    const programme = deps.programme();
    return {
      version: deps.version,
      box: deps.box,
      room: deps.room.name,
      mode: deps.mode(),
      language: deps.settings.language(),
      simulated: config.board === 'simulated',
      event: programme?.name ?? '',
      clock: { at, quality, timezone: config.programme.timezone },
      ...deps.room.agenda(),
      votes: { plus, minus, total: plus + minus },
      lastVotes: last,
      lcd: frame ?? { lines: null, cells: [], glyphs: [] },
      leds,
      buzzer,
      buttons: { plus: deps.buttons.view('plus'), minus: deps.buttons.view('minus') },
      failed,
      hub: deps.hub.view(),
      notice: deps.hub.notice(),
      display: {
        pages: config.display.pages,
        light: config.display.light,
        versions: deps.kiosk.versions(),
      },
      configuration: deps.configuration(),
      faults: deps.faults.list(),
    };
  };
}
