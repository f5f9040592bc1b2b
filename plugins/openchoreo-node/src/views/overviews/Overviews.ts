import type {
  BuildList,
  BuildPlaneOverview,
  Cell,
  ComponentConfiguration,
  ComponentRef,
  DataPlaneOverview,
  DeploymentList,
  EnvironmentOverview,
  Home,
  OrganizationOverview,
  PipelineOverview,
  PlatformOverview,
  ProjectOverview,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { SharedResourceRef } from '../../domain/CatalogUnit';
import type { ProjectScope } from '../../domain/ProjectSnapshot';
import type { OverviewContext, ViewSource } from '../ViewSource';
import { cellView } from './cellView';
import { componentBuilds } from './componentBuilds';
import { componentConfiguration } from './componentConfiguration';
import { homeView } from './homeView';
import {
  buildPlaneOverview,
  dataPlaneOverview,
  environmentOverview,
} from './environmentOverviews';
import {
  deploymentList,
  organizationOverview,
  projectOverview,
} from './organizationOverviews';
import { pipelineOverview } from './pipelineOverview';
import { platformOverview } from './platformOverview';
import type { DecideReadable } from './visibility';

/**
 * The views of organizations, projects, environments, planes and pipelines. Each makes one decision about everything that the
 * caller may see, and leaves out the rest. Each throws a NotFoundError for what does not exist, and for what belongs to an
 * organization of which the caller may see nothing.
 *
 * @public
 */
export class Overviews {
  readonly #source: ViewSource;
  readonly #now: () => Date;

  constructor(source: ViewSource, now: () => Date) {
    this.#source = source;
    this.#now = now;
  }

  /** The projects, environments and pipelines of an organization. */
  organization(
    organization: string,
    decide: DecideReadable,
  ): Promise<OrganizationOverview> {
    return organizationOverview(this.#context(), organization, decide);
  }

  /** Where components run. Those that do not exist are left out. */
  deployments(
    refs: readonly ComponentRef[],
    decide: DecideReadable,
  ): Promise<DeploymentList> {
    return deploymentList(this.#context(), refs, decide);
  }

  /** The components of a project in each environment. */
  project(
    scope: Required<ProjectScope>,
    decide: DecideReadable,
  ): Promise<ProjectOverview> {
    return projectOverview(this.#context(), scope, decide);
  }

  /** A project in one environment, by default the first one. */
  cell(
    scope: Required<ProjectScope> & { environment?: string },
    decide: DecideReadable,
  ): Promise<Cell> {
    return cellView(this.#context(), scope, decide);
  }

  /** What the owner of components has to look at, without approvals. Components that do not exist are left out. */
  home(
    owned: readonly ComponentRef[],
    decide: DecideReadable,
  ): Promise<Omit<Home, 'approvals'>> {
    return homeView(this.#context(), owned, decide);
  }

  /** What of the platform needs an engineer. */
  platform(decide: DecideReadable): Promise<PlatformOverview> {
    return platformOverview(this.#context(), decide);
  }

  /** What runs in an environment, and its place in the pipelines. */
  environment(
    ref: SharedResourceRef,
    decide: DecideReadable,
  ): Promise<EnvironmentOverview> {
    return environmentOverview(this.#context(), ref, decide);
  }

  /** A data plane and the environments on it. */
  dataPlane(
    ref: SharedResourceRef,
    decide: DecideReadable,
  ): Promise<DataPlaneOverview> {
    return dataPlaneOverview(this.#context(), ref, decide);
  }

  /** A build plane and the newest builds on it. */
  buildPlane(
    ref: SharedResourceRef,
    decide: DecideReadable,
  ): Promise<BuildPlaneOverview> {
    return buildPlaneOverview(this.#context(), ref, decide);
  }

  /** What a component is built from, and its newest builds. For callers who may see the component. */
  builds(ref: ComponentRef, limit?: number): BuildList {
    return componentBuilds(this.#context(), ref, limit);
  }

  /** The configuration of a component in an environment, with plain values. For callers who may read it. */
  configuration(
    ref: ComponentRef,
    environment: string,
  ): ComponentConfiguration {
    return componentConfiguration(this.#context(), ref, environment);
  }

  /** A deployment pipeline and the projects that use it. */
  pipeline(
    ref: SharedResourceRef,
    decide: DecideReadable,
  ): Promise<PipelineOverview> {
    return pipelineOverview(this.#context(), ref, decide);
  }

  #context(): OverviewContext {
    return { source: this.#source, now: this.#now() };
  }
}
