import {
  entityRefOf,
  type BuildPlaneOverview,
  type DataPlaneOverview,
  type EnvironmentOverview,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { SharedResourceRef } from '../../domain/CatalogUnit';
import type {
  CellQuotaDetails,
  EnvironmentDetails,
  PipelineDetails,
} from '../../domain/OverviewSource';
import { dataAge } from '../dataAge';
import type { OverviewContext, ViewSource } from '../ViewSource';
import {
  byName,
  byOrganizationAndName,
  componentEntityRef,
  deploymentSummary,
  environmentKey,
  environmentLabels,
  environmentSummary,
  pipelineSummary,
  reachability,
  stateCounts,
  statesByEnvironment,
} from './overviewRows';
import { quotaRows } from './quotaRows';
import {
  decideByOrganization,
  notVisible,
  type DecideReadable,
} from './visibility';

/** The number of builds that the overview of a build plane has. */
const maxBuilds = 20;

/** What runs in an environment, and its place in the pipelines. */
export async function environmentOverview(
  { source, now }: OverviewContext,
  ref: SharedResourceRef,
  decide: DecideReadable,
): Promise<EnvironmentOverview> {
  const { overviews } = source;
  const found = overviews.environment(ref);
  const all = overviews.deployments({ environments: [ref] }, now);
  const pipelines = overviews.pipelinesOf(ref);
  const { isReadable, canSee } = await decideByOrganization(source, decide, {
    organizations: [ref, ...pipelines],
    components: all.map(each => each.ref),
  });
  const components = all.filter(each => isReadable(each.ref));
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
    policies: policiesOf(found),
    quotas: quotaRows(
      overviews.quotas(ref).filter(each => isReadable(projectOf(each))),
    ),
    pipelines: pipelineSummaries(
      source,
      pipelines.filter(({ organization }) => canSee(organization)),
    ),
    ...dataAge(source.freshness(ref.organization), now),
  };
}

/** A data plane and the environments on it. */
export async function dataPlaneOverview(
  { source, now }: OverviewContext,
  ref: SharedResourceRef,
  decide: DecideReadable,
): Promise<DataPlaneOverview> {
  const { overviews } = source;
  const found = overviews.dataPlane(ref);
  const environments = found?.environments ?? [];
  const all = overviews.deployments({ environments }, now);
  const { isReadable, canSee } = await decideByOrganization(source, decide, {
    organizations: [ref, ...environments],
    components: all.map(each => each.ref),
  });
  const components = all.filter(each => isReadable(each.ref));
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
    quotas: quotaRows(
      environments
        .flatMap(each => overviews.quotas(each))
        .filter(each => isReadable(projectOf(each))),
    ),
    ...dataAge(source.freshness(ref.organization), now),
  };
}

/** A build plane and the newest builds on it. */
export async function buildPlaneOverview(
  { source, now }: OverviewContext,
  ref: SharedResourceRef,
  decide: DecideReadable,
): Promise<BuildPlaneOverview> {
  const found = source.overviews.buildPlane(ref);
  const all = found?.builds ?? [];
  const { isReadable, canSee } = await decideByOrganization(source, decide, {
    organizations: [ref],
    components: all.map(({ component }) => component),
  });
  const builds = all.filter(({ component }) => isReadable(component));
  if (!found || !(canSee(ref.organization) || builds.length)) {
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
    ...dataAge(source.freshness(ref.organization), now),
  };
}

function policiesOf({ policies = {} }: EnvironmentDetails) {
  const { requireApproval = false, allowedClasses, ...others } = policies;
  return {
    requiresApproval: requireApproval,
    maxReplicas: others.maxReplicas,
    allowedImages: others.allowedImages,
    allowedClasses: allowedClasses && [...allowedClasses],
  };
}

function projectOf({ organization, project }: CellQuotaDetails) {
  return { organization, project };
}

function pipelineSummaries(
  source: ViewSource,
  pipelines: readonly PipelineDetails[],
) {
  const labels = new Map(
    [...new Set(pipelines.map(({ organization }) => organization))].map(
      organization => [
        organization,
        environmentLabels(source.overviews.environments(organization)),
      ],
    ),
  );
  return pipelines
    .map(each =>
      pipelineSummary(each, name => labels.get(each.organization)?.(name)),
    )
    .sort(byOrganizationAndName);
}
