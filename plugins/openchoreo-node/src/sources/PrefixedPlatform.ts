import type {
  ComponentRef,
  ProjectPromotionView,
  PromotionRecord,
  RejectedResource,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { OpenChoreoPlatform } from '../adapter/OpenChoreoPlatform';
import type { CatalogUnitSource } from '../adapter/CatalogUnitSource';
import type { FreshnessReport } from '../cache/Freshness';
import type { BuildSource } from '../domain/BuildSource';
import type { BuildSnapshot } from '../domain/BuildSnapshot';
import type {
  CatalogUnit,
  CatalogUnitKey,
  SharedResourceRef,
} from '../domain/CatalogUnit';
import type { ComponentSnapshot } from '../domain/ComponentSnapshot';
import type { DeletableRef } from '../domain/DeletableRef';
import type { OrganizationSnapshot } from '../domain/OrganizationSnapshot';
import type {
  ComponentDeployments,
  DeploymentScope,
  EnvironmentDetails,
  OverviewSource,
} from '../domain/OverviewSource';
import type { PlatformChange } from '../domain/PlatformChange';
import type { ProjectMigration } from '../domain/PortableProject';
import type { ProjectScope, ProjectSnapshot } from '../domain/ProjectSnapshot';
import type {
  ListedPromotion,
  PromotionSource,
} from '../domain/PromotionSource';
import type { RestApiSource } from '../domain/RestApiSource';
import type {
  DescribedComponent,
  WorkloadDescriptor,
} from '../domain/WorkloadDescriptor';
import type { Verbs } from '../verbs/Verb';
import type { OrganizationNames } from './OrganizationNames';
import { prefixedVerbs } from './prefixedVerbs';
import {
  renameIn,
  renameInChange,
  renameInDeployments,
  renameInEnvironment,
  renameInKey,
  renameInUnit,
} from './renameOrganizations';

/**
 * A control plane whose organizations have a prefix in Backstage. This is the only place that knows both names: the platform that
 * it wraps has those of Kubernetes, so that what verbs write, sign and render is the same with a prefix and without.
 */
export class PrefixedPlatform implements OpenChoreoPlatform {
  readonly verbs: Verbs;
  readonly catalogUnits: CatalogUnitSource;
  readonly #platform: OpenChoreoPlatform;
  readonly #names: OrganizationNames;
  readonly #rename = (organization: string) =>
    this.#names.toBackstage(organization);

  constructor(platform: OpenChoreoPlatform, names: OrganizationNames) {
    this.#platform = platform;
    this.#names = names;
    this.verbs = prefixedVerbs(() => platform.verbs, names);
    this.catalogUnits = this.#prefixedUnits(platform.catalogUnits);
  }

  snapshot(ref: ComponentRef, now?: Date): ComponentSnapshot | undefined {
    const snapshot = this.#with(ref, each =>
      this.#platform.snapshot(each, now),
    );
    return snapshot && { ...snapshot, ref };
  }

  /** With the names of Kubernetes in messages: the resources have them. */
  runtime(ref: ComponentRef, environment: string) {
    return this.#with(ref, each => this.#platform.runtime(each, environment));
  }

  dataPlane(ref: SharedResourceRef) {
    return this.#with(ref, each => this.#platform.dataPlane(each));
  }

  buildPods(ref: ComponentRef, build: string) {
    return this.#with(ref, each => this.#platform.buildPods(each, build));
  }

  build(ref: ComponentRef, name: string): BuildSnapshot | undefined {
    return this.#with(ref, each => this.#platform.build(each, name));
  }

  workloadDescriptor(component: DescribedComponent): WorkloadDescriptor {
    return this.#platform.workloadDescriptor(component);
  }

  organization(name: string): OrganizationSnapshot | undefined {
    const found = this.#with({ organization: name }, ({ organization }) =>
      this.#platform.organization(organization),
    );
    return found && { ...found, name };
  }

  projects(scope: ProjectScope): readonly ProjectSnapshot[] {
    const { organization } = scope;
    const found =
      organization === undefined
        ? this.#platform.projects(scope)
        : this.#with({ ...scope, organization }, each =>
            this.#platform.projects(each),
          );
    return (found ?? []).map(project => renameIn(this.#rename, project));
  }

  /** With the names of Kubernetes: the manifests are applied there. */
  migrateProject(ref: Required<ProjectScope>): ProjectMigration | undefined {
    return this.#with(ref, each => this.#platform.migrateProject?.(each));
  }

  leftOf(ref: DeletableRef): readonly string[] | undefined {
    return this.#with(ref, each => this.#platform.leftOf(each));
  }

  projectPromotion(
    organization: string,
    name: string,
  ): ProjectPromotionView | undefined {
    return this.#with({ organization }, each =>
      this.#platform.projectPromotion(each.organization, name),
    );
  }

  get overviews(): OverviewSource {
    const { overviews } = this.#platform;
    const environment = (each: EnvironmentDetails) =>
      renameInEnvironment(this.#rename, each);
    return {
      organizations: () => overviews.organizations().map(this.#rename),
      planes: () => {
        const { dataPlanes, buildPlanes } = overviews.planes();
        return {
          dataPlanes: dataPlanes.map(ref => renameIn(this.#rename, ref)),
          buildPlanes: buildPlanes.map(ref => renameIn(this.#rename, ref)),
        };
      },
      newestBuilds: organization =>
        this.#with({ organization }, each =>
          overviews.newestBuilds(each.organization).map(build => ({
            ...build,
            component: renameIn(this.#rename, build.component),
          })),
        ) ?? [],
      deployments: (scope, now) =>
        this.#deployments(scope, each => overviews.deployments(each, now)),
      cell: (scope, name) =>
        this.#with(scope, each => overviews.cell(each, name)),
      apiClasses: (ref, name) =>
        this.#with(ref, each => overviews.apiClasses?.(each, name)) ??
        new Map(),
      environments: organization =>
        this.#with({ organization }, each =>
          overviews.environments(each.organization).map(environment),
        ) ?? [],
      environment: ref => {
        const found = this.#with(ref, each => overviews.environment(each));
        return found && environment(found);
      },
      quotas: ref =>
        this.#with(ref, each =>
          overviews.quotas(each).map(quota => renameIn(this.#rename, quota)),
        ) ?? [],
      pipelines: organization =>
        this.#with({ organization }, each =>
          overviews
            .pipelines(each.organization)
            .map(pipeline => renameIn(this.#rename, pipeline)),
        ) ?? [],
      pipelinesOf: ref =>
        this.#with(ref, each =>
          overviews
            .pipelinesOf(each)
            .map(pipeline => renameIn(this.#rename, pipeline)),
        ) ?? [],
      dataPlane: ref => {
        const found = this.#with(ref, each => overviews.dataPlane(each));
        return (
          found && {
            ...renameIn(this.#rename, found),
            environments: found.environments.map(environment),
          }
        );
      },
      buildPlane: ref => {
        const found = this.#with(ref, each => overviews.buildPlane(each));
        return (
          found && {
            ...renameIn(this.#rename, found),
            builds: found.builds.map(build => ({
              ...build,
              component: renameIn(this.#rename, build.component),
            })),
          }
        );
      },
      configurationValue: (organization, name, group) =>
        this.#with({ organization }, each =>
          overviews.configurationValue(each.organization, name, group),
        ),
      builds: (ref, limit) =>
        this.#with(ref, each => overviews.builds(each, limit)),
    };
  }

  #deployments(
    scope: DeploymentScope,
    read: (scope: DeploymentScope) => readonly ComponentDeployments[],
  ): readonly ComponentDeployments[] {
    const found =
      'environments' in scope
        ? read({
            environments: scope.environments.flatMap(
              ref => this.#with(ref, each => each) ?? [],
            ),
          })
        : this.#with(scope, read);
    return (found ?? []).map(each => renameInDeployments(this.#rename, each));
  }

  get promotions(): PromotionSource {
    const { promotions } = this.#platform;
    const rename = (promotion: PromotionRecord): PromotionRecord => ({
      ...promotion,
      component: renameIn(this.#rename, promotion.component),
    });
    return {
      get: (ref, name) => {
        const found = this.#with(ref, each => promotions.get(each, name));
        return found && rename(found);
      },
      find: (organization, name) => {
        const found = this.#with({ organization }, each =>
          promotions.find(each.organization, name),
        );
        return found && rename(found);
      },
      list: (scope, after) =>
        renameListed(
          this.#with(scope, each => promotions.list(each, after)) ?? [],
          rename,
        ),
      awaitingApproval: () => promotions.awaitingApproval().map(rename),
      releases: (ref, name) =>
        this.#with(ref, each => promotions.releases(each, name)) ?? {},
      revisions: (ref, environment, limit) =>
        this.#with(ref, each =>
          promotions.revisions(each, environment, limit),
        ) ?? [],
    };
  }

  buildSources(): readonly BuildSource[] {
    return this.#platform.buildSources().map(source => ({
      ...source,
      component: renameIn(this.#rename, source.component),
    }));
  }

  get restApi(): RestApiSource {
    const { restApi } = this.#platform;
    return {
      organizations: () => restApi.organizations().map(this.#rename),
      organization: name =>
        this.#with({ organization: name }, ({ organization }) =>
          restApi.organization(organization, name),
        ),
    };
  }

  waitForSync(signal?: AbortSignal): Promise<void> {
    return this.#platform.waitForSync(signal);
  }

  freshness(): FreshnessReport {
    return this.#platform.freshness();
  }

  watchRestarts(): number {
    return this.#platform.watchRestarts();
  }

  onFreshness(listener: (report: FreshnessReport) => void): () => void {
    return this.#platform.onFreshness(listener);
  }

  onChange(listener: (change: PlatformChange) => void): () => void {
    return this.#platform.onChange(change =>
      listener(renameInChange(this.#rename, change)),
    );
  }

  /** With the names of Kubernetes, where the resources are to be corrected. */
  rejected(): readonly RejectedResource[] {
    return this.#platform.rejected();
  }

  #prefixedUnits(units: CatalogUnitSource): CatalogUnitSource {
    return {
      sourceNames: units.sourceNames,
      sourceOf: organization =>
        this.#with({ organization }, each => units.sourceOf(each.organization)),
      sharedOrganizationOf: () => this.#names.shared,
      namespaceOf: organization =>
        this.#with({ organization }, each =>
          units.namespaceOf(each.organization),
        ) ?? organization,
      isComplete: (type, sourceName) => units.isComplete(type, sourceName),
      list: type => units.list(type).map(key => renameInKey(this.#rename, key)),
      get: key => {
        const unit = this.#withKey(key, each => units.get(each));
        return unit && this.#renameUnit(unit);
      },
      report: (key, problems) =>
        this.#withKey(key, each => units.report(each, problems)),
      subscribe: ({ onChange, onRead }) => {
        const rename = (key: CatalogUnitKey) => renameInKey(this.#rename, key);
        return units.subscribe({
          onRead,
          onChange: (changed, writtenAt, deleted) =>
            onChange(changed.map(rename), writtenAt, deleted?.map(rename)),
        });
      },
    };
  }

  #renameUnit(unit: CatalogUnit): CatalogUnit {
    const renamed = renameInUnit(this.#rename, unit);
    return renamed.type === 'organization'
      ? { ...renamed, sharedOrganization: this.#names.shared }
      : renamed;
  }

  /** Calls a function with the name of an organization in Kubernetes. Undefined for one that the control plane cannot have. */
  #with<T extends { organization: string }, R>(
    value: T,
    work: (value: T) => R,
  ): R | undefined {
    const organization = this.#names.toKubernetes(value.organization);
    return organization === undefined
      ? undefined
      : work({ ...value, organization });
  }

  #withKey<R>(
    key: CatalogUnitKey,
    work: (key: CatalogUnitKey) => R,
  ): R | undefined {
    return this.#with(key, each => {
      const name = this.#names.toKubernetes(each.name);
      if (each.type !== 'organization') return work(each);
      return name === undefined ? undefined : work({ ...each, name });
    });
  }
}

function* renameListed(
  listed: Iterable<ListedPromotion>,
  rename: (promotion: PromotionRecord) => PromotionRecord,
): Iterable<ListedPromotion> {
  for (const each of listed) {
    yield { ...each, promotion: rename(each.promotion) };
  }
}
