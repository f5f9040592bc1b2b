interface Definition {
  type: 'counter' | 'gauge' | 'histogram';
  help: string;
  labels: readonly string[];
  /** Upper bounds, for histograms. */
  buckets?: readonly number[];
}

const queueSeconds = [
  1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1, 10, 100, 1000,
];
const reconcileSeconds = [
  0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5,
  0.6, 0.7, 0.8, 0.9, 1, 1.25, 1.5, 1.75, 2, 2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 9,
  10, 15, 20, 25, 30, 40, 50, 60,
];
const requestSeconds = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60];

/**
 * All metrics of this package, with the names, labels and buckets of client-go and controller-runtime, so that existing
 * dashboards work. An exporter loops over them to create the metrics.
 *
 * @public
 */
export const metricDefinitions = {
  rest_client_requests_total: {
    type: 'counter',
    help: 'Number of HTTP requests, partitioned by status code, method, and host.',
    labels: ['code', 'method', 'host'],
  },
  rest_client_request_duration_seconds: {
    type: 'histogram',
    help: 'Request latency in seconds, by verb and host.',
    labels: ['verb', 'host'],
    buckets: requestSeconds,
  },
  rest_client_rate_limiter_duration_seconds: {
    type: 'histogram',
    help: 'Time a request waited for the client-side rate limiter, in seconds.',
    labels: ['verb', 'host'],
    buckets: requestSeconds,
  },
  rest_client_request_retries_total: {
    type: 'counter',
    help: 'Number of request retries, partitioned by status code, verb, and host.',
    labels: ['code', 'verb', 'host'],
  },
  reflector_lists_total: {
    type: 'counter',
    help: 'Total number of lists done by the reflectors.',
    labels: ['name'],
  },
  reflector_list_duration_seconds: {
    type: 'histogram',
    help: 'How long a complete list took, in seconds.',
    labels: ['name'],
    buckets: requestSeconds,
  },
  reflector_items_per_list: {
    type: 'histogram',
    help: 'Number of items that a list returned.',
    labels: ['name'],
    buckets: [1, 10, 100, 1000, 10_000, 100_000],
  },
  reflector_watches_total: {
    type: 'counter',
    help: 'Total number of watches opened by the reflectors.',
    labels: ['name'],
  },
  reflector_short_watches_total: {
    type: 'counter',
    help: 'Total number of watches that ended within one second without an event.',
    labels: ['name'],
  },
  reflector_events_total: {
    type: 'counter',
    help: 'Total number of informer events, by type.',
    labels: ['name', 'event'],
  },
  reflector_objects: {
    type: 'gauge',
    help: 'Number of objects held in the cache.',
    labels: ['name'],
  },
  workqueue_depth: {
    type: 'gauge',
    help: 'Current depth of the work queue.',
    labels: ['name'],
  },
  workqueue_adds_total: {
    type: 'counter',
    help: 'Total number of adds handled by the work queue.',
    labels: ['name'],
  },
  workqueue_queue_duration_seconds: {
    type: 'histogram',
    help: 'How long an item stays in the work queue before being requested, in seconds.',
    labels: ['name'],
    buckets: queueSeconds,
  },
  workqueue_work_duration_seconds: {
    type: 'histogram',
    help: 'How long processing an item takes, in seconds.',
    labels: ['name'],
    buckets: queueSeconds,
  },
  workqueue_unfinished_work_seconds: {
    type: 'gauge',
    help: 'Seconds of work in progress that workqueue_work_duration_seconds has not observed yet.',
    labels: ['name'],
  },
  workqueue_longest_running_processor_seconds: {
    type: 'gauge',
    help: 'How long the longest running processor has been running, in seconds.',
    labels: ['name'],
  },
  workqueue_retries_total: {
    type: 'counter',
    help: 'Total number of retries handled by the work queue.',
    labels: ['name'],
  },
  controller_runtime_reconcile_total: {
    type: 'counter',
    help: 'Total number of reconciliations per controller.',
    labels: ['controller', 'result'],
  },
  controller_runtime_reconcile_errors_total: {
    type: 'counter',
    help: 'Total number of reconciliation errors per controller.',
    labels: ['controller'],
  },
  controller_runtime_terminal_reconcile_errors_total: {
    type: 'counter',
    help: 'Total number of terminal reconciliation errors per controller.',
    labels: ['controller'],
  },
  controller_runtime_reconcile_time_seconds: {
    type: 'histogram',
    help: 'Length of time per reconciliation per controller, in seconds.',
    labels: ['controller'],
    buckets: reconcileSeconds,
  },
  controller_runtime_max_concurrent_reconciles: {
    type: 'gauge',
    help: 'Maximum number of concurrent reconciles per controller.',
    labels: ['controller'],
  },
  controller_runtime_active_workers: {
    type: 'gauge',
    help: 'Number of workers at work per controller.',
    labels: ['controller'],
  },
  leader_election_master_status: {
    type: 'gauge',
    help: 'Whether this process leads (1) or not (0).',
    labels: ['name'],
  },
  event_recorder_events_total: {
    type: 'counter',
    help: 'Total number of events, by outcome: written, aggregated, dropped or failed.',
    labels: ['outcome'],
  },
} as const satisfies Record<string, Definition>;

/**
 * Names of the metrics of one type.
 *
 * @public
 */
export type MetricName<Type extends 'counter' | 'gauge' | 'histogram'> = {
  [Name in keyof typeof metricDefinitions]: (typeof metricDefinitions)[Name]['type'] extends Type
    ? Name
    : never;
}[keyof typeof metricDefinitions];
