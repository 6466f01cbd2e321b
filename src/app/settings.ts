import type { BoxConfig } from '../core/config.ts';
import { type Choice, type Choices, inForce } from '../core/menu/choices.ts';
import type { Faults } from './faults.ts';
import type { ChoiceFile } from './ports.ts';

/** What the service menu may change of the configuration while the box runs. */
export interface Settings {
  /** Reads what was chosen before; until then the configuration alone counts. */
  load(): void;
  /** Ends when what was chosen is kept, or cannot be. */
  saved(): Promise<void>;
  room(): string | null;
  /** What a person at the box can choose from; empty: any room of the programme. */
  group(): readonly string[];
  /** The buzzer is silent at every hour. */
  muted(): boolean;
  chooseRoom(room: string): void;
  mute(muted: boolean): void;
}

interface Deps {
  config: Pick<BoxConfig, 'rooms' | 'buzzer'>;
  file: ChoiceFile;
  faults: Pick<Faults, 'set' | 'clear'>;
  log: { info: (fields: object, message: string) => void };
}

/** The configuration with the choices of the menu; one that cannot be kept applies until the restart all the same. */
export function createSettings({ config, file, faults, log }: Deps): Settings {
  // A choice counts until box.toml says other rooms.
  const said = config.rooms.length === 0 ? null : config.rooms.join(' + ');
  const configured = { room: said, muted: config.buzzer.volume === 'off' };
  let choices: Choices = {};
  let saving: Promise<void> = Promise.resolve();

  const group = config.rooms.length > 1 ? config.rooms : [];
  const room = () => {
    const chosen = inForce(choices.room, said);
    return chosen === said ? (config.rooms[0] ?? null) : chosen;
  };
  const muted = () => inForce(choices.muted, configured.muted);

  function keep(changed: Choices): void {
    choices = { ...choices, ...changed };
    const kept = choices;
    saving = saving
      .then(() => file.save(kept))
      .then(
        () => faults.clear('choices'),
        (error: unknown) => {
          const why = error instanceof Error ? error.message : String(error);
          const message = `What was chosen in the menu applies until the restart only, it cannot be kept: ${why}`;
          faults.set('choices', 'warning', message);
        },
      );
  }

  const chosen = <T>(value: T, insteadOf: T): Choice<T> => ({ value, insteadOf });

  return {
    load() {
      const { choices: found, damage } = file.load();
      choices = found;
      if (damage !== null) faults.set('choices', 'warning', damage);
    },
    saved: () => saving,
    room,
    group: () => group,
    muted,
    chooseRoom(next) {
      log.info({ from: room(), to: next }, 'the room was chosen in the menu');
      keep({ room: chosen<string | null>(next, said) });
    },
    mute(next) {
      log.info(
        { muted: next },
        next ? 'the buzzer was muted in the menu' : 'the buzzer was unmuted in the menu',
      );
      keep({ muted: chosen(next, configured.muted) });
    },
  };
}
