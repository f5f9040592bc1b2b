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
import { ResourceCache } from '../cache/ResourceCache';
import type { ResourceChange, ResourceKind } from '../cache/ResourceReader';
import { SpecVersions } from '../cache/SpecVersions';
import type { DeletableRef } from '../domain/DeletableRef';
import type { BuildSnapshot } from '../domain/BuildSnapshot';
import type {
  CatalogUnit,
  CatalogUnitKey,
  CatalogUnitProblem,
  CatalogUnitType,
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
import type {
  DescribedComponent,
  WorkloadDescriptor,
} from '../domain/WorkloadDescriptor';
import { sharedOrganization } from '../domain/sharedOrganization';
import { createVerbs } from '../verbs/createVerbs';
import type { Verbs } from '../verbs/Verb';
import type { OpenChoreoPlatform } from './OpenChoreoPlatform';
import type { PlatformAdapter, PlatformAdapters } from './PlatformAdapter';

/**
 * The cached resources of the platform, independent of the OpenChoreo generation.
 *
 * @public
 */
export interface PlatformCache {
  /**
   * Resolves when all kinds that the API serves have been read.
   *
   * @param organization - waits only for the control plane of this organization
   * @throws the reason of the signal when that is aborted first
   */
  waitForSync(signal?: AbortSignal, organization?: string): Promise<void>;
  /**
   * Whether the resources are current.
   *
   * @param organization - reports only about the control plane of this organization
   */
  freshness(organization?: string): FreshnessReport;
  /** How often a watch had to be opened again after an error. */
  watchRestarts(): number;
  /** Calls the listener when the status of the freshness changes. Returns a function that unsubscribes it. */
  onFreshness(listener: (report: FreshnessReport) => void): () => void;
  /** Calls the listener with every later change of a resource. Returns a function that unsubscribes it. */
  onChange(listener: (change: PlatformChange) => void): () => void;
  /** The resources that do not match their schema or have no entity in the catalog, with the errors. */
  rejected(): readonly RejectedResource[];
}

/**
 * The units of the catalog.
 *
 * @public
 */
export interface CatalogUnitSource {
  /** The names of the control planes that the units come from. */
  readonly sourceNames: readonly string[];
  /**
   * The name of the control plane that an organization comes from, also while that cannot be reached. Undefined for an
   * organization that none of them has.
   */
  sourceOf(organization: string): string | undefined;
  /** The organization whose environments, planes, pipelines and types an organization may use, too. */
  sharedOrganizationOf(organization: string): string;
  /** The namespace of an organization in Kubernetes. */
  namespaceOf(organization: string): string;
  /**
   * Whether all kinds that units of a type are made from have been read from one control plane, or, without its name, from all of
   * them.
   */
  isComplete(type: CatalogUnitType, sourceName?: string): boolean;
  /** The units of a type that exist now. */
  list(type: CatalogUnitType): CatalogUnitKey[];
  /** A unit. Undefined when its resource does not exist or is being deleted. */
  get(key: CatalogUnitKey): CatalogUnit | undefined;
  /** Adds the problems of a unit to the rejected resources. Without problems, earlier ones are resolved. */
  report(key: CatalogUnitKey, problems?: readonly CatalogUnitProblem[]): void;
  /**
   * Calls `onChange` with the units that may differ after a change of a resource, the time of that write in milliseconds since
   * 1970, in whole seconds, if it is known, and those of the units whose resource is seen to be deleted: by a watch, or by its
   * deletion timestamp. A resource that is only missing in a new list is not seen to be deleted. Calls `onRead` when another kind
   * has been read. Returns a function that unsubscribes both.
   */
  subscribe(listener: {
    onChange: (
      units: CatalogUnitKey[],
      writtenAt?: number,
      deleted?: CatalogUnitKey[],
    ) => void;
    onRead: () => void;
  }): () => void;
}

/** The name of the control plane where there is only one. */
const onlySourceName = 'openchoreo';

interface Candidate {
  adapter: PlatformAdapter;
  cache: ResourceCache;
  verbs: Verbs;
}

/**
 * A platform and the adapter that reads it: the first one whose required kinds the API serves. Each adapter has a cache of its
 * own, so that two adapters can read the same kinds with different schemas.
 */
export class Platform implements OpenChoreoPlatform {
  readonly #candidates: readonly [Candidate, ...Candidate[]];
  readonly #unitReports = new Map<string, RejectedResource>();

  constructor(
    [first, ...others]: PlatformAdapters,
    options: {
      client: KubeClient;
      logger: LoggerService;
      includes?: (organization: string) => boolean;
      signingKey?: SigningKeyRef;
      /** Where the kubeconfig is configured. `openchoreo` by default. */
      configKey?: string;
    },
  ) {
    const candidate = (adapter: PlatformAdapter): Candidate => {
      const { client, signingKey = {} } = options;
      const { kinds, requiredKinds, versionedKinds } = adapter;
      const cache = new ResourceCache({ ...options, kinds, requiredKinds });
      const versions = new SpecVersions(versionedKinds, cache);
      const context = { client, cache, versions, signingKey };
      return { adapter, cache, verbs: createVerbs(adapter, context) };
    };
    this.#candidates = [candidate(first), ...others.map(candidate)];
  }

  /** Starts to watch, until the signal is aborted. Returns at once. */
  start(signal: AbortSignal): void {
    for (const { cache } of this.#candidates) cache.start(signal);
  }

  get #selected(): Candidate {
    const [first] = this.#candidates;
    return this.#candidates.find(({ cache }) => cache.isDiscovered) ?? first;
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
