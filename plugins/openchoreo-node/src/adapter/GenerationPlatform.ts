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
import {
  ResourceCache,
  type ResourceCacheOptions,
} from '../cache/ResourceCache';
import { SpecVersions } from '../cache/SpecVersions';
import type { DeletableRef } from '../domain/DeletableRef';
import type { BuildSource } from '../domain/BuildSource';
import type { BuildSnapshot } from '../domain/BuildSnapshot';
import type { SharedResourceRef } from '../domain/CatalogUnit';
import type {
  Capability,
  ComponentSnapshot,
} from '../domain/ComponentSnapshot';
import { platformChange, type PlatformChange } from '../domain/PlatformChange';
import type { OrganizationSnapshot } from '../domain/OrganizationSnapshot';
import type { ProjectMigration } from '../domain/PortableProject';
import type { ProjectScope, ProjectSnapshot } from '../domain/ProjectSnapshot';
import { noOverviews, type OverviewSource } from '../domain/OverviewSource';
import { noPromotions, type PromotionSource } from '../domain/PromotionSource';
import { noRestApi, type RestApiSource } from '../domain/RestApiSource';
import type {
  DescribedComponent,
  WorkloadDescriptor,
} from '../domain/WorkloadDescriptor';
import type { BuildPodTarget } from '../runtime/BuildLogReader';
import { PlaneClients } from '../runtime/PlaneClients';
import type { DataPlaneTarget } from '../runtime/DataPlaneReader';
import { KubernetesNodes } from '../runtime/KubernetesNodes';
import { KubernetesRuntime } from '../runtime/KubernetesRuntime';
import { requireCluster, type RuntimeTarget } from '../runtime/RuntimeTarget';
import { createVerbs } from '../verbs/createVerbs';
import type { Verbs } from '../verbs/Verb';
import type { CatalogUnitSource } from './CatalogUnitSource';
import { GenerationUnits } from './GenerationUnits';
import { migrateProject } from './migrateProject';
import { missingRights, type MissingRights } from './missingRights';
import type { OpenChoreoPlatform } from './OpenChoreoPlatform';
import type { PlatformAdapter } from './PlatformAdapter';

/** How a generation is read. */
export interface GenerationOptions
  extends Pick<
    ResourceCacheOptions,
    | 'client'
    | 'logger'
    | 'includes'
    | 'configKey'
    | 'isOptional'
    | 'discoveryIntervalMs'
    | 'preferredIntervalMs'
  > {
  signingKey?: SigningKeyRef;
  /** The generations that are looked for before this one. */
  preferred?: readonly GenerationPlatform[];
}

/**
 * The resources of one generation of OpenChoreo. Each generation has a cache of its own, so that two of them can read the same
 * kinds with different schemas.
 */
export class GenerationPlatform implements OpenChoreoPlatform {
  readonly verbs: Verbs;
  readonly #adapter: PlatformAdapter;
  readonly #newer: readonly PlatformAdapter[];
  readonly #cache: ResourceCache;
  readonly #client: KubeClient;
  #planes?: PlaneClients;
  readonly #units: GenerationUnits;

  constructor(
    adapter: PlatformAdapter,
    { signingKey = {}, preferred = [], ...options }: GenerationOptions,
  ) {
    const { client, logger } = options;
    const { kinds, requiredKinds, versionedKinds } = adapter;
    const cache = new ResourceCache({
      ...options,
      preferred: preferred.map(generation => generation.#cache),
      kinds,
      requiredKinds,
    });
    const versions = new SpecVersions(versionedKinds, cache);
    const context = { client, cache, versions, signingKey };
    this.#adapter = adapter;
    this.#newer = preferred.map(generation => generation.#adapter);
    this.#cache = cache;
    this.#client = client;
    this.#units = new GenerationUnits(adapter.catalogUnits, cache);
    this.verbs = createVerbs(adapter, context, logger);
  }

  /** Starts to watch, until the signal is aborted. Returns at once. */
  start(signal: AbortSignal): void {
    this.#planes = new PlaneClients(this.#client, signal);
    this.#cache.start(signal);
  }

  get generation(): string {
    return this.#adapter.generation;
  }

  /** Whether the API serves the kinds of the generation. */
  get isServed(): boolean {
    return this.#cache.isDiscovered;
  }

  /** Whether all kinds that the API serves and allows to read have been read. */
  get hasRead(): boolean {
    return this.#cache.isSettled;
  }

  /** Resolves when it is known for the first time whether the API serves the kinds of the generation. */
  waitForDiscovery(signal?: AbortSignal): Promise<void> {
    return this.#cache.waitForDiscovery(signal);
  }

  /** Whether an organization says of itself that it is of this generation. */
  claims(organization: string): boolean {
    return this.#adapter.claims?.(this.#cache, organization) ?? false;
  }

  /** Calls the listener each time that another kind has been read. Returns a function that unsubscribes it. */
  onRead(listener: () => void): () => void {
    return this.#cache.onRead(listener);
  }

  /**
   * The state of a component. Undefined when it does not exist.
   *
   * @throws ServiceUnavailableError with the missing right, when a kind that deployments require cannot be read
   */
  snapshot(ref: ComponentRef, now = new Date()): ComponentSnapshot | undefined {
    const { deployments, promotions } = this.#missingRights();
    if (deployments.required) {
      throw new ServiceUnavailableError(deployments.required);
    }
    const snapshot = this.#adapter.snapshot(this.#cache, ref, now);
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
    const snapshot = this.#adapter.runtime?.(this.#cache, ref, environment);
    return (
      snapshot && {
        snapshot,
        provider: async () => {
          const cluster = requireCluster(snapshot);
          const { name = '' } = snapshot.dataPlane ?? {};
          const client = await this.#planes?.clientFor(cluster);
          if (client)
            return new KubernetesRuntime(client, `data plane ${name}`);
          throw new ServiceUnavailableError('The backend is starting');
        },
      }
    );
  }

  dataPlane(ref: SharedResourceRef): DataPlaneTarget | undefined {
    const snapshot = this.#adapter.dataPlane?.(this.#cache, ref);
    return (
      snapshot && {
        isSimulated: snapshot.isSimulated,
        nodes: async () => {
          const client = await this.#planes?.clientFor(snapshot.cluster);
          if (client) return new KubernetesNodes(client, ref.name);
          throw new ServiceUnavailableError('The backend is starting');
        },
      }
    );
  }

  /** @throws NotImplementedError where the pods of builds cannot be reached */
  buildPods(ref: ComponentRef, build: string): BuildPodTarget | undefined {
    if (!this.#adapter.buildPods) {
      throw new NotImplementedError(
        'The logs of builds are on a workflow plane, which only the agent of OpenChoreo reaches. Read them there',
      );
    }
    const pods = this.#adapter.buildPods(this.#cache, ref, build);
    return (
      pods && {
        pods,
        provider: async () => {
          const { cluster, buildPlane } = pods;
          if (typeof cluster === 'string') {
            throw new ServiceUnavailableError(cluster);
          }
          const client = await this.#planes?.clientFor(cluster);
          if (client) {
            return new KubernetesRuntime(client, `build plane ${buildPlane}`);
          }
          throw new ServiceUnavailableError('The backend is starting');
        },
      }
    );
  }

  /** The state of a build. Undefined when the component has none of that name. */
  build(ref: ComponentRef, name: string): BuildSnapshot | undefined {
    return this.#adapter.build?.(this.#cache, ref, name);
  }

  /** @throws NotImplementedError where the generation has no workload descriptors */
  workloadDescriptor(component: DescribedComponent): WorkloadDescriptor {
    if (this.#adapter.workloadDescriptor) {
      return this.#adapter.workloadDescriptor(component);
    }
    throw new NotImplementedError('This platform has no workload descriptors');
  }

  /** What the components of an organization may use. Undefined when it does not exist. */
  organization(name: string): OrganizationSnapshot | undefined {
    return this.#adapter.organization?.(this.#cache, name);
  }

  /** The projects of a scope. None where the generation has no projects. */
  projects(scope: ProjectScope): readonly ProjectSnapshot[] {
    return this.#adapter.projects?.(this.#cache, scope) ?? [];
  }

  /** @throws ServiceUnavailableError with the missing right, when a kind that deployments require cannot be read */
  get overviews(): OverviewSource {
    const { deployments } = this.#missingRights();
    if (deployments.required) {
      throw new ServiceUnavailableError(deployments.required);
    }
    return this.#adapter.overviews?.(this.#cache) ?? noOverviews;
  }

  /** @throws ServiceUnavailableError with the missing right, when promotions cannot be read */
  get promotions(): PromotionSource {
    const { promotions } = this.#missingRights();
    if (promotions.required) {
      throw new ServiceUnavailableError(promotions.required);
    }
    return this.#adapter.promotions?.(this.#cache) ?? noPromotions;
  }

  buildSources(): readonly BuildSource[] {
    return this.#adapter.buildSources?.(this.#cache) ?? [];
  }

  get restApi(): RestApiSource {
    return this.#adapter.restApi?.(this.#cache) ?? noRestApi;
  }

  /** @throws NotImplementedError where there is no newer generation to move to */
  migrateProject(ref: Required<ProjectScope>): ProjectMigration | undefined {
    return migrateProject(this.#adapter, this.#newer, this.#cache, ref);
  }

  /** What is left of a component or a project. Undefined when it does not exist. */
  leftOf(ref: DeletableRef): readonly string[] | undefined {
    return this.#adapter.leftOf(this.#cache, ref);
  }

  /** The promotion of the components of a project. Undefined when there is none of that name. */
  projectPromotion(
    organization: string,
    name: string,
  ): ProjectPromotionView | undefined {
    return this.#adapter.projectPromotion?.(this.#cache, organization, name);
  }

  waitForSync(signal?: AbortSignal): Promise<void> {
    return this.#cache.waitForSync(signal);
  }

  freshness(): FreshnessReport {
    return this.#cache.freshness();
  }

  watchRestarts(): number {
    return this.#cache.watchRestarts();
  }

  onFreshness(listener: (report: FreshnessReport) => void): () => void {
    return this.#cache.onFreshness(listener);
  }

  onChange(listener: (change: PlatformChange) => void): () => void {
    return this.#cache.onChange(change => listener(platformChange(change)));
  }

  rejected(): readonly RejectedResource[] {
    return [...this.#cache.rejected(), ...this.#units.rejected()];
  }

  get catalogUnits(): CatalogUnitSource {
    return this.#units;
  }

  #missingRights(): Record<Capability, MissingRights> {
    return missingRights(this.#adapter, this.#cache.forbidden());
  }
}
