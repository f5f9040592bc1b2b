import {
  entityRefOf,
  type PipelineOverview,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { SharedResourceRef } from '../../domain/CatalogUnit';
import type { ProjectSnapshot } from '../../domain/ProjectSnapshot';
import { dataAge } from '../dataAge';
import type { OverviewContext } from '../ViewSource';
import {
  environmentSummary,
  projectSummaries,
  promotionEdge,
} from './overviewRows';
import {
  decideOnce,
  notVisible,
  projectRef,
  type DecideReadable,
} from './visibility';

/** A deployment pipeline and the projects that use it. */
export async function pipelineOverview(
  { source, now }: OverviewContext,
  ref: SharedResourceRef,
  decide: DecideReadable,
): Promise<PipelineOverview> {
  const { organization, name } = ref;
  const { overviews } = source;
  const found = overviews
    .pipelines(organization)
    .find(each => each.name === name);
  const all = source.projects({ organization });
  const users = all.filter(({ pipeline }) => pipeline?.name === name);
  const names = new Set(users.map(each => each.name));
  const deployed = users.length
    ? overviews
        .deployments({ organization }, now)
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
    resourceVersion: found.resourceVersion,
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
    policies: found.policies && [...found.policies],
    projects: projectSummaries(
      users.filter(isProjectReadable),
      deployed.filter(each => isReadable(each.ref)),
    ),
    ...dataAge(source.freshness(organization), now),
  };
}
