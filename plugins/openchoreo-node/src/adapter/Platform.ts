import type { RejectedResource } from '@promenade/backstage-plugin-openchoreo-common';
import type { FreshnessReport } from '../cache/Freshness';
import { organizationOf, type PlatformChange } from '../domain/PlatformChange';
import { combineFreshness } from '../sources/combineFreshness';
import { CombinedPlatform } from '../sources/CombinedPlatform';
import { combineUnits } from '../sources/combineUnits';
import type { CatalogUnitSource } from './CatalogUnitSource';
import {
  GenerationPlatform,
  type GenerationOptions,
} from './GenerationPlatform';
import { GenerationRoutes } from './GenerationRoutes';
import { onlySourceName } from './GenerationUnits';
import { MovedOrganizations } from './MovedOrganizations';
import type { PlatformAdapters } from './PlatformAdapter';

interface PlatformOptions
  extends Omit<
    GenerationOptions,
    'preferred' | 'isOptional' | 'discoveryIntervalMs' | 'preferredIntervalMs'
  > {
  /** Milliseconds between two looks for the kinds of another generation, such as after an upgrade. 60,000 by default. */
  upgradeIntervalMs?: number;
}

/** A control plane. Each of its organizations is of one of the generations of OpenChoreo whose kinds the API serves. */
export class Platform extends CombinedPlatform {
  readonly #routes: GenerationRoutes;
  readonly #moved: MovedOrganizations;

  /** @param adapters - those of the newest generation first */
  constructor(adapters: PlatformAdapters, options: PlatformOptions) {
    const routes = new GenerationRoutes(createGenerations(adapters, options));
    const moved = new MovedOrganizations(routes);
    super(routes, combineGenerationUnits(routes, moved));
    this.#routes = routes;
    this.#moved = moved;
  }

  get #generations(): GenerationPlatform[] {
    return this.#routes.sources.map(({ platform }) => platform);
  }

  /** Starts to watch, until the signal is aborted. Returns at once. */
  start(signal: AbortSignal): void {
    this.#moved.follow();
    for (const generation of this.#generations) generation.start(signal);
  }

  override async waitForSync(
    signal?: AbortSignal,
    organization?: string,
  ): Promise<void> {
    const generations = this.#generations;
    await Promise.all(generations.map(each => each.waitForDiscovery(signal)));
    await Promise.race(generations.map(each => each.waitForSync(signal)));
    await super.waitForSync(signal, organization);
  }

  override freshness(organization?: string): FreshnessReport {
    if (organization !== undefined) return super.freshness(organization);
    const { used } = this.#routes;
    if (used.length === 1) return used[0].platform.freshness();
    const { sources = [], ...report } = combineFreshness(used);
    // Generations have kinds of the same names.
    const missingRights = new Map(
      sources
        .flatMap(source => source.missingRights ?? [])
        .map(right => [`${right.resource}.${right.apiGroup}`, right]),
    );
    return {
      ...report,
      ...(missingRights.size > 0 && {
        missingRights: [...missingRights.values()],
        account: sources.find(({ account }) => account)?.account,
      }),
    };
  }

  override onChange(listener: (change: PlatformChange) => void): () => void {
    const unsubscribers = [
      super.onChange(listener),
      this.#moved.subscribe(units => {
        const names = new Set(units.map(({ organization }) => organization));
        for (const name of names) {
          listener({
            type: 'updated',
            apiVersion: 'v1',
            kind: 'Namespace',
            namespace: name,
            name,
          });
        }
      }),
    ];
    return () => unsubscribers.forEach(unsubscribe => unsubscribe());
  }

  /** A generation reads the resources of others, too, which do not match its schemas. */
  override rejected(): readonly RejectedResource[] {
    return this.#routes.active.flatMap(source =>
      source.platform.rejected().filter(resource => {
        const organization = organizationOf(resource);
        const place = organization ? { organization } : { type: 'cluster-' };
        return this.#routes.find(place) === source;
      }),
    );
  }
}

function createGenerations(
  adapters: PlatformAdapters,
  { upgradeIntervalMs = 60_000, ...options }: PlatformOptions,
): GenerationPlatform[] {
  const newer = adapters.slice(0, -1).map(
    adapter =>
      new GenerationPlatform(adapter, {
        ...options,
        isOptional: true,
        discoveryIntervalMs: upgradeIntervalMs,
      }),
  );
  const oldest = adapters.slice(-1).map(
    adapter =>
      new GenerationPlatform(adapter, {
        ...options,
        preferred: newer,
        preferredIntervalMs: upgradeIntervalMs,
      }),
  );
  return [...newer, ...oldest];
}

/** The units of all generations as those of one control plane. */
function combineGenerationUnits(
  routes: GenerationRoutes,
  moved: MovedOrganizations,
): CatalogUnitSource {
  const units = combineUnits(routes);
  return {
    ...units,
    sourceNames: [onlySourceName],
    sourceOf: () => onlySourceName,
    isComplete: type => units.isComplete(type),
    subscribe(listener) {
      const unsubscribers = [
        units.subscribe(listener),
        moved.subscribe(each => listener.onChange(each)),
      ];
      return () => unsubscribers.forEach(unsubscribe => unsubscribe());
    },
  };
}
