import type { HealthFrame } from '../../src/core/link/frames.ts';
import { createChain } from '../benches/hub/chain.ts';
import { createWireBox, type WireBox } from '../benches/hub/wirebox.ts';
import type { Cast } from './audience.ts';

/** A box of the pictures' event. */
export interface EventBox {
  box: string;
  /** As organisers call it; empty: by its id. */
  name: string;
  /** As the box has it; organisers may know better. */
  room: string;
  /** What it says of itself beside what all say. */
  health: Partial<HealthFrame>;
}

const GIGABYTE = 1_000_000_000;

export const BOXES: readonly EventBox[] = [
  { box: 'box-01', name: 'Amphi A left', room: 'Amphi A', health: { temperature: 47 } },
  {
    box: 'box-02',
    name: 'Amphi A right',
    room: 'Amphi A',
    health: { temperature: 49, noise: { plus: 34, minus: 0 }, repeats: { plus: 6, minus: 1 } },
  },
  { box: 'box-03', name: '', room: 'Amphi B', health: { temperature: 51, clock: 'hub' } },
  {
    box: 'box-04',
    name: 'Salle C',
    room: 'Room C',
    health: { temperature: 44, repeats: { plus: 2, minus: 0 } },
  },
  { box: 'box-05', name: 'Stairs of Amphi B', room: 'Amphi B', health: { temperature: 46 } },
  {
    box: 'box-06',
    name: 'Spare box',
    room: 'Salle D',
    health: { temperature: 72, disk: { freeBytes: 3.1 * GIGABYTE, totalBytes: 31 * GIGABYTE } },
  },
];

/** Links a box that has cast these votes, hands them over and says how it is. */
export async function link(port: number, event: EventBox, casts: readonly Cast[]): Promise<WireBox> {
  const { box, room, health } = event;
  const cast = (seq: number) => casts[seq - 1] ?? { at: 0, value: 1 };
  const wire = createWireBox(
    port,
    box,
    room,
    createChain(
      box,
      room,
      (seq) => cast(seq).at,
      (seq) => cast(seq).value,
    ),
  );
  await wire.connect();
  await wire.send(casts.length);
  wire.say({ ...HEALTHY, room, lastVoteAt: casts.at(-1)?.at ?? null, ...health });
  return wire;
}

const HEALTHY: HealthFrame = {
  ...{ type: 'health', monoMs: 0, queued: 0, room: null, clock: 'synced', temperature: null, faults: [] },
  disk: { freeBytes: 24.6 * GIGABYTE, totalBytes: 31 * GIGABYTE },
  noise: { plus: 0, minus: 0 },
  repeats: { plus: 0, minus: 0 },
  ...{ failed: 0, lastVoteAt: null, mode: 'voting', version: '0.1.0' },
};
