import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import { MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics';

class ManualReader extends MetricReader {
  protected async onForceFlush(): Promise<void> {}

  protected async onShutdown(): Promise<void> {}
}

/** A meter whose metrics a test reads, as an exporter does. */
export class TestMeter {
  readonly #reader = new ManualReader();
  readonly metrics: MetricsService = new MeterProvider({
    readers: [this.#reader],
  }).getMeter('test');

  /** The values of a metric, by its attributes. Of a histogram the number of records and their sum. */
  async read(name: string): Promise<{ attributes: object; value: unknown }[]> {
    const { resourceMetrics, errors } = await this.#reader.collect();
    if (errors.length) throw errors[0];
    return resourceMetrics.scopeMetrics
      .flatMap(scope => scope.metrics)
      .filter(({ descriptor }) => descriptor.name === name)
      .flatMap<{ attributes: object; value: unknown }>(
        ({ dataPoints }) => dataPoints,
      );
  }

  /** The names of all metrics that have a value. */
  async names(): Promise<string[]> {
    const { resourceMetrics } = await this.#reader.collect();
    return resourceMetrics.scopeMetrics
      .flatMap(scope => scope.metrics)
      .map(({ descriptor }) => descriptor.name)
      .sort();
  }
}
