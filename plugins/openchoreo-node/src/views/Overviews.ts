import { NotFoundError } from '@backstage/errors';
import {
  entityRefOf,
  type BuildPlaneOverview,
  type ComponentRef,
  type DataPlaneOverview,
  type DeploymentList,
  type DeploymentState,
  type EnvironmentOverview,
  type OrganizationOverview,
  type PipelineOverview,
  type ProjectOverview,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { ReadableRef } from '../domain/ReadableRef';
import type { SharedResourceRef } from '../domain/CatalogUnit';
import type {
  ComponentDeployments,
  EnvironmentDetails,
  PipelineDetails,
} from '../domain/OverviewSource';
import type { ProjectScope, ProjectSnapshot } from '../domain/ProjectSnapshot';
import { dataAge } from './dataAge';
import { environmentState } from './environmentState';
import type { ViewSource } from './ViewSource';
import {
  awaitingApproval,
  byName,
  byOrganizationAndName,
  deploymentSummary,
  environmentSummary,
  occupiedEnvironments,
  pipelineSummary,
  projectSummary,
  promotionEdge,
  reachability,
  stateCounts,
  worstState,
} from './overviewRows';

/**
 * Decides which components, projects and organizations the caller may see, in their order.
 *
 * @public
 */
export type DecideReadable = (
  refs: readonly ReadableRef[],
) => Promise<readonly boolean[]>;

/** How many builds of a build plane are shown. */
const maxBuilds = 20;

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
  async organization(
    organization: string,
    decide: DecideReadable,
  ): Promise<OrganizationOverview> {
    const { overviews } = this.#source;
    const projects = this.#source.projects({ organization });
    const all = overviews.deployments({ organization }, this.#now());
    const isReadable = await decideOnce(decide, [
      { organization },
      ...projects.map(projectRef),
      ...all.map(({ ref }) => ref),
    ]);
    const visibleProjects = projects.filter(each =>
      isReadable(projectRef(each)),
    );
    const exists = this.#source.organization(organization) !== undefined;
    if (!exists || !(isReadable({ organization }) || visibleProjects.length)) {
      throw notVisible('organization', organization);
    }
    const components = all.filter(({ ref }) => isReadable(ref));
    const environments = overviews.environments(organization);
    const states = statesByEnvironment(components);
    const labelOf = environmentLabels(environments);
    return {
      name: organization,
      projects: projectSummaries(visibleProjects, components),
      environments: environments
        .map(each => ({
          ...environmentSummary(each),
          states: stateCounts(states.get(environmentKey(each)) ?? []),
        }))
        .sort(
          (a, b) =>
            Number(a.isProduction) - Number(b.isProduction) || byName(a, b),
        ),
      pipelines: overviews
        .pipelines(organization)
        .map(each => pipelineSummary(each, labelOf))
        .sort(byName),
      ...this.#dataAge(organization),
    };
  }

  /** Where components run. Those that do not exist are left out. */
  async deployments(
    refs: readonly ComponentRef[],
    decide: DecideReadable,
  ): Promise<DeploymentList> {
    const found = refs.flatMap(
      ref => this.#source.snapshot(ref, this.#now()) ?? [],
    );
    const isReadable = await decideOnce(
      decide,
      found.map(({ ref }) => ref),
    );
    return {
      components: found
        .filter(({ ref }) => isReadable(ref))
        .map(component => ({
          ...component.ref,
          deployments: [
            ...new Set([
              ...(component.pipeline?.environments ?? []),
              ...occupiedEnvironments(component),
            ]),
          ].map(name => ({
            ...deploymentSummary(component, name),
            displayName: component.environments.get(name)?.displayName,
          })),
        })),
    };
  }

  /** The components of a project in each environment. */
  async project(
    scope: Required<ProjectScope>,
    decide: DecideReadable,
  ): Promise<ProjectOverview> {
    const { organization, project: name } = scope;
    const { overviews } = this.#source;
    const [project] = this.#source.projects(scope);
    const all = overviews.deployments(scope, this.#now());
    const isReadable = await decideOnce(decide, [
      scope,
      ...all.map(({ ref }) => ref),
    ]);
    const components = all
      .filter(({ ref }) => isReadable(ref))
      .map(each => ({ ...each, name: each.ref.component }))
      .sort(byName);
    if (!project || !(isReadable(scope) || components.length)) {
      throw notVisible('project', name);
    }
    const existing = new Map(
      overviews.environments(organization).map(each => [each.name, each]),
    );
    const { pipeline, problem } = project;
    const others = new Set(components.flatMap(occupiedEnvironments));
    const environments = [
      ...new Set([...(pipeline?.environments ?? []), ...[...others].sort()]),
    ].flatMap(each => existing.get(each) ?? []);
    return {
      organization,
      name,
      pipeline:
        pipeline &&
        pipelineSummary(
          { organization, ...pipeline },
          environmentLabels(existing.values()),
        ),
      environments: environments.map(environmentSummary),
      components: components.map(component => ({
        name: component.name,
        displayName: component.displayName,
        entityRef: componentEntityRef(component),
        type: component.type ?? 'Unknown',
        deployments: environments.map(each =>
          deploymentSummary(component, each.name),
        ),
        problem: problem ? undefined : component.problem?.message,
      })),
      states: stateCounts(components.map(worstState)),
      awaitingApproval: components
        .flatMap(component =>
          awaitingApproval(component).map(promotion => ({
            promotion: promotion.name,
            component: component.name,
            displayName: component.displayName,
            entityRef: componentEntityRef(component),
            from: promotion.from,
            to: promotion.to,
            release: promotion.release,
            requestedBy: promotion.requestedBy,
            startedAt: promotion.startedAt,
          })),
        )
        .sort((a, b) => a.startedAt.localeCompare(b.startedAt, 'en')),
      problem: problem?.message,
      ...this.#dataAge(organization),
    };
  }

  /** What runs in an environment, and its place in the pipelines. */
  async environment(
    ref: SharedResourceRef,
    decide: DecideReadable,
  ): Promise<EnvironmentOverview> {
    const { overviews } = this.#source;
    const found = overviews.environment(ref);
    const all = overviews.deployments({ environments: [ref] }, this.#now());
    const pipelines = overviews.pipelinesOf(ref);
    const { components, canSee } = await this.#decide(decide, {
      organizations: [ref, ...pipelines],
      components: all,
    });
    if (!found || !(canSee(ref.organization) || components.length)) {
      throw notVisible('environment', ref.name);
    }
    const rows = components
      .map(component => {
        const { environment: _, ...summary } = deploymentSummary(
          component,
          ref.name,
        );
        const { organization, project, component: name } = component.ref;
        return {
          organization,
          project,
          name,
          displayName: component.displayName,
          entityRef: componentEntityRef(component),
          type: component.type ?? 'Unknown',
          ...summary,
        };
      })
      .filter(({ state }) => state !== 'NotDeployed')
      .sort(
        (a, b) =>
          a.organization.localeCompare(b.organization, 'en') ||
          a.project.localeCompare(b.project, 'en') ||
          byName(a, b),
      );
    return {
      ...environmentSummary(found),
      components: rows,
      states: stateCounts(rows.map(({ state }) => state)),
      pipelines: this.#pipelineSummaries(
        pipelines.filter(({ organization }) => canSee(organization)),
      ),
      ...this.#dataAge(ref.organization),
    };
  }

  /** A data plane and the environments on it. */
  async dataPlane(
    ref: SharedResourceRef,
    decide: DecideReadable,
  ): Promise<DataPlaneOverview> {
    const { overviews } = this.#source;
    const found = overviews.dataPlane(ref);
    const environments = found?.environments ?? [];
    const { components, canSee } = await this.#decide(decide, {
      organizations: [ref, ...environments],
      components: overviews.deployments({ environments }, this.#now()),
    });
    if (!found || !(canSee(ref.organization) || components.length)) {
      throw notVisible('data plane', ref.name);
    }
    const { organization, name, displayName, isSimulated } = found;
    const states = statesByEnvironment(components);
    return {
      organization,
      name,
      displayName,
      entityRef: entityRefOf({ type: 'data-plane', organization, name }),
      isSimulated,
      reachability: reachability(found),
      environments: environments
        .filter(
          each => canSee(each.organization) || states.has(environmentKey(each)),
        )
        .map(each => ({
          ...environmentSummary(each),
          states: stateCounts(states.get(environmentKey(each)) ?? []),
        }))
        .sort(byOrganizationAndName),
      ...this.#dataAge(ref.organization),
    };
  }

  /** A build plane and the newest builds on it. */
  async buildPlane(
    ref: SharedResourceRef,
    decide: DecideReadable,
  ): Promise<BuildPlaneOverview> {
    const found = this.#source.overviews.buildPlane(ref);
    const all = found?.builds ?? [];
    const projects = this.#source.projects({ organization: ref.organization });
    const isReadable = await decideOnce(decide, [
      { organization: ref.organization },
      ...projects.map(projectRef),
      ...all.map(({ component }) => component),
    ]);
    const builds = all.filter(({ component }) => isReadable(component));
    if (
      !found ||
      !(
        isReadable({ organization: ref.organization }) ||
        projects.some(each => isReadable(projectRef(each))) ||
        builds.length
      )
    ) {
      throw notVisible('build plane', ref.name);
    }
    const { organization, name, displayName, isSimulated } = found;
    return {
      organization,
      name,
      displayName,
      entityRef: entityRefOf({ type: 'build-plane', organization, name }),
      isSimulated,
      reachability: reachability(found),
      builds: builds
        .slice(0, maxBuilds)
        .map(({ component: owner, ...build }) => ({
          ...owner,
          name: build.name,
          entityRef: entityRefOf({
            type: 'component',
            organization: owner.organization,
            name: owner.component,
          }),
          phase: build.phase,
          message: build.message,
          commit: build.commit,
          createdAt: build.createdAt,
        })),
      ...this.#dataAge(ref.organization),
    };
  }

  /** A deployment pipeline and the projects that use it. */
  async pipeline(
    ref: SharedResourceRef,
    decide: DecideReadable,
  ): Promise<PipelineOverview> {
    const { organization, name } = ref;
    const { overviews } = this.#source;
    const found = overviews
      .pipelines(organization)
      .find(each => each.name === name);
    const all = this.#source.projects({ organization });
    const users = all.filter(({ pipeline }) => pipeline?.name === name);
    const names = new Set(users.map(each => each.name));
    const deployed = users.length
      ? overviews
          .deployments({ organization }, this.#now())
          .filter(each => names.has(each.ref.project))
      : [];
    const isReadable = await decideOnce(decide, [
      { organization },
      ...all.map(projectRef),
      ...deployed.map(each => each.ref),
    ]);
    const isProjectReadable = (each: ProjectSnapshot) =>
      isReadable(projectRef(each));
    if (
      !found ||
      !(isReadable({ organization }) || all.some(isProjectReadable))
    ) {
      throw notVisible('deployment pipeline', name);
    }
    const existing = new Map(
      overviews.environments(organization).map(each => [each.name, each]),
    );
    return {
      organization,
      name,
      displayName: found.displayName,
      entityRef: entityRefOf({
        type: 'deployment-pipeline',
        organization,
        name,
      }),
      environments: found.environments.map(each => {
        const environment = existing.get(each);
        return environment
          ? { ...environmentSummary(environment), exists: true }
          : { organization, name: each, isProduction: false, exists: false };
      }),
      edges: found.edges.map(promotionEdge),
      projects: projectSummaries(
        users.filter(isProjectReadable),
        deployed.filter(each => isReadable(each.ref)),
      ),
      ...this.#dataAge(organization),
    };
  }

  /** Which components the caller may see, and of which organizations something: the organization, a project or a component. */
  async #decide(
    decide: DecideReadable,
    about: {
      organizations: readonly { organization: string }[];
      components: readonly ComponentDeployments[];
    },
  ) {
    const organizations = new Set(
      about.organizations.map(({ organization }) => organization),
    );
    const refs: ReadableRef[] = [...organizations].flatMap(organization => [
      { organization },
      ...this.#source.projects({ organization }).map(projectRef),
    ]);
    const isReadable = await decideOnce(decide, [
      ...refs,
      ...about.components.map(({ ref }) => ref),
    ]);
    const components = about.components.filter(({ ref }) => isReadable(ref));
    const seen = new Set(
      [...refs.filter(isReadable), ...components.map(({ ref }) => ref)].map(
        ({ organization }) => organization,
      ),
    );
    return {
      components,
      canSee: (organization: string) => seen.has(organization),
    };
  }

  #pipelineSummaries(pipelines: readonly PipelineDetails[]) {
    const labels = new Map(
      [...new Set(pipelines.map(({ organization }) => organization))].map(
        organization => [
          organization,
          environmentLabels(this.#source.overviews.environments(organization)),
        ],
      ),
    );
    return pipelines
      .map(each =>
        pipelineSummary(each, name => labels.get(each.organization)?.(name)),
      )
      .sort(byOrganizationAndName);
  }

  #dataAge(organization: string) {
    return dataAge(this.#source.freshness(organization), this.#now());
  }
}

/** Decides about all refs at once. The result is false for any other ref. */
async function decideOnce(
  decide: DecideReadable,
  refs: readonly ReadableRef[],
): Promise<(ref: ReadableRef) => boolean> {
  const decisions = await decide(refs);
  const readable = new Set(
    refs.filter((_, index) => decisions[index]).map(refKey),
  );
  return ref => readable.has(refKey(ref));
}

function refKey({ organization, project, component }: ReadableRef): string {
  return [organization, project, component].join('/');
}

function projectRef({ organization, name }: ProjectSnapshot): ReadableRef {
  return { organization, project: name };
}

function componentEntityRef({ ref }: ComponentDeployments): string {
  const { organization, component: name } = ref;
  return entityRefOf({ type: 'component', organization, name });
}

function projectSummaries(
  projects: readonly ProjectSnapshot[],
  components: readonly ComponentDeployments[],
) {
  const byProject = new Map<string, ComponentDeployments[]>();
  for (const component of components) {
    const { project } = component.ref;
    const others = byProject.get(project);
    if (others) others.push(component);
    else byProject.set(project, [component]);
  }
  return projects
    .map(project => projectSummary(project, byProject.get(project.name) ?? []))
    .sort(byName);
}

/** The states of components in each environment where they are deployed. */
function statesByEnvironment(
  components: readonly ComponentDeployments[],
): Map<string, DeploymentState[]> {
  const states = new Map<string, DeploymentState[]>();
  for (const component of components) {
    for (const name of occupiedEnvironments(component)) {
      const environment = component.environments.get(name);
      const { state } = environmentState(component, name);
      if (!environment || state === 'NotDeployed') continue;
      const key = environmentKey(environment);
      const others = states.get(key);
      if (others) others.push(state);
      else states.set(key, [state]);
    }
  }
  return states;
}

function environmentKey({ organization, name }: SharedResourceRef): string {
  return `${organization}/${name}`;
}

function environmentLabels(
  environments: Iterable<EnvironmentDetails>,
): (name: string) => string | undefined {
  const labels = new Map(
    [...environments].map(each => [each.name, each.displayName]),
  );
  return name => labels.get(name);
}

function notVisible(kind: string, name: string): NotFoundError {
  return new NotFoundError(
    `There is no ${kind} ${name}, or you may see nothing of its organization`,
  );
}
