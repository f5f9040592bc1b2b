import {
  Project,
  Release,
  cellNamespace,
  deploymentPipelineKind,
  environmentKind,
  releaseKind,
} from '@promenade/openchoreo-model';
import { environmentsOf } from '../deployment-pipeline/pipeline-graph';
import { inNamespace } from '../runtime/indexes';
import { Read } from '../runtime/read';
import { findShared } from '../runtime/shared-resource';

type Cell = NonNullable<NonNullable<Project['status']>['cells']>[number];

/**
 * The cells of a project: one for each environment of its pipeline, in promotion order, then any other that it has Releases in.
 * A cell is ready when something was applied to it, for that is what makes its namespace.
 */
export function projectCells(project: Project, read: Read): Cell[] {
  const organization = project.metadata.namespace ?? '';
  const { name } = project.metadata;
  const releases = read.byIndex(
    releaseKind,
    'project',
    inNamespace(organization, name),
  );
  const pipeline = read.get(deploymentPipelineKind, {
    namespace: organization,
    name: project.spec.deploymentPipelineRef,
  });
  const environments = new Set([
    ...(pipeline ? environmentsOf(pipeline) : []),
    ...releases.map(({ spec }) => spec.environmentName).sort(),
  ]);
  return [...environments].map(environment => ({
    environment,
    dataPlane: findShared(read, environmentKind, organization, environment)
      ?.spec.dataPlaneRef,
    namespace: cellNamespace(organization, name, environment),
    ready: releases.some(
      release =>
        release.spec.environmentName === environment && isApplied(release),
    ),
  }));
}

function isApplied({ status }: Release): boolean {
  return (status?.resources?.length ?? 0) > 0;
}
