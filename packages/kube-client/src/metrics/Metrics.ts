import { MetricName } from './metricDefinitions';

/**
 * Label values of one series.
 *
 * @public
 */
export type Labels = Record<string, string>;

/**
 * Where figures go. {@link metricDefinitions} has every name with its type, help, labels and buckets.
 *
 * @public
 */
export interface Metrics {
  /** Adds to a counter. */
  add(name: MetricName<'counter'>, labels: Labels, by?: number): void;
  /** Sets a gauge. */
  set(name: MetricName<'gauge'>, labels: Labels, value: number): void;
  /** Puts a value into a histogram. */
  observe(name: MetricName<'histogram'>, labels: Labels, value: number): void;
  /**
   * Calls back before each scrape, for gauges that are only known when asked for.
   *
   * @returns a function that ends it
   */
  onCollect(callback: () => void): () => void;
}

/**
 * Counts nothing; the default.
 *
 * @public
 */
export const noMetrics: Metrics = {
  add() {},
  set() {},
  observe() {},
  onCollect: () => () => {},
};
