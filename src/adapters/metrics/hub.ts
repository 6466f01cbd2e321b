import { Registry } from 'prom-client';
import type { HealthFrame } from '../../core/link/frames.ts';
import type { Fault } from '../../core/state.ts';
import { createRendering, type Figure, faultSamples, type Rendered, single } from './figure.ts';

/** What is read at each scrape. */
export interface HubFigures {
  /** Boxes that are linked to this process. */
  linked: number;
  /** Boxes that were paired and not revoked; null while the store does not answer. */
  paired: number | null;
  /** In the store, `test` votes included; null while it does not answer. */
  votes: number | null;
  /** Of the computer under this process; null where the system does not say. */
  disk: HealthFrame['disk'];
  faults: readonly Pick<Fault, 'id' | 'severity'>[];
}

const FIGURES: readonly Figure<HubFigures>[] = [
  {
    ...{ kind: 'gauge', name: 'likebox_hub_linked_boxes' },
    help: 'Boxes that are linked to this process.',
    read: ({ linked }) => single(linked),
  },
  {
    ...{ kind: 'gauge', name: 'likebox_hub_paired_boxes' },
    help: 'Boxes that are paired with the hub, linked or not.',
    read: ({ paired }) => single(paired),
  },
  {
    ...{ kind: 'gauge', name: 'likebox_hub_votes' },
    help: 'Votes that the hub holds, of all its processes.',
    read: ({ votes }) => single(votes),
  },
  {
    ...{ kind: 'gauge', name: 'likebox_hub_disk_free_bytes' },
    help: 'Room on the disk with data_dir.',
    read: ({ disk }) => single(disk?.freeBytes),
  },
  {
    ...{ kind: 'gauge', name: 'likebox_hub_disk_size_bytes' },
    help: 'Size of the disk with data_dir.',
    read: ({ disk }) => single(disk?.totalBytes),
  },
  {
    ...{ kind: 'gauge', name: 'likebox_hub_faults', labels: ['id', 'severity'] },
    help: 'Faults that are on now.',
    read: ({ faults }) => faultSamples(faults),
  },
];

/** Prometheus text of a hub. */
export function createHubMetrics(read: () => Promise<HubFigures>): () => Promise<Rendered> {
  const render = createRendering(FIGURES, new Registry());
  return async () => render(await read());
}
