import type {
  MetricsService,
  MetricsServiceCounter,
  MetricsServiceHistogram,
} from '@backstage/backend-plugin-api/alpha';
import type { CatalogProviderReport } from '@promenade/backstage-plugin-openchoreo-common';
import type { PlatformCache } from '@promenade/backstage-plugin-openchoreo-node';

/** What the metrics need of the provider. */
type ObservedReport = Pick<
  CatalogProviderReport,
  'isWriter' | 'waiting' | 'entities' | 'heldEntities'
>;

const secondsBuckets = [0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 30, 60, 300, 1800];
const entityBuckets = [0, 1, 5, 10, 50, 100, 200, 500, 1000];

/** The metrics `openchoreo.catalog.*`. The README of the package has a table of them. */
export class SyncMetrics {
  readonly #metrics: MetricsService;
  readonly #lag: MetricsServiceHistogram;
  readonly #mutations: MetricsServiceCounter<{ result: string }>;
  readonly #mutationEntities: MetricsServiceHistogram<{ operation: string }>;
  readonly #comparisonDuration: MetricsServiceHistogram<{ result: string }>;

  /** @param cache - the resources that the entities are made from */
  constructor(
    metrics: MetricsService,
    cache: Pick<PlatformCache, 'freshness' | 'rejected' | 'watchRestarts'>,
  ) {
    this.#metrics = metrics;
    this.#lag = metrics.createHistogram('openchoreo.catalog.lag', {
      description:
        'Time from the write of a resource until the catalog accepted its entities',
      unit: 's',
      advice: { explicitBucketBoundaries: secondsBuckets },
    });
    this.#mutations = metrics.createCounter('openchoreo.catalog.mutations', {
      description: 'Deltas that were sent to the catalog',
      unit: '{mutation}',
    });
    this.#mutationEntities = metrics.createHistogram(
      'openchoreo.catalog.mutation.entities',
      {
        description: 'Entities in a delta that the catalog accepted',
        unit: '{entity}',
        advice: { explicitBucketBoundaries: entityBuckets },
      },
    );
    this.#comparisonDuration = metrics.createHistogram(
      'openchoreo.catalog.comparison.duration',
      {
        description:
          'Duration of a comparison of all entities with all resources, with the writes that follow',
        unit: 's',
        advice: { explicitBucketBoundaries: secondsBuckets },
      },
    );
    metrics
      .createObservableGauge('openchoreo.catalog.rejected', {
        description: 'Resources that are invalid or have a problem',
        unit: '{resource}',
      })
      .addCallback(result => result.observe(cache.rejected().length));
    metrics
      .createObservableCounter('openchoreo.catalog.watch.restarts', {
        description: 'Watches that were opened again after an error',
        unit: '{restart}',
      })
      .addCallback(result => result.observe(cache.watchRestarts()));
    metrics
      .createObservableGauge('openchoreo.catalog.watch.age', {
        description: 'Time since all watches were current',
        unit: 's',
      })
      .addCallback(result => {
        const { sources, ...report } = cache.freshness();
        for (const { lastSeen, ...source } of sources ?? [report]) {
          if (!lastSeen) continue;
          const age = (Date.now() - lastSeen.getTime()) / 1000;
          result.observe(age, 'name' in source ? { source: source.name } : {});
        }
      });
  }

  /** Adds the metrics that are read from the provider when they are collected. */
  observe(report: () => ObservedReport): void {
    const gauge = (name: string, description: string, unit: string) =>
      this.#metrics.createObservableGauge(`openchoreo.catalog.${name}`, {
        description,
        unit,
      });
    gauge(
      'queue.depth',
      'Resources whose change is not in the catalog yet',
      '{resource}',
    ).addCallback(result => result.observe(report().waiting));
    gauge(
      'removals.held',
      'Entities whose removal waits for its confirmation',
      '{entity}',
    ).addCallback(result => result.observe(report().heldEntities));
    gauge(
      'writer',
      '1 where this instance writes the entities, else 0',
      '1',
    ).addCallback(result => result.observe(report().isWriter ? 1 : 0));
    gauge(
      'entities',
      'Entities that the catalog was given',
      '{entity}',
    ).addCallback(result => {
      for (const { kind, count } of report().entities) {
        result.observe(count, { kind });
      }
    });
  }

  recordLag(seconds: number): void {
    this.#lag.record(seconds);
  }

  recordMutation(entities: { added: number; removed: number }): void {
    this.#mutations.add(1, { result: 'accepted' });
    for (const [operation, count] of Object.entries(entities)) {
      this.#mutationEntities.record(count, { operation });
    }
  }

  recordFailedMutation(): void {
    this.#mutations.add(1, { result: 'failed' });
  }

  recordComparison(seconds: number, isSuccessful: boolean): void {
    const result = isSuccessful ? 'success' : 'failure';
    this.#comparisonDuration.record(seconds, { result });
  }
}
