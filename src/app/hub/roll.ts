import type { BoxRecord, LastHealth } from '../../core/hub/records.ts';
import type { HealthFrame } from '../../core/link/frames.ts';
import type { Clock } from '../ports.ts';
import type { HubStore } from './ports.ts';

/** What boxes have said of themselves, and what organisers say of them. */
export interface Roll {
  /** In order of their ids, those that were revoked included. */
  records(): readonly BoxRecord[];
  record(box: string): BoxRecord | undefined;
  /** The last that a box said, through whatever hub process, and how many votes waited at it the time before. */
  last(box: string): (LastHealth & { queuedBefore: number }) | undefined;
  heard(box: string, health: HealthFrame): void;
  /** Reads the boxes again. Rejects when the store does not answer. */
  reload(): Promise<void>;
  /** Reads what other hub processes have heard. */
  listen(): Promise<void>;
  /** Keeps what was heard since the last time, and which links have ended. Rejects when the store does not answer. */
  save(): Promise<void>;
}

interface Deps {
  fleet: Pick<HubStore['fleet'], 'boxes' | 'healths' | 'saveHealth'>;
  clock: Pick<Clock, 'wallAt'>;
  /** Boxes that are linked to this process. */
  linked: () => ReadonlySet<string>;
}

export function createRoll({ fleet, clock, linked }: Deps): Roll {
  let records: readonly BoxRecord[] = [];
  let byBox: ReadonlyMap<string, BoxRecord> = new Map();
  const healths = new Map<string, LastHealth & { queuedBefore: number }>();
  /** Heard by this process, and not kept yet. */
  let unsaved = new Set<string>();
  /** Kept as linked to this process. */
  const keptLinked = new Set<string>();

  function endLinks(): void {
    const now = linked();
    for (const box of [...keptLinked].filter((one) => !now.has(one))) {
      keptLinked.delete(box);
      const last = healths.get(box);
      if (last === undefined) continue;
      healths.set(box, { ...last, at: clock.wallAt(), linked: false });
      unsaved.add(box);
    }
  }

  return {
    records: () => records,
    record: (box) => byBox.get(box),
    last: (box) => healths.get(box),
    heard(box, health) {
      const queuedBefore = healths.get(box)?.health.queued ?? health.queued;
      healths.set(box, { box, at: clock.wallAt(), linked: true, health, queuedBefore });
      keptLinked.add(box);
      unsaved.add(box);
    },
    async reload() {
      const boxes = await fleet.boxes();
      records = boxes.toSorted((a, b) => a.box.localeCompare(b.box, 'en', { numeric: true }));
      byBox = new Map(records.map((record) => [record.box, record]));
    },
    async listen() {
      for (const one of await fleet.healths()) {
        const own = healths.get(one.box);
        if (own !== undefined && (own.at >= one.at || linked().has(one.box))) continue;
        healths.set(one.box, { ...one, queuedBefore: own?.health.queued ?? one.health.queued });
      }
    },
    async save() {
      endLinks();
      if (unsaved.size === 0) return;
      const saving = unsaved;
      unsaved = new Set();
      const rows = [...saving].flatMap((box) => {
        const { queuedBefore: _, ...last } = healths.get(box) ?? { queuedBefore: 0 };
        return 'box' in last ? [last] : [];
      });
      try {
        await fleet.saveHealth(rows);
      } catch (error) {
        for (const box of saving) unsaved.add(box);
        throw error;
      }
    },
  };
}
