import type { ConfigurationView } from '../core/configuration.ts';
import type { Faults } from './faults.ts';
import type { Clock } from './ports.ts';

/** How long the LCD gives each fault to whoever has just plugged the box in; afterwards it belongs to the votes again. */
const SHOWN_MS = 20_000;
/** More than anybody waits for. */
const SHOWN_MAX = 3;

/** Tells once, at the start, which files the settings come from, and what is wrong with a file that is left aside. */
export interface Telling {
  start(): void;
  /** What the LCD says of it now; null when nothing. */
  text(): string | null;
}

interface Deps {
  clock: Pick<Clock, 'monoMs'>;
  faults: Pick<Faults, 'set'>;
  configuration: () => ConfigurationView;
  log: { info: (fields: object, message: string) => void };
}

export function createTelling({ clock, faults, configuration, log }: Deps): Telling {
  let shown: readonly string[] = [];
  let untilMs = 0;
  return {
    start() {
      const { files, ignored } = configuration();
      log.info({ files }, 'the settings that are not the defaults, by the file that says them');
      const sentences = ignored.flatMap((file) => file.faults);
      for (const [index, sentence] of sentences.entries()) {
        faults.set(`boot-file-${index + 1}`, 'warning', sentence);
      }
      shown = sentences.slice(0, SHOWN_MAX);
      untilMs = clock.monoMs() + shown.length * SHOWN_MS;
    },
    text: () => (clock.monoMs() < untilMs ? shown.join(' · ') : null),
  };
}
