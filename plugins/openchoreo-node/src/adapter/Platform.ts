import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  NotImplementedError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type {
  ComponentRef,
  ProjectPromotionView,
  RejectedResource,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { KubeClient } from '@promenade/kube-client';
import type { SigningKeyRef } from '../config';
import type { FreshnessReport } from '../cache/Freshness';
import { missingRight } from '../cache/missingRights';
import {
  ResourceCache,
  type ResourceCacheOptions,
} from '../cache/ResourceCache';
import type { ResourceChange, ResourceKind } from '../cache/ResourceReader';
import { SpecVersions } from '../cache/SpecVersions';
import type { DeletableRef } from '../domain/DeletableRef';
import type { BuildSource } from '../domain/BuildSource';
import type { BuildSnapshot } from '../domain/BuildSnapshot';
import type {
  CatalogUnitKey,
  CatalogUnitProblem,
  SharedResourceRef,
} from '../domain/CatalogUnit';
import type {
  Capability,
  ComponentSnapshot,
} from '../domain/ComponentSnapshot';
import { platformChange, type PlatformChange } from '../domain/PlatformChange';
import type { OrganizationSnapshot } from '../domain/OrganizationSnapshot';
import type { ProjectScope, ProjectSnapshot } from '../domain/ProjectSnapshot';
import { noOverviews, type OverviewSource } from '../domain/OverviewSource';
import { noPromotions, type PromotionSource } from '../domain/PromotionSource';
import { noRestApi, type RestApiSource } from '../domain/RestApiSource';
import type {
  DescribedComponent,
  WorkloadDescriptor,
} from '../domain/WorkloadDescriptor';
import { sharedOrganization } from '../domain/sharedOrganization';
import { DataPlaneClients } from '../runtime/DataPlaneClients';
import type { DataPlaneTarget } from '../runtime/DataPlaneReader';
import { KubernetesNodes } from '../runtime/KubernetesNodes';
import { KubernetesRuntime } from '../runtime/KubernetesRuntime';
import { requireCluster, type RuntimeTarget } from '../runtime/RuntimeTarget';
import { createVerbs } from '../verbs/createVerbs';
import type { Verbs } from '../verbs/Verb';
import type { CatalogUnitSource } from './CatalogUnitSource';
import type { OpenChoreoPlatform } from './OpenChoreoPlatform';
import type { PlatformAdapter, PlatformAdapters } from './PlatformAdapter';

/** The name of the control plane where there is only one. */
const onlySourceName = 'openchoreo';

interface Candidate {
  adapter: PlatformAdapter;
  cache: ResourceCache;
  verbs: Verbs;
}

/**
 * A platform and the adapter that reads it: the first one whose required kinds the API serves, or the last one until then. Each
 * adapter has a cache of its own, so that two adapters can read the same kinds with different schemas.
 */
export class Platform implements OpenChoreoPlatform {
  readonly #candidates: readonly Candidate[];
  /** Read until the API serves the kinds of one of the candidates: its problems are those that people see. */
  readonly #fallback: Candidate;
  readonly #client: KubeClient;
  #dataPlanes?: DataPlaneClients;
  readonly #unitReports = new Map<string, RejectedResource>();

  constructor(
    adapters: PlatformAdapters,
    options: {
      client: KubeClient;
      logger: LoggerService;
      includes?: (organization: string) => boolean;
      signingKey?: SigningKeyRef;
      /** Where the kubeconfig is configured. `openchoreo` by default. */
      configKey?: string;
      /** Milliseconds between two looks for the kinds of another generation, such as after an upgrade. 60,000 by default. */
      upgradeIntervalMs?: number;
    },
  ) {
    this.#client = options.client;
    const candidate = (
      adapter: PlatformAdapter,
      cacheOptions: Pick<
        ResourceCacheOptions,
        'isOptional' | 'discoveryIntervalMs' | 'preferred'
      >,
    ): Candidate => {
      const { client, logger, signingKey = {} } = options;
      const { kinds, requiredKinds, versionedKinds } = adapter;
      const cache = new ResourceCache({
        ...options,
        ...cacheOptions,
        kinds,
        requiredKinds,
      });
      const versions = new SpecVersions(versionedKinds, cache);
      const context = { client, cache, versions, signingKey };
      return { adapter, cache, verbs: createVerbs(adapter, context, logger) };
    };
    const optional = {
      isOptional: true,
      discoveryIntervalMs: options.upgradeIntervalMs ?? 60_000,
    };
    const others = adapters
      .slice(0, -1)
      .map(adapter => candidate(adapter, optional));
    const [last] = adapters.slice(-1);
    this.#fallback = candidate(last, {
      preferred: others.map(({ cache }) => cache),
    });
    this.#candidates = [...others, this.#fallback];
  }

  /** Starts to watch, until the signal is aborted. Returns at once. */
  start(signal: AbortSignal): void {
    this.#dataPlanes = new DataPlaneClients(this.#client, signal);
    for (const { cache } of this.#candidates) cache.start(signal);
  }

  get #selected(): Candidate {
    return (
      this.#candidates.find(({ cache }) => cache.isDiscovered) ?? this.#fallback
    );
  }

  get verbs(): Verbs {
    return this.#selected.verbs;
  }

  /**
   * The state of a component. Undefined when it does not exist.
   *
   * @throws ServiceUnavailableError with the missing right, when a kind that deployments require cannot be read
   */
  snapshot(ref: ComponentRef, now = new Date()): ComponentSnapshot | undefined {
    const { adapter, cache } = this.#selected;
    const { deployments, promotions } = missingRights(this.#selected);
    if (deployments.required) {
      throw new ServiceUnavailableError(deployments.required);
    }
    const snapshot = adapter.snapshot(cache, ref, now);
    return (
      snapshot && {
        ...snapshot,
        rejected: [
          ...snapshot.rejected,
          ...deployments.optional,
          ...(promotions.required ? [promotions.required] : []),
        ],
        ...(promotions.required && {
          unavailable: { promotions: promotions.required },
        }),
      }
    );
  }

  runtime(ref: ComponentRef, environment: string): RuntimeTarget | undefined {
    const { adapter, cache } = this.#selected;
    const snapshot = adapter.runtime?.(cache, ref, environment);
    return (
      snapshot && {
        snapshot,
        provider: async () => {
          const cluster = requireCluster(snapshot);
          const { name = '' } = snapshot.dataPlane ?? {};
          const client = await this.#dataPlanes?.clientFor(cluster);
          if (client) return new KubernetesRuntime(client, name);
          throw new ServiceUnavailableError('The backend is starting');
        },
      }
    );
  }

  dataPlane(ref: SharedResourceRef): DataPlaneTarget | undefined {
    const { adapter, cache } = this.#selected;
    const snapshot = adapter.dataPlane?.(cache, ref);
    return (
      snapshot && {
        isSimulated: snapshot.isSimulated,
        nodes: async () => {
          const client = await this.#dataPlanes?.clientFor(snapshot.cluster);
          if (client) return new KubernetesNodes(client, ref.name);
          throw new ServiceUnavailableError('The backend is starting');
        },
      }
    );
  }

  /** The state of a build. Undefined when the component has none of that name. */
  build(ref: ComponentRef, name: string): BuildSnapshot | undefined {
    const { adapter, cache } = this.#selected;
    return adapter.build?.(cache, ref, name);
  }

  /** @throws NotImplementedError where the generation has no workload descriptors */
  workloadDescriptor(component: DescribedComponent): WorkloadDescriptor {
    const { adapter } = this.#selected;
    if (adapter.workloadDescriptor) {
      return adapter.workloadDescriptor(component);
    }
    throw new NotImplementedError('This platform has no workload descriptors');
  }

  /** What the components of an organization may use. Undefined when it does not exist. */
  organization(name: string): OrganizationSnapshot | undefined {
    const { adapter, cache } = this.#selected;
    return adapter.organization?.(cache, name);
  }

  /** The projects of a scope. None where the generation has no projects. */
  projects(scope: ProjectScope): readonly ProjectSnapshot[] {
    const { adapter, cache } = this.#selected;
    return adapter.projects?.(cache, scope) ?? [];
  }

  /** @throws ServiceUnavailableError with the missing right, when a kind that deployments require cannot be read */
  get overviews(): OverviewSource {
    const { adapter, cache } = this.#selected;
    const { deployments } = missingRights(this.#selected);
    if (deployments.required) {
      throw new ServiceUnavailableError(deployments.required);
    }
    return adapter.overviews?.(cache) ?? noOverviews;
  }

  /** @throws ServiceUnavailableError with the missing right, when promotions cannot be read */
  get promotions(): PromotionSource {
    const { adapter, cache } = this.#selected;
    const { promotions } = missingRights(this.#selected);
    if (promotions.required) {
      throw new ServiceUnavailableError(promotions.required);
    }
    return adapter.promotions?.(cache) ?? noPromotions;
  }

  buildSources(): readonly BuildSource[] {
    const { adapter, cache } = this.#selected;
    return adapter.buildSources?.(cache) ?? [];
  }

  get restApi(): RestApiSource {
    const { adapter, cache } = this.#selected;
    return adapter.restApi?.(cache) ?? noRestApi;
  }

  /** What is left of a component or a project. Undefined when it does not exist. */
  leftOf(ref: DeletableRef): readonly string[] | undefined {
    const { adapter, cache } = this.#selected;
    return adapter.leftOf(cache, ref);
  }

  /** The promotion of the components of a project. Undefined when there is none of that name. */
  projectPromotion(
    organization: string,
    name: string,
  ): ProjectPromotionView | undefined {
    const { adapter, cache } = this.#selected;
    return adapter.projectPromotion?.(cache, organization, name);
  }

  async waitForSync(signal?: AbortSignal): Promise<void> {
    await Promise.race(
      this.#candidates.map(({ cache }) => cache.waitForSync(signal)),
    );
    await this.#selected.cache.waitForSync(signal);
  }

  freshness(): FreshnessReport {
    return this.#selected.cache.freshness();
  }

  watchRestarts(): number {
    return this.#selected.cache.watchRestarts();
  }

  onFreshness(listener: (report: FreshnessReport) => void): () => void {
    return this.#subscribe(({ cache }, ifSelected) =>
      cache.onFreshness(report => ifSelected(() => listener(report))),
    );
  }

  onChange(listener: (change: PlatformChange) => void): () => void {
    return this.#subscribe(({ cache }, ifSelected) =>
      cache.onChange(change =>
        ifSelected(() => listener(platformChange(change))),
      ),
    );
  }

  rejected(): readonly RejectedResource[] {
    const { cache } = this.#selected;
    return [...cache.rejected(), ...this.#unitReports.values()];
  }

  readonly catalogUnits: CatalogUnitSource = {
    sourceNames: [onlySourceName],
    sourceOf: () => onlySourceName,
    sharedOrganizationOf: () => sharedOrganization,
    namespaceOf: organization => organization,
    isComplete: type => {
      const { adapter, cache } = this.#selected;
      const { needs = [] } = adapter.catalogUnits.types[type] ?? {};
      return cache.isDiscovered && needs.every(kind => cache.hasRead(kind));
    },
    list: type => {
      const { adapter, cache } = this.#selected;
      return adapter.catalogUnits.list(cache, type);
    },
    get: key => {
      const { adapter, cache } = this.#selected;
      return adapter.catalogUnits.get(cache, key);
    },
    report: (key, problems) => this.#reportUnit(key, problems),
    subscribe: ({ onChange, onRead }) =>
      this.#subscribe(({ adapter, cache }, ifSelected) => {
        const unsubscribers = [
          cache.onChange(change =>
            ifSelected(() => {
              const units = adapter.catalogUnits.affectedBy(cache, change);
              const deleted = deletedUnits(adapter, units, change);
              onChange(units, change.writtenAt, deleted);
            }),
          ),
          cache.onRead(() => ifSelected(onRead)),
        ];
        return () => unsubscribers.forEach(unsubscribe => unsubscribe());
      }),
  };

  #reportUnit(
    { type, organization, name }: CatalogUnitKey,
    problems: readonly CatalogUnitProblem[] | undefined,
  ): void {
    const id = `${type}:${organization}/${name}`;
    const kind = this.#selected.adapter.catalogUnits.types[type]?.kind;
    if (!problems || !kind) {
      this.#unitReports.delete(id);
      return;
    }
    this.#unitReports.set(id, {
      apiVersion: kind.apiVersion,
      kind: kind.kind,
      namespace: kind.scope === 'Namespaced' ? organization : undefined,
      name,
      problems: [...problems],
      since: this.#unitReports.get(id)?.since ?? new Date().toISOString(),
    });
  }

  /** Subscribes to every candidate. The handlers that it is given are to call `ifSelected`. */
  #subscribe(
    subscribe: (
      candidate: Candidate,
      ifSelected: (notify: () => void) => void,
    ) => () => void,
  ): () => void {
    const unsubscribers = this.#candidates.map(candidate =>
      subscribe(candidate, notify => {
        if (candidate === this.#selected) notify();
      }),
    );
    return () => unsubscribers.forEach(unsubscribe => unsubscribe());
  }
}

/** Those of the units that a change affects whose resource is seen to be deleted. */
function deletedUnits(
  { catalogUnits }: PlatformAdapter,
  units: readonly CatalogUnitKey[],
  { kind, object: { metadata }, isObserved }: ResourceChange,
): CatalogUnitKey[] {
  if (!isObserved && !metadata.deletionTimestamp) return [];
  return units.filter(
    unit =>
      catalogUnits.types[unit.type]?.kind.kind === kind.kind &&
      unit.name === metadata.name &&
      (metadata.namespace ?? unit.organization) === unit.organization,
  );
}

interface MissingRights {
  /** A sentence, when a required kind cannot be read. */
  required?: string;
  /** A sentence for each optional kind that cannot be read. */
  optional: string[];
}

/** The rights that the Kubernetes account lacks, by the capability that needs them. */
function missingRights({
  adapter,
  cache,
}: Candidate): Record<Capability, MissingRights> {
  const forbidden = new Set(cache.forbidden());
  const sentences = (kinds: readonly ResourceKind[] = []) =>
    kinds
      .filter(kind => forbidden.has(kind))
      .map(kind => `${missingRight(kind)}. Ask the platform team to grant it.`);
  const of = (capability: Capability): MissingRights => {
    const { required, optional } = adapter.capabilities[capability] ?? {};
    return {
      required: sentences(required)[0],
      optional: sentences(optional),
    };
  };
  return { deployments: of('deployments'), promotions: of('promotions') };
}
