import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Fault } from '../core/state.ts';

/** What is read at each scrape. */
export interface HubFigures {
  /** Boxes that are linked to this process. */
  linked: number;
  /** In the store, `test` votes included; null while it does not answer. */
  votes: number | null;
  faults: readonly Pick<Fault, 'id' | 'severity'>[];
}

/** Prometheus text of a hub. */
export function createHubMetrics(
  read: () => Promise<HubFigures>,
): () => Promise<{ text: string; type: string }> {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const linked = new Gauge({
    name: 'likebox_hub_linked_boxes',
    help: 'Boxes that are linked to this process.',
    registers,
  });
  const votes = new Gauge({
    name: 'likebox_hub_votes',
    help: 'Votes that the hub holds, of all its processes.',
    registers,
  });
  const faults = new Gauge({
    name: 'likebox_hub_faults',
    help: 'Faults that are on now.',
    labelNames: ['id', 'severity'],
    registers,
  });
  return async () => {
    const now = await read();
    linked.set(now.linked);
    if (now.votes !== null) votes.set(now.votes);
    faults.reset();
    for (const { id, severity } of now.faults) faults.set({ id, severity }, 1);
    return { text: await registry.metrics(), type: registry.contentType };
  };
}
