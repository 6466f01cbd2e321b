import type { ProgrammeStore } from '../../app/ports.ts';
import type { Answers, Request } from './messages.ts';

type Ask = <K extends keyof Answers>(request: Extract<Request, { kind: K }>) => Promise<Answers[K]>;

/** The programme side of the store, which asks the store's thread like all the rest. */
export function createProgrammeStore(ask: Ask): ProgrammeStore {
  return {
    load: () => ask({ kind: 'load-programme' }),
    async save(programme, origin, at, changes) {
      await ask({ kind: 'save-programme', programme, origin, at, changes });
    },
    versions: (count) => ask({ kind: 'versions', count }),
    version: (number) => ask({ kind: 'version', number }),
    adjustments: () => ask({ kind: 'adjustments' }),
    adjust: (order, at, who) => ask({ kind: 'adjust', order, at, who }),
    undo: async (number, at, who) => void (await ask({ kind: 'undo', number, at, who })),
  };
}
