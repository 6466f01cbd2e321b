import type { BoxNotice, BoxSettings } from '../../core/hub/orders.ts';
import type { ChangedFrame } from '../../core/link/frames.ts';
import type { Programme } from '../../core/programme.ts';
import type { Handed, HubKeep, HubLine, Kept } from './ports.ts';
import type { Screens } from './screens.ts';

/** What the hub hands out to a box. */
export interface Documents {
  /** Takes over what was kept, for a start without the hub. */
  load(): Promise<void>;
  /** Asks for what has changed; at a new line, for everything. Never rejects. */
  fetch(line: HubLine, changed: Omit<ChangedFrame, 'type'>): Promise<void>;
}

export interface DocumentUsers {
  onSettings(settings: BoxSettings): void;
  onNotices(notices: readonly BoxNotice[]): void;
  /** Keeps the programme; rejects while it cannot be kept. */
  onProgramme(programme: Programme): Promise<void>;
}

interface Deps extends DocumentUsers {
  keep: HubKeep;
  screens: Pick<Screens, 'load' | 'fetch'>;
  log: { warn: (fields: object, message: string) => void };
}

/** The last good document survives anything: one that cannot be fetched or kept is asked for again at the next line. */
export function createDocuments({ keep, screens, log, onSettings, onNotices, onProgramme }: Deps): Documents {
  const etags = {
    programme: null as string | null,
    settings: null as string | null,
    notices: null as string | null,
  };

  async function take<T>(
    name: keyof typeof etags,
    ask: (etag: string | null) => Promise<Handed<T>>,
    use: (kept: Kept<T>) => Promise<void>,
  ): Promise<void> {
    try {
      const handed = await ask(etags[name]);
      if (handed.kind !== 'new') return;
      await use({ etag: handed.etag, value: handed.value });
      etags[name] = handed.etag;
    } catch (error) {
      log.warn({ err: error, document: name }, 'what the hub hands out could not be taken over yet');
    }
  }

  return {
    async load() {
      void screens.load(); // its pictures may be many: no vote waits for them
      try {
        const { settings, notices } = await keep.load();
        if (settings !== null) {
          etags.settings = settings.etag;
          onSettings(settings.value);
        }
        if (notices !== null) {
          etags.notices = notices.etag;
          onNotices(notices.value);
        }
      } catch (error) {
        log.warn({ err: error }, 'what the hub handed out before cannot be read yet');
      }
    },
    async fetch(line, changed) {
      const asks: Promise<void>[] = [];
      if (changed.settings !== undefined && changed.settings !== etags.settings) {
        asks.push(
          take('settings', line.settings, async (kept) => {
            onSettings(kept.value); // in force at once, whatever the disk says
            await keep.saveSettings(kept);
          }),
        );
      }
      if (changed.notices !== undefined && changed.notices !== etags.notices) {
        asks.push(
          take('notices', line.notices, async (kept) => {
            onNotices(kept.value);
            await keep.saveNotices(kept);
          }),
        );
      }
      if (changed.programme !== undefined && changed.programme !== etags.programme) {
        asks.push(take('programme', line.programme, ({ value }) => onProgramme(value)));
      }
      await Promise.all([...asks, screens.fetch(line, changed)]);
    },
  };
}
