import { Histogram, Registry } from 'prom-client';
import type { HealthFrame } from '../../core/link/frames.ts';
import type { BoxState, HubLinkView } from '../../core/state.ts';
import { BUTTONS, type Button, CLOCK_QUALITIES } from '../../core/vote.ts';
import { createRendering, type Figure, faultSamples, oneOf, type Rendered, single } from './figure.ts';

export interface Metrics {
  /** A vote was durable after this many milliseconds. */
  commit(durationMs: number): void;
  /** Prometheus text of the state now. */
  render(): Promise<Rendered>;
}

/** How the computer under the box is; null where the system does not say. */
type Vitals = Pick<HealthFrame, 'disk' | 'temperature'>;

interface Now {
  state: BoxState;
  vitals: Vitals;
}

const COMMIT_BUCKETS_S = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.3, 1, 5];

const LINK_STATES = Object.keys({
  ...{ pairing: 0, refused: 0, unreachable: 0, 'changed-key': 0, linked: 0, away: 0 },
} satisfies Record<HubLinkView['state'], 0>);

const perButton = (
  name: string,
  help: string,
  count: (state: BoxState, button: Button) => number,
  kind: Figure<Now>['kind'] = 'counter',
): Figure<Now> => ({
  ...{ kind, name, help, labels: ['button'] },
  read: ({ state }) => BUTTONS.map((button) => [{ button }, count(state, button)]),
});

const FIGURES: readonly Figure<Now>[] = [
  {
    ...{ kind: 'gauge', name: 'likebox_info', labels: ['box', 'room', 'version'] },
    help: 'Always 1: which box this is, where it stands, and what it runs.',
    read: ({ state: { box, room, version } }) => [[{ box, room: room ?? '', version }, 1]],
  },
  perButton('likebox_presses_total', 'Debounced presses.', (now, button) => now.buttons[button].presses),
  perButton('likebox_noise_total', 'Bursts that were no press.', (now, button) => now.buttons[button].noise),
  perButton(
    'likebox_repeats_total',
    'Presses within the cool-down.',
    (now, button) => now.buttons[button].repeats,
  ),
  perButton(
    'likebox_button_stuck',
    'Whether a button has not rested for too long.',
    (now, button) => Number(now.buttons[button].stuck),
    'gauge',
  ),
  perButton('likebox_votes_total', 'Votes in the database.', (now, button) => now.votes[button]),
  {
    ...{ kind: 'counter', name: 'likebox_failed_votes_total' },
    help: 'Votes dropped because the store could not keep them.',
    read: ({ state }) => single(state.failed),
  },
  {
    ...{ kind: 'gauge', name: 'likebox_faults', labels: ['id', 'severity'] },
    help: 'Faults that are on now.',
    read: ({ state }) => faultSamples(state.faults),
  },
  {
    ...{ kind: 'gauge', name: 'likebox_clock_quality', labels: ['quality'] },
    help: 'What the time of this boot rests on: 1 for that, 0 for the others.',
    read: ({ state }) => oneOf('quality', CLOCK_QUALITIES, state.clock.quality),
  },
  {
    ...{ kind: 'gauge', name: 'likebox_clock_timestamp_seconds' },
    help: 'What the box takes for now, in Unix time.',
    read: ({ state }) => single(state.clock.at / 1_000),
  },
  {
    ...{ kind: 'gauge', name: 'likebox_link_state', labels: ['state'] },
    help: 'The link to the hub: 1 for its state, 0 for the others; nothing on a box that works alone.',
    read: ({ state: { hub } }) => (hub === null ? [] : oneOf('state', LINK_STATES, hub.state)),
  },
  {
    ...{ kind: 'gauge', name: 'likebox_queued_votes' },
    help: 'Votes that the hub does not have yet; nothing on a box that works alone.',
    read: ({ state }) => single(state.hub?.queued),
  },
  {
    ...{ kind: 'gauge', name: 'likebox_disk_free_bytes' },
    help: 'Room on the disk with the votes.',
    read: ({ vitals }) => single(vitals.disk?.freeBytes),
  },
  {
    ...{ kind: 'gauge', name: 'likebox_disk_size_bytes' },
    help: 'Size of the disk with the votes.',
    read: ({ vitals }) => single(vitals.disk?.totalBytes),
  },
  {
    ...{ kind: 'gauge', name: 'likebox_temperature_celsius' },
    help: 'Temperature of the processor; nothing without a sensor.',
    read: ({ vitals }) => single(vitals.temperature),
  },
];

/** Both are read at each scrape. */
export function createMetrics(state: () => BoxState, vitals: () => Promise<Vitals>): Metrics {
  const registry = new Registry();
  const commits = new Histogram({
    name: 'likebox_commit_seconds',
    help: 'From a press to its durable vote.',
    buckets: COMMIT_BUCKETS_S,
    registers: [registry],
  });
  const render = createRendering(FIGURES, registry);
  return {
    commit: (durationMs) => commits.observe(durationMs / 1_000),
    render: async () => {
      const read = await vitals();
      return render({ state: state(), vitals: read });
    },
  };
}
