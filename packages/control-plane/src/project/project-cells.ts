import {
  Project,
  Release,
  cellNamespace,
  deploymentPipelineKind,
  releaseKind,
} from '@promenade/openchoreo-model';
import { dataPlaneOf } from '../data-planes';
import { environmentsOf } from '../deployment-pipeline/pipeline-graph';
import { inNamespace } from '../runtime/indexes';
import { Read } from '../runtime/read';

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
    dataPlane: dataPlaneName(read, organization, environment),
    namespace: cellNamespace(organization, name, environment),
    ready: releases.some(
      release =>
        release.spec.environmentName === environment && isApplied(release),
    ),
  }));
}

/** Whether anything of a Release was applied: its cell is there then. */
export function isApplied({ status }: Release): boolean {
  return (status?.resources?.length ?? 0) > 0;
}

function dataPlaneName(read: Read, organization: string, environment: string) {
  const found = dataPlaneOf(read, organization, environment);
  return 'dataPlane' in found ? found.dataPlane.metadata.name : undefined;
}
