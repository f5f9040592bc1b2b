import { MetricName } from './metricDefinitions';

/**
 * Label values of one time series.
 *
 * @public
 */
export type Labels = Record<string, string>;

/**
 * Receives metrics. {@link metricDefinitions} has the type, help, labels and buckets of each.
 *
 * @public
 */
export interface Metrics {
  /** Adds to a counter. */
  add(name: MetricName<'counter'>, labels: Labels, by?: number): void;
  /** Sets a gauge. */
  set(name: MetricName<'gauge'>, labels: Labels, value: number): void;
  /** Adds a value to a histogram. */
  observe(name: MetricName<'histogram'>, labels: Labels, value: number): void;
  /**
   * Registers a callback that runs before each scrape, for gauges that are computed on demand.
   *
   * @returns a function that removes the callback
   */
  onCollect(callback: () => void): () => void;
}

/**
 * Discards all metrics. The default.
 *
 * @public
 */
export const noMetrics: Metrics = {
  add() {},
  set() {},
  observe() {},
  onCollect: () => () => {},
};
