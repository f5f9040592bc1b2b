import { metricDefinitions, Metrics } from '@promenade/kube-client';
import {
  Counter,
  Gauge,
  Histogram,
  Registry,
  collectDefaultMetrics,
} from 'prom-client';

/** A metrics recorder, and the text that Prometheus scrapes. */
export interface PrometheusMetrics {
  metrics: Metrics;
  contentType: string;
  scrape(): Promise<string>;
}

/** Exposes the metrics of kube-client, with the names, labels and buckets that it defines, and the default metrics of a Node.js process. */
export function createPrometheusMetrics(): PrometheusMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const counters = new Map<string, Counter>();
  const gauges = new Map<string, Gauge>();
  const histograms = new Map<string, Histogram>();
  const callbacks = new Set<() => void>();

  for (const [name, definition] of Object.entries(metricDefinitions)) {
    const { type, help } = definition;
    const options = {
      name,
      help,
      labelNames: [...definition.labels],
      registers: [registry],
    };
    if (type === 'counter') {
      counters.set(name, new Counter(options));
    } else if (type === 'gauge') {
      gauges.set(name, new Gauge(options));
    } else {
      histograms.set(
        name,
        new Histogram({ ...options, buckets: [...definition.buckets] }),
      );
    }
  }

  return {
    contentType: registry.contentType,
    scrape() {
      callbacks.forEach(callback => callback());
      return registry.metrics();
    },
    metrics: {
      add: (name, labels, by = 1) => counters.get(name)?.inc(labels, by),
      set: (name, labels, value) => gauges.get(name)?.set(labels, value),
      observe: (name, labels, value) =>
        histograms.get(name)?.observe(labels, value),
      onCollect(callback) {
        callbacks.add(callback);
        return () => callbacks.delete(callback);
      },
    },
  };
}
