import { isErrorNamed } from '@promenade/backstage-plugin-openchoreo-common';
import type {
  ComponentRef,
  ProjectPromotionView,
  RejectedResource,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { OpenChoreoPlatform } from '../adapter/OpenChoreoPlatform';
import type { CatalogUnitSource } from '../adapter/CatalogUnitSource';
import type { FreshnessReport } from '../cache/Freshness';
import type { BuildSource } from '../domain/BuildSource';
import type { BuildSnapshot } from '../domain/BuildSnapshot';
import type { SharedResourceRef } from '../domain/CatalogUnit';
import type { ComponentSnapshot } from '../domain/ComponentSnapshot';
import type { DeletableRef } from '../domain/DeletableRef';
import type { OrganizationSnapshot } from '../domain/OrganizationSnapshot';
import type { OverviewSource } from '../domain/OverviewSource';
import { organizationOf, type PlatformChange } from '../domain/PlatformChange';
import type { ProjectMigration } from '../domain/PortableProject';
import type { ProjectScope, ProjectSnapshot } from '../domain/ProjectSnapshot';
import type { PromotionSource } from '../domain/PromotionSource';
import type { RestApiSource } from '../domain/RestApiSource';
import type {
  DescribedComponent,
  WorkloadDescriptor,
} from '../domain/WorkloadDescriptor';
import type { Verbs } from '../verbs/Verb';
import { combineUnits } from './combineUnits';
import { combineVerbs } from './combineVerbs';
import { combineFreshness } from './combineFreshness';
import {
  mergeSources,
  type Place,
  type RoutedPlatform,
  type Routes,
} from './Routes';

/**
 * Several control planes that look like one. Each organization belongs to one of them, which its name alone determines: a control
 * plane that cannot be reached keeps its organizations, and answers for no others.
 */
export class CombinedPlatform implements OpenChoreoPlatform {
  readonly verbs: Verbs;
  readonly catalogUnits: CatalogUnitSource;
  readonly #routes: Routes;

  constructor(routes: Routes, catalogUnits = combineUnits(routes)) {
    this.#routes = routes;
    this.verbs = combineVerbs(routes);
    this.catalogUnits = catalogUnits;
  }

  #of(place: Place) {
    return this.#routes.find(place)?.platform;
  }

  #merge<T>(
    read: (platform: OpenChoreoPlatform) => readonly T[],
    placeOf: (value: T) => Place,
  ): T[] {
    return mergeSources(
      this.#routes,
      ({ platform }) => read(platform),
      placeOf,
    );
  }

  snapshot(ref: ComponentRef, now?: Date): ComponentSnapshot | undefined {
    return this.#of(ref)?.snapshot(ref, now);
  }

  runtime(ref: ComponentRef, environment: string) {
    return this.#of(ref)?.runtime(ref, environment);
  }

  dataPlane(ref: SharedResourceRef) {
    return this.#of(ref)?.dataPlane(ref);
  }

  buildPods(ref: ComponentRef, build: string) {
    return this.#of(ref)?.buildPods(ref, build);
  }

  build(ref: ComponentRef, name: string): BuildSnapshot | undefined {
    return this.#of(ref)?.build(ref, name);
  }

  workloadDescriptor(component: DescribedComponent): WorkloadDescriptor {
    let problem: unknown;
    for (const { platform } of this.#routes.active) {
      try {
        return platform.workloadDescriptor(component);
      } catch (error) {
        if (!isErrorNamed(error, 'NotImplementedError')) throw error;
        problem = error;
      }
    }
    throw problem;
  }

  organization(name: string): OrganizationSnapshot | undefined {
    return this.#of({ organization: name })?.organization(name);
  }

  projects(scope: ProjectScope): readonly ProjectSnapshot[] {
    const { organization } = scope;
    if (organization !== undefined) {
      return this.#of({ organization })?.projects(scope) ?? [];
    }
    return this.#merge(
      platform => platform.projects(scope),
      project => project,
    );
  }

  migrateProject(ref: Required<ProjectScope>): ProjectMigration | undefined {
    return this.#of(ref)?.migrateProject?.(ref);
  }

  leftOf(ref: DeletableRef): readonly string[] | undefined {
    return this.#of(ref)?.leftOf(ref);
  }

  projectPromotion(
    organization: string,
    name: string,
  ): ProjectPromotionView | undefined {
    return this.#of({ organization })?.projectPromotion(organization, name);
  }

  readonly overviews: OverviewSource = {
    organizations: () =>
      this.#merge(
        platform => platform.overviews.organizations(),
        organization => ({ organization }),
      ),
    planes: () => ({
      dataPlanes: this.#planes('dataPlanes'),
      buildPlanes: this.#planes('buildPlanes'),
    }),
    newestBuilds: organization =>
      this.#of({ organization })?.overviews.newestBuilds(organization) ?? [],
    deployments: (scope, now) =>
      'environments' in scope
        ? this.#deploymentsTo(scope.environments, now)
        : this.#of(scope)?.overviews.deployments(scope, now) ?? [],
    cell: (scope, environment) =>
      this.#of(scope)?.overviews.cell(scope, environment),
    apiClasses: (ref, environment) =>
      this.#of(ref)?.overviews.apiClasses?.(ref, environment) ?? new Map(),
    environments: organization =>
      this.#of({ organization })?.overviews.environments(organization) ?? [],
    environment: ref => this.#of(ref)?.overviews.environment(ref),
    quotas: ref => this.#of(ref)?.overviews.quotas(ref) ?? [],
    pipelines: organization =>
      this.#of({ organization })?.overviews.pipelines(organization) ?? [],
    pipelinesOf: ref => this.#of(ref)?.overviews.pipelinesOf(ref) ?? [],
    dataPlane: ref => this.#of(ref)?.overviews.dataPlane(ref),
    buildPlane: ref => this.#of(ref)?.overviews.buildPlane(ref),
    configurationValue: (organization, environment, group) =>
      this.#of({ organization })?.overviews.configurationValue(
        organization,
        environment,
        group,
      ),
    builds: (ref, limit) => this.#of(ref)?.overviews.builds(ref, limit),
  };

  #planes(type: 'dataPlanes' | 'buildPlanes') {
    return this.#merge(
      platform => platform.overviews.planes()[type],
      plane => plane,
    );
  }

  /** An environment is used by organizations of its own control plane only. */
  #deploymentsTo(environments: readonly SharedResourceRef[], now: Date) {
    return this.#routes.active.flatMap(source => {
      const own = environments.filter(
        environment => this.#routes.find(environment) === source,
      );
      return own.length
        ? source.platform.overviews.deployments({ environments: own }, now)
        : [];
    });
  }

  readonly promotions: PromotionSource = {
    get: (ref, name) => this.#of(ref)?.promotions.get(ref, name),
    find: (organization, name) =>
      this.#of({ organization })?.promotions.find(organization, name),
    list: (scope, after) =>
      this.#of(scope)?.promotions.list(scope, after) ?? [],
    awaitingApproval: () => this.#awaitingApproval(),
    releases: (ref, name) =>
      this.#of(ref)?.promotions.releases(ref, name) ?? {},
    revisions: (ref, environment, limit) =>
      this.#of(ref)?.promotions.revisions(ref, environment, limit) ?? [],
  };

  /** Those of the control planes whose promotions can be read. @throws the error of one of them when none can */
  #awaitingApproval() {
    const problems: unknown[] = [];
    const found = this.#merge(
      platform => {
        try {
          return platform.promotions.awaitingApproval();
        } catch (error) {
          problems.push(error);
          return [];
        }
      },
      ({ component }) => component,
    );
    if (problems.length === this.#routes.active.length) throw problems[0];
    return found;
  }

  buildSources(): readonly BuildSource[] {
    return this.#merge(
      platform => platform.buildSources(),
      ({ component }) => component,
    );
  }

  readonly restApi: RestApiSource = {
    organizations: () =>
      this.#merge(
        platform => platform.restApi.organizations(),
        organization => ({ organization }),
      ),
    organization: name =>
      this.#of({ organization: name })?.restApi.organization(name),
  };

  async waitForSync(
    signal?: AbortSignal,
    organization?: string,
  ): Promise<void> {
    const awaited =
      organization === undefined
        ? this.#routes.active.map(({ platform }) => platform)
        : [this.#of({ organization })];
    await Promise.all(awaited.map(platform => platform?.waitForSync(signal)));
  }

  freshness(organization?: string): FreshnessReport {
    if (organization === undefined)
      return combineFreshness(this.#routes.active);
    // An organization of no control plane does not exist, which is known at any time.
    return this.#of({ organization })?.freshness() ?? { status: 'live' };
  }

  watchRestarts(): number {
    return this.#routes.active.reduce(
      (sum, { platform }) => sum + platform.watchRestarts(),
      0,
    );
  }

  onFreshness(listener: (report: FreshnessReport) => void): () => void {
    return this.#subscribe(({ platform }) =>
      platform.onFreshness(() => listener(this.freshness())),
    );
  }

  onChange(listener: (change: PlatformChange) => void): () => void {
    return this.#subscribe(source =>
      source.platform.onChange(change => {
        const organization = organizationOf(change);
        const isOwn =
          organization === undefined ||
          this.#routes.find({ organization }) === source;
        if (isOwn) listener(change);
      }),
    );
  }

  rejected(): readonly RejectedResource[] {
    return this.#routes.active.flatMap(({ name: source, platform }) =>
      platform.rejected().map(resource => ({ ...resource, source })),
    );
  }

  #subscribe(subscribe: (source: RoutedPlatform) => () => void): () => void {
    const unsubscribers = this.#routes.sources.map(subscribe);
    return () => unsubscribers.forEach(unsubscribe => unsubscribe());
  }
}
