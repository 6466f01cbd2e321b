import type { BoxConfig, Language } from '../core/config.ts';
import type { BoxSettings } from '../core/hub/orders.ts';
import { type Choice, type Choices, inForce } from '../core/menu/choices.ts';
import type { WindowRule } from '../core/window.ts';
import type { Faults } from './faults.ts';
import type { ChoiceFile } from './ports.ts';

/** What the hub and the service menu may change of the configuration while the box runs. */
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
  /** The keys of box.toml that a choice of the menu counts in place of. */
  chosen(): readonly string[];
  language(): Language;
  window(): WindowRule;
  chooseRoom(room: string): void;
  mute(muted: boolean): void;
  /** What organisers say from the hub, in place of box.toml; of null there is no hub. */
  fromHub(said: BoxSettings | null): void;
}

interface Deps {
  config: Pick<BoxConfig, 'rooms' | 'buzzer' | 'language' | 'window'>;
  file: ChoiceFile;
  faults: Pick<Faults, 'set' | 'clear'>;
  log: { info: (fields: object, message: string) => void };
}

/**
 * The configuration, over it what the hub says, over that the choices of the menu: each counts until what it was chosen
 * instead of changes. A choice that cannot be kept applies until the restart all the same.
 */
export function createSettings({ config, file, faults, log }: Deps): Settings {
  let hub: BoxSettings | null = null;
  let choices: Choices = {};
  let saving: Promise<void> = Promise.resolve();

  // A choice counts until box.toml says other rooms.
  const written = config.rooms.length === 0 ? null : config.rooms.join(' + ');
  const said = {
    room: () => hub?.room ?? written,
    muted: () => hub?.muted ?? config.buzzer.volume === 'off',
  };
  const group = () => {
    const isAside = hub?.room != null && !config.rooms.includes(hub.room);
    return config.rooms.length > 1 && !isAside ? config.rooms : [];
  };
  const room = () => {
    const chosen = inForce(choices.room, said.room());
    return chosen === written ? (config.rooms[0] ?? null) : chosen;
  };
  const muted = () => inForce(choices.muted, said.muted());

  function keep(next: Choices): void {
    choices = next;
    saving = saving
      .then(() => file.save(next))
      .then(
        () => faults.clear('choices'),
        (error: unknown) => {
          const why = error instanceof Error ? error.message : String(error);
          const message = `What was chosen at the box applies until the restart only, it cannot be kept: ${why}`;
          faults.set('choices', 'warning', message);
        },
      );
  }

  /** A choice is over for good with what it replaced: the organisers may say the same again later, and mean it. */
  function dropOld(): void {
    const { room: place, muted: sound, ...rest } = choices;
    const next = {
      ...rest,
      ...(place?.insteadOf === said.room() ? { room: place } : {}),
      ...(sound?.insteadOf === said.muted() ? { muted: sound } : {}),
    };
    if (Object.keys(next).length < Object.keys(choices).length) keep(next);
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
    group,
    muted,
    chosen: () => [
      ...(choices.room?.insteadOf === said.room() ? ['box.room'] : []),
      ...(choices.muted?.insteadOf === said.muted() ? ['hardware.buzzer.volume'] : []),
    ],
    language: () => hub?.language ?? config.language,
    window: () => hub?.window ?? config.window,
    chooseRoom(next) {
      log.info({ from: room(), to: next }, 'the room was chosen at the box');
      keep({ ...choices, room: chosen<string | null>(next, said.room()) });
    },
    mute(next) {
      log.info(
        { muted: next },
        next ? 'the buzzer was muted at the box' : 'the buzzer was unmuted at the box',
      );
      keep({ ...choices, muted: chosen(next, said.muted()) });
    },
    fromHub(next) {
      hub = next;
      if (next === null) return;
      log.info({ settings: next }, 'the hub says how this box is set');
      dropOld();
    },
  };
}
