import type { Fault } from '../core/state.ts';

/** What is wrong now, one entry per cause; the screens, `/healthz` and the log read it. */
export interface Faults {
  /** Raises or rewords a fault; the instant it began is kept. */
  set(id: string, severity: Fault['severity'], message: string): void;
  clear(id: string): void;
  list(): readonly Fault[];
}

interface Deps {
  now: () => number;
  onChange: () => void;
  log: { warn: (fields: object, message: string) => void; info: (fields: object, message: string) => void };
}

/** An empty list of faults. A fault is logged when it begins, is reworded or ends, and at no other time. */
export function createFaults({ now, onChange, log }: Deps): Faults {
  const faults = new Map<string, Fault>();
  return {
    set(id, severity, message) {
      const known = faults.get(id);
      if (known !== undefined && known.message === message && known.severity === severity) return;
      faults.set(id, { id, severity, message, sinceAt: known?.sinceAt ?? Math.round(now()) });
      log.warn({ fault: id }, message);
      onChange();
    },
    clear(id) {
      if (!faults.delete(id)) return;
      log.info({ fault: id }, 'fault is over');
      onChange();
    },
    list: () => [...faults.values()].sort((a, b) => a.sinceAt - b.sinceAt),
  };
}
