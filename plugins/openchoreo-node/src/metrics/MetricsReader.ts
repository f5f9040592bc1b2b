import { NotFoundError, toError } from '@backstage/errors';
import type {
  ComponentMetrics,
  ComponentRef,
  MetricPeriod,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { RuntimeSnapshot } from '../domain/RuntimeSnapshot';
import type { RuntimeSource } from '../runtime/RuntimeTarget';
import { kubernetesMetrics } from './KubernetesMetrics';
import type { MetricsProvider } from './MetricsProvider';
import type { PrometheusConfig } from './prometheusConfig';
import { PrometheusMetrics } from './PrometheusMetrics';

/**
 * Reads the metrics of components: from the Prometheus of their data plane, or else from its metrics API.
 *
 * @public
 */
export class MetricsReader {
  readonly #source: RuntimeSource;
  readonly #prometheus: readonly {
    config: PrometheusConfig;
    provider: MetricsProvider;
  }[];
  readonly #now: () => Date;

  constructor(
    source: RuntimeSource,
    prometheus: readonly PrometheusConfig[],
    now: () => Date = () => new Date(),
  ) {
    this.#source = source;
    this.#prometheus = prometheus.map(config => ({
      config,
      provider: new PrometheusMetrics(config, now),
    }));
    this.#now = now;
  }

  /** The metrics of a component in an environment. Without them, and with the reason, when they cannot be read. */
  async get(
    ref: ComponentRef,
    environment: string,
    period: MetricPeriod,
    signal?: AbortSignal,
  ): Promise<ComponentMetrics> {
    const target = this.#source.runtime(ref, environment);
    if (!target) {
      throw new NotFoundError(
        `There is no environment ${environment} in ${ref.organization}`,
      );
    }
    const { snapshot } = target;
    const provider = this.#providerFor(snapshot);
    const { dataPlane, cluster } = snapshot;
    const about = {
      environment,
      dataPlane: dataPlane && {
        name: dataPlane.name,
        simulated: dataPlane.simulated,
      },
      source: provider.source,
      isDeployed: cluster !== undefined,
      asOf: this.#now().toISOString(),
    };
    if (cluster === undefined) return { ...about, metrics: [] };
    try {
      const metrics = await provider.read(target, period, signal);
      return { ...about, metrics };
    } catch (error) {
      signal?.throwIfAborted();
      return { ...about, metrics: [], problem: toError(error).message };
    }
  }

  #providerFor({ dataPlane }: RuntimeSnapshot): MetricsProvider {
    // No Prometheus scrapes containers that do not run.
    if (!dataPlane || dataPlane.simulated) return kubernetesMetrics;
    const name = `${dataPlane.namespace}/${dataPlane.name}`;
    const found = this.#prometheus.find(
      ({ config }) => config.dataPlanes?.includes(name) ?? true,
    );
    return found?.provider ?? kubernetesMetrics;
  }
}
