import {
  type ComponentRef,
  type DeploymentList,
  type OrganizationOverview,
  type ProjectOverview,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { ProjectScope } from '../../domain/ProjectSnapshot';
import { dataAge } from '../dataAge';
import type { OverviewContext } from '../ViewSource';
import {
  awaitingApproval,
  byName,
  componentEntityRef,
  deploymentSummary,
  environmentKey,
  environmentLabels,
  environmentSummary,
  occupiedEnvironments,
  pipelineSummary,
  projectEnvironments,
  projectSummaries,
  stateCounts,
  statesByEnvironment,
  worstState,
} from './overviewRows';
import { quotaRows } from './quotaRows';
import {
  decideOnce,
  notVisible,
  projectRef,
  type DecideReadable,
} from './visibility';

/** The projects, environments and pipelines of an organization. */
export async function organizationOverview(
  { source, now }: OverviewContext,
  organization: string,
  decide: DecideReadable,
): Promise<OrganizationOverview> {
  const { overviews } = source;
  const projects = source.projects({ organization });
  const all = overviews.deployments({ organization }, now);
  const isReadable = await decideOnce(decide, [
    { organization },
    ...projects.map(projectRef),
    ...all.map(({ ref }) => ref),
  ]);
  const visibleProjects = projects.filter(each => isReadable(projectRef(each)));
  const found = source.organization(organization);
  if (!found || !(isReadable({ organization }) || visibleProjects.length)) {
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
    quotas: found.hasQuotas
      ? quotaRows(
          environments
            .flatMap(each => overviews.quotas(each))
            .filter(
              each =>
                each.organization === organization &&
                isReadable({ organization, project: each.project }),
            ),
        )
      : undefined,
    access:
      found.access && isReadable({ organization })
        ? [...found.access]
        : undefined,
    ...dataAge(source.freshness(organization), now),
  };
}

/** Where components run. Those that do not exist are left out. */
export async function deploymentList(
  { source, now }: OverviewContext,
  refs: readonly ComponentRef[],
  decide: DecideReadable,
): Promise<DeploymentList> {
  const found = refs.flatMap(ref => source.snapshot(ref, now) ?? []);
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
export async function projectOverview(
  { source, now }: OverviewContext,
  scope: Required<ProjectScope>,
  decide: DecideReadable,
): Promise<ProjectOverview> {
  const { organization, project: name } = scope;
  const { overviews } = source;
  const [project] = source.projects(scope);
  const all = overviews.deployments(scope, now);
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
  const { pipeline, problem } = project;
  const existing = overviews.environments(organization);
  const environments = projectEnvironments(existing, pipeline, components);
  return {
    organization,
    name,
    pipeline:
      pipeline &&
      pipelineSummary(
        { organization, ...pipeline },
        environmentLabels(existing),
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
    ...dataAge(source.freshness(organization), now),
  };
}
