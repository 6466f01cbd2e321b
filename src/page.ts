import type { Metrics } from './adapters/metrics/box.ts';
import type { Healthz } from './adapters/web/routes.ts';
import type { Site } from './adapters/web/site.ts';
import type { Kiosk } from './app/kiosk.ts';
import { createNight } from './app/night.ts';
import type { Clock, Hand } from './app/ports.ts';
import type { BoxConfig, DisplayConfig } from './core/config.ts';
import type { Programme } from './core/programme.ts';
import type { BoxState } from './core/state.ts';
import type { Part } from './lifecycle.ts';
import { SETTLED_MS } from './refreshes.ts';

interface Deps {
  listen: BoxConfig['listen'];
  /** On the disk that `/metrics` tells of. */
  dataDir: string;
  clock: Clock;
  /** Directory of the built pages. */
  pages: string;
  hand: Hand | null;
  state: () => BoxState;
  programme: () => Programme | null;
  display: Pick<DisplayConfig, 'theme' | 'off'>;
  kiosk: Pick<Kiosk, 'documents' | 'wear'>;
  picture: (digest: string) => Promise<Uint8Array | null>;
  /** Why the box is not well; null where nothing is wrong. */
  ailments: () => (string | null)[];
}

/** What a box serves over HTTP. */
export interface Page {
  web: Part;
  /** Started last: nothing waits for it. */
  metrics: Part;
  /** A vote was durable after so many milliseconds. */
  committed(durationMs: number): void;
  changed(): void;
  address(): string | null;
}

/** Wiring only; what is large and not needed for a vote loads while the store opens, and after the buttons are on. */
export function createPage(deps: Deps): Page {
  const { listen, clock, pages, hand, state, programme, kiosk, picture, ailments } = deps;
  const loadingSite = import('./adapters/web/site.ts');
  const loadingTheme = import('./adapters/theme/load.ts');
  let site: Site | null = null;
  let metrics: Promise<Metrics> | null = null;
  const early: number[] = [];
  let record = (durationMs: number): void => {
    early.push(durationMs);
  };

  const loadMetrics = async () => {
    metrics ??= loadFigures().then(([{ createMetrics }, { readVitals }]) => {
      const ready = createMetrics(state, () => readVitals(deps.dataDir));
      record = ready.commit;
      for (const durationMs of early.splice(0)) record(durationMs);
      return ready;
    });
    return metrics;
  };
  const start = async () => {
    const [{ createSite }, { loadTheme }] = await Promise.all([loadingSite, loadingTheme]);
    // Its faults were looked for before the start; one that has come since leaves LikeBox's own.
    const { theme } = loadTheme(deps.display.theme);
    const render = async () => (await loadMetrics()).render();
    const next = createSite({
      ...{ listen, clock, pages, hand, state, programme, picture, theme },
      ...createNight({ off: deps.display.off, clock, state }),
      documents: kiosk.documents,
      healthz: () => healthz(ailments()),
      metrics: render,
    });
    await next.start();
    kiosk.wear(theme.version);
    site = next;
  };
  return {
    web: { name: 'web', start, stop: () => site?.stop() },
    metrics: { name: 'metrics', start: () => void clock.after(SETTLED_MS, loadMetrics), stop: () => {} },
    committed: (durationMs) => record(durationMs),
    changed: () => site?.changed(),
    address: () => site?.address() ?? null,
  };
}

const loadFigures = () => Promise.all([import('./adapters/metrics/box.ts'), import('./adapters/vitals.ts')]);

function healthz(reasons: readonly (string | null)[]): Healthz {
  const given = reasons.filter((reason) => reason !== null);
  return { ok: given.length === 0, reasons: given };
}
