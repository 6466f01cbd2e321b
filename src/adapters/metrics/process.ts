import { collectDefaultMetrics, Registry } from 'prom-client';

/** What is told of the process; prom-client knows more, some of it under names that promtool refuses. */
const TOLD: readonly string[] = [
  'process_cpu_seconds_total',
  'process_resident_memory_bytes',
  'process_open_fds',
  'process_max_fds',
  'process_start_time_seconds',
  'nodejs_eventloop_lag_seconds', // sets the two below when it is read
  'nodejs_eventloop_lag_p99_seconds',
  'nodejs_eventloop_lag_max_seconds',
  'nodejs_heap_size_used_bytes',
];

/** Of the process, whose boxes may follow each other: what measures it cannot be ended. */
export const ofProcess = new Registry();
collectDefaultMetrics({ register: ofProcess });
for (const { name } of ofProcess.getMetricsAsArray()) {
  if (!TOLD.includes(name)) ofProcess.removeSingleMetric(name);
}
