import type { MetricName } from '@promenade/backstage-plugin-openchoreo-common';
import type { RuntimeObject } from '../domain/RuntimeSnapshot';

/** A query of a metric. Each of its results is a line. */
export interface MetricQuery {
  metric: MetricName;
  query: string;
  /** The label of a line: the value of this label of the result, or the text. */
  label: { of: string } | { text: string };
}

/** What the names of the pods of a workload look like after its name, by its kind. */
const podSuffixes: Readonly<Record<string, string>> = {
  Deployment: '-[a-z0-9]{1,10}-[a-z0-9]{5}',
  StatefulSet: '-[0-9]+',
  DaemonSet: '-[a-z0-9]{5}',
  Job: '-[a-z0-9]{5}',
  CronJob: '-[0-9]+-[a-z0-9]{5}',
};

/** How Envoy Gateway names the clusters of the rules of a route, by its kind. */
const routePrefixes: Readonly<Record<string, string>> = {
  HTTPRoute: 'httproute',
  GRPCRoute: 'grpcroute',
};

/** The time over which rates are computed: several scrapes at the usual intervals. */
const rateWindow = '5m';

const latencyQuantiles = { p50: '0.5', p95: '0.95', p99: '0.99' } as const;

/**
 * The queries about a component: cAdvisor has CPU and memory of its pods, and Envoy has the requests at its routes. Users choose
 * nothing of a query.
 *
 * @param objects - those of the Release of the component
 */
export function prometheusQueries(
  objects: readonly RuntimeObject[],
): MetricQuery[] {
  return [...podQueries(objects), ...routeQueries(objects)];
}

function podQueries(objects: readonly RuntimeObject[]): MetricQuery[] {
  const pods = objects.flatMap(({ kind, name, namespace, podLabels }) => {
    const suffix = podSuffixes[kind];
    return namespace && podLabels && suffix
      ? [{ namespace, pattern: `${escapeRegex(name)}${suffix}` }]
      : [];
  });
  const [first] = pods;
  if (!first) return [];
  const selector = [
    matches(
      'namespace',
      pods.map(({ namespace }) => escapeRegex(namespace)),
    ),
    matches(
      'pod',
      pods.map(({ pattern }) => pattern),
    ),
    'container!=""',
    'container!="POD"',
  ].join(',');
  return [
    {
      metric: 'cpu',
      query: `sum by (pod) (rate(container_cpu_usage_seconds_total{${selector}}[${rateWindow}]))`,
      label: { of: 'pod' },
    },
    {
      metric: 'memory',
      query: `sum by (pod) (container_memory_working_set_bytes{${selector}})`,
      label: { of: 'pod' },
    },
  ];
}

function routeQueries(objects: readonly RuntimeObject[]): MetricQuery[] {
  const clusters = objects.flatMap(({ kind, name, namespace }) => {
    const prefix = routePrefixes[kind];
    return prefix && namespace
      ? [`${prefix}/${escapeRegex(namespace)}/${escapeRegex(name)}/rule/.*`]
      : [];
  });
  if (clusters.length === 0) return [];
  const selector = matches('envoy_cluster_name', clusters);
  return [
    {
      metric: 'requests',
      query: `sum(rate(envoy_cluster_upstream_rq_total{${selector}}[${rateWindow}]))`,
      label: { text: 'total' },
    },
    {
      metric: 'errors',
      query: `sum(rate(envoy_cluster_upstream_rq_xx{${selector},envoy_response_code_class="5"}[${rateWindow}]))`,
      label: { text: 'total' },
    },
    ...Object.entries(latencyQuantiles).map<MetricQuery>(
      ([text, quantile]) => ({
        metric: 'latency',
        // Envoy measures milliseconds.
        query: `histogram_quantile(${quantile}, sum by (le) (rate(envoy_cluster_upstream_rq_time_bucket{${selector}}[${rateWindow}]))) / 1000`,
        label: { text },
      }),
    ),
  ];
}

/** A label matcher for alternatives. */
function matches(label: string, patterns: readonly string[]): string {
  const expression = [...new Set(patterns)].join('|');
  return `${label}=~${JSON.stringify(expression)}`;
}

function escapeRegex(text: string): string {
  return text.replace(/[.+*?^$()[\]{}|\\]/g, '\\$&');
}
