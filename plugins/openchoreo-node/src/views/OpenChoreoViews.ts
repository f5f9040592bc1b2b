import { NotFoundError } from '@backstage/errors';
import type {
  ComponentApis,
  ComponentDescription,
  ComponentExplanation,
  ComponentList,
  ComponentRef,
  DeployBoard,
  OrganizationDescription,
  ProjectList,
  ProjectMigrationView,
  ProjectPromotionView,
  PromotionList,
  PromotionPlan,
  PromotionRecord,
  ReleaseList,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { CatalogUnit } from '../domain/CatalogUnit';
import type { ComponentSnapshot } from '../domain/ComponentSnapshot';
import type { ProjectScope } from '../domain/ProjectSnapshot';
import type { PromotionScope } from '../domain/PromotionSource';
import { componentApis, type ApiUnits } from './componentApis';
import { componentDescription } from './componentDescription';
import { componentExplanation } from './componentExplanation';
import { componentList, projectList } from './componentList';
import { dataAge } from './dataAge';
import { deployBoard } from './deployBoard';
import { Overviews } from './overviews/Overviews';
import { organizationDescription } from './organizationDescription';
import { projectMigration } from './projectMigration';
import { projectPromotion, type ProjectPromotionRef } from './projectPromotion';
import { describePromotion } from './promotionDescription';
import {
  promotionPage,
  promotionPages,
  type DecideVisible,
  type PromotionFilter,
} from './promotionPage';
import {
  promotionPlan,
  requestedPromotionPlan,
  rollbackPlan,
} from './promotionPlan';
import { releaseList } from './releaseList';
import type { ViewSource } from './ViewSource';

/**
 * The views of components, computed from the cached resources. Each throws a NotFoundError when the component does not exist.
 *
 * @public
 */
export class OpenChoreoViews {
  readonly #source: ViewSource;
  readonly #now: () => Date;
  /** The views of organizations, projects, environments, planes and pipelines. */
  readonly overviews: Overviews;

  constructor(source: ViewSource, now: () => Date = () => new Date()) {
    this.#source = source;
    this.#now = now;
    this.overviews = new Overviews(source, now);
  }

  /** The current state of a component. */
  component(ref: ComponentRef): ComponentSnapshot {
    const snapshot = this.#source.snapshot(ref, this.#now());
    if (snapshot) return snapshot;
    const { organization, project, component } = ref;
    throw new NotFoundError(
      `There is no component ${component} in project ${project} of ${organization}`,
    );
  }

  /** The state of a component in every environment of its pipeline. */
  deployBoard(ref: ComponentRef): DeployBoard {
    return this.#boardOf(this.component(ref));
  }

  #boardOf(snapshot: ComponentSnapshot): DeployBoard {
    const now = this.#now();
    return {
      ...deployBoard(snapshot, now),
      ...dataAge(this.#source.freshness(snapshot.ref.organization), now),
    };
  }

  /**
   * What the components of an organization may use, for those who may see the organization or one of its projects.
   *
   * @throws NotFoundError when it does not exist, or the caller may see neither
   */
  async organization(
    name: string,
    decideVisible: (
      refs: readonly { organization: string; project?: string }[],
    ) => Promise<readonly boolean[]>,
  ): Promise<OrganizationDescription> {
    const found = this.#source.organization(name);
    const projects = this.#source.projects({ organization: name });
    const isVisible = await decideVisible([
      { organization: name },
      ...projects.map(project => ({
        organization: name,
        project: project.name,
      })),
    ]);
    if (found && isVisible.includes(true)) {
      return organizationDescription(found);
    }
    throw new NotFoundError(
      `There is no organization ${name}, or you may see neither it nor one of its projects`,
    );
  }

  /** The projects of a scope that the caller may see. */
  async projects(
    scope: ProjectScope,
    decideVisible: (
      projects: readonly Required<ProjectScope>[],
    ) => Promise<readonly boolean[]>,
  ): Promise<ProjectList> {
    const projects = this.#source.projects(scope);
    const isVisible = await decideVisible(
      projects.map(({ organization, name: project }) => ({
        organization,
        project,
      })),
    );
    return projectList(projects.filter((_, index) => isVisible[index]));
  }

  /** The components of a project that the caller may see. @throws NotFoundError when the project does not exist */
  async components(
    { organization, project }: Required<ProjectScope>,
    decideVisible: DecideVisible,
  ): Promise<ComponentList> {
    const [found] = this.#source.projects({ organization, project });
    if (!found) {
      throw new NotFoundError(
        `There is no project ${project} in ${organization}`,
      );
    }
    const refs = found.components.map(component => ({
      organization,
      project,
      component,
    }));
    const isVisible = await decideVisible(refs);
    return componentList(
      refs
        .filter((_, index) => isVisible[index])
        .map(ref => this.deployBoard(ref)),
    );
  }

  /**
   * What a project becomes in a newer generation of OpenChoreo, as manifests. Nothing is written.
   *
   * @throws NotFoundError when it does not exist. NotImplementedError where there is no newer generation
   */
  projectMigration(ref: Required<ProjectScope>): ProjectMigrationView {
    const found = this.#source.migrateProject?.(ref);
    if (found) return projectMigration(found);
    throw new NotFoundError(
      `There is no project ${ref.project} in ${ref.organization}`,
    );
  }

  /**
   * What a component consists of and where it runs.
   *
   * @param unit - the unit of the component in the catalog. Without it, owner, description and source are missing
   */
  componentDescription(
    ref: ComponentRef,
    unit?: CatalogUnit,
  ): ComponentDescription {
    const snapshot = this.component(ref);
    return componentDescription(
      snapshot,
      this.#boardOf(snapshot),
      unit?.type === 'component' ? unit : undefined,
    );
  }

  /** The endpoints and standalone APIs of a component, with their addresses. */
  apis(ref: ComponentRef, units: ApiUnits): ComponentApis {
    const snapshot = this.component(ref);
    const { overviews } = this.#source;
    return {
      apis: componentApis(
        snapshot,
        units,
        environment =>
          overviews.apiClasses?.(ref, environment) ?? new Map<string, never>(),
      ),
      ...dataAge(this.#source.freshness(ref.organization), this.#now()),
    };
  }

  /** Why a component is ready or not, in all environments or in one. @throws NotFoundError for an environment that it has not */
  componentExplanation(
    ref: ComponentRef,
    environment?: string,
  ): ComponentExplanation {
    const snapshot = this.component(ref);
    return componentExplanation(snapshot, this.#boardOf(snapshot), environment);
  }

  /** What a promotion would change, and what prevents it now. */
  promotionPlan(
    ref: ComponentRef,
    edge: { from: string; to: string },
  ): PromotionPlan {
    return promotionPlan(this.component(ref), edge);
  }

  /** What a promotion that was requested changes, for those who decide about it. */
  requestedPromotionPlan(ref: ComponentRef, name: string): PromotionPlan {
    const { promotions } = this.#source;
    return requestedPromotionPlan(
      this.component(ref),
      promotions,
      this.promotion(ref, name),
    );
  }

  /** What a rollback to an earlier release would change, and what prevents it now. */
  rollbackPlan(
    ref: ComponentRef,
    rollback: { environment: string; artifact: string; revisionOf?: string },
  ): PromotionPlan {
    const { promotions } = this.#source;
    return rollbackPlan(this.component(ref), promotions, rollback);
  }

  /** The releases that the environments of a component run or have run. */
  releases(
    ref: ComponentRef,
    options: { environment?: string; limit?: number } = {},
  ): ReleaseList {
    return releaseList(this.component(ref), this.#source.promotions, options);
  }

  /**
   * A page of the promotions of a component, project or organization, the newest first. Those of deleted components are part of it.
   *
   * @param decideVisible - which components the caller may see. All by default
   * @throws ServiceUnavailableError with the missing right, when promotions cannot be read. NotFoundError for a component that
   * neither exists nor has promotions. InputError for a malformed cursor
   */
  async promotions(
    scope: PromotionScope,
    filter: PromotionFilter = {},
    decideVisible?: DecideVisible,
  ): Promise<PromotionList> {
    this.#checkExistence(scope);
    const { promotions } = this.#source;
    return promotionPage(promotions, scope, filter, decideVisible);
  }

  /** Like `promotions`, for all pages. */
  async *promotionPages(
    scope: PromotionScope,
    filter: PromotionFilter = {},
    decideVisible?: DecideVisible,
  ): AsyncIterable<readonly PromotionRecord[]> {
    this.#checkExistence(scope);
    const { promotions } = this.#source;
    yield* promotionPages(promotions, scope, filter, decideVisible);
  }

  /** A promotion of a component, which may have been deleted. @throws NotFoundError when it does not exist */
  promotion(ref: ComponentRef, name: string): PromotionRecord {
    const found = this.#source.promotions.get(ref, name);
    if (found) return found;
    throw new NotFoundError(`${ref.component} has no promotion ${name}`);
  }

  /** The promotion of a project, with the components that the caller may see. @throws NotFoundError */
  projectPromotion(
    ref: ProjectPromotionRef,
    decideVisible: DecideVisible,
  ): Promise<ProjectPromotionView> {
    const { organization, name } = ref;
    const found = this.#source.projectPromotion?.(organization, name);
    return projectPromotion(found, ref, decideVisible);
  }

  /** A promotion by its name alone. Undefined when the organization has no such promotion. */
  describePromotion(organization: string, name: string) {
    const { promotions } = this.#source;
    const found = promotions.find(organization, name);
    if (!found) return undefined;
    const now = this.#now();
    return {
      ...describePromotion(
        found,
        this.#source.snapshot(found.component, now),
        promotions,
      ),
      ...dataAge(this.#source.freshness(organization), now),
    };
  }

  /** The promotions of all organizations that await approval, in no particular order. */
  awaitingApproval(): readonly PromotionRecord[] {
    return this.#source.promotions.awaitingApproval();
  }

  /**
   * Whether an environment serves production. True for one that does not exist, so that a wrong name passes no rule, and for one
   * of a component that does not exist.
   */
  isProduction(ref: ComponentRef, environment: string): boolean {
    const snapshot = this.#source.snapshot(ref, this.#now());
    return snapshot?.environments.get(environment)?.isProduction ?? true;
  }

  #checkExistence({ organization, project, component }: PromotionScope): void {
    if (!project || !component) return;
    const ref = { organization, project, component };
    const [first] = this.#source.promotions.list(ref);
    if (!first) this.component(ref);
  }
}
