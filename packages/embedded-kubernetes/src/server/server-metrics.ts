import type { ObjectStore } from '../store/object-store';
import { headerOf, type ApiRequest } from './request';

const buckets = [0.005, 0.025, 0.1, 0.5, 1, 5];

interface Series {
  labels: string;
  count: number;
  sum: number;
  buckets: number[];
}

/** Metrics with the names of kube-apiserver. */
export class ServerMetrics {
  private readonly requests = new Map<string, number>();
  private readonly durations = new Map<string, Series>();
  private watchers = 0;

  constructor(private readonly store: ObjectStore) {}

  /** Records the start of a request; returns a function to call at the end. */
  requestStarted(request: ApiRequest): () => void {
    const started = performance.now();
    const isWatch = isWatchRequest(request);
    if (isWatch) this.watchers += 1;
    return () => {
      if (isWatch) this.watchers -= 1;
      const verb = verbOf(request);
      const labels = requestLabels(request, verb);
      this.requests.set(labels, (this.requests.get(labels) ?? 0) + 1);
      if (!isWatch) {
        this.observe(verb, (performance.now() - started) / 1000);
      }
    };
  }

  /** Renders the metrics in the text format of Prometheus. */
  render(): string {
    const lines = [
      '# TYPE apiserver_request_total counter',
      ...[...this.requests].map(
        ([labels, count]) => `apiserver_request_total{${labels}} ${count}`,
      ),
      '# TYPE apiserver_request_duration_seconds histogram',
      ...[...this.durations.values()].flatMap(renderSeries),
      '# TYPE apiserver_longrunning_requests gauge',
      `apiserver_longrunning_requests{verb="WATCH"} ${this.watchers}`,
      '# TYPE apiserver_storage_objects gauge',
      ...this.store
        .resources()
        .map(
          resource =>
            `apiserver_storage_objects{resource="${resource}"} ${this.store.count(
              resource,
            )}`,
        ),
      '# TYPE process_cpu_seconds_total counter',
      `process_cpu_seconds_total ${cpuSeconds()}`,
      '# TYPE process_resident_memory_bytes gauge',
      `process_resident_memory_bytes ${process.memoryUsage.rss()}`,
    ];
    return `${lines.join('\n')}\n`;
  }

  private observe(verb: string, seconds: number): void {
    let series = this.durations.get(verb);
    if (!series) {
      series = {
        labels: `verb="${verb}"`,
        count: 0,
        sum: 0,
        buckets: buckets.map(() => 0),
      };
      this.durations.set(verb, series);
    }
    series.count += 1;
    series.sum += seconds;
    for (const [index, bound] of buckets.entries()) {
      if (seconds <= bound) series.buckets[index] += 1;
    }
  }
}

function renderSeries({
  labels,
  count,
  sum,
  buckets: counts,
}: Series): string[] {
  const name = 'apiserver_request_duration_seconds';
  return [
    ...buckets.map(
      (bound, index) =>
        `${name}_bucket{${labels},le="${bound}"} ${counts[index]}`,
    ),
    `${name}_bucket{${labels},le="+Inf"} ${count}`,
    `${name}_sum{${labels}} ${sum}`,
    `${name}_count{${labels}} ${count}`,
  ];
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function isWatchRequest({ method, query, path }: ApiRequest): boolean {
  const watch = query.get('watch');
  return (
    method === 'GET' &&
    (watch === '1' || watch === 'true' || path.includes('watch'))
  );
}

/** The verb as kube-apiserver counts it. */
function verbOf(request: ApiRequest): string {
  const { method, resource } = request;
  if (isWatchRequest(request)) return 'WATCH';
  if (method === 'GET' && resource && !resource.name) return 'LIST';
  if (method === 'DELETE' && resource && !resource.name) {
    return 'DELETECOLLECTION';
  }
  return method === 'PATCH' &&
    headerOf(request, 'content-type').includes('apply-patch')
    ? 'APPLY'
    : method;
}

function requestLabels(
  { resource, response }: ApiRequest,
  verb: string,
): string {
  return Object.entries({
    code: response.statusCode,
    group: resource?.type.group ?? '',
    resource: resource?.type.plural ?? '',
    subresource: resource?.subresource ?? '',
    verb,
  })
    .map(([name, value]) => `${name}="${value}"`)
    .join(',');
}
