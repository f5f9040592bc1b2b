import type {
  ComponentMetrics,
  Metric,
  MetricPeriod,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { RuntimeTarget } from '../runtime/RuntimeTarget';

/**
 * Reads the metrics of a component in an environment. Throws a Backstage error with the remedy.
 *
 * @public
 */
export interface MetricsProvider {
  readonly source: ComponentMetrics['source'];
  read(
    target: RuntimeTarget,
    period: MetricPeriod,
    signal?: AbortSignal,
  ): Promise<Metric[]>;
}
