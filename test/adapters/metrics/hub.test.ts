import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHubMetrics, type HubFigures } from '../../../src/adapters/metrics/hub.ts';
import { parseMetrics } from '../../fakes/prometheus.ts';

test('boxes, votes and faults are read at each scrape, beside the figures of the process', async () => {
  let now: HubFigures = {
    linked: 2,
    paired: 3,
    votes: 7,
    disk: { freeBytes: 5, totalBytes: 9 },
    faults: [
      { id: 'programme', severity: 'warning' },
      { id: 'store', severity: 'error' },
    ],
  };
  const render = createHubMetrics(async () => now);
  const own = async () => {
    const { text, type } = await render();
    assert.match(type, /^text\/plain; version=0\.0\.4/);
    const { samples } = parseMetrics(text);
    assert.ok(samples.has('process_resident_memory_bytes'));
    return Object.fromEntries([...samples].filter(([name]) => name.startsWith('likebox_')));
  };
  assert.deepEqual(await own(), {
    likebox_hub_linked_boxes: 2,
    likebox_hub_paired_boxes: 3,
    likebox_hub_votes: 7,
    likebox_hub_disk_free_bytes: 5,
    likebox_hub_disk_size_bytes: 9,
    'likebox_hub_faults{id="programme",severity="warning"}': 1,
    'likebox_hub_faults{id="store",severity="error"}': 1,
  });
  now = { linked: 0, paired: null, votes: null, disk: null, faults: [] };
  assert.deepEqual(await own(), { likebox_hub_linked_boxes: 0 }, 'what is not known is not told');
});
