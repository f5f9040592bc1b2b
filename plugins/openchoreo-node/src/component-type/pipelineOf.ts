import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';
import {
  edgesOf,
  environmentsOf as environmentNamesOf,
} from '@promenade/openchoreo-model';
import {
  pipelineNotFound,
  projectNotFound,
} from '../adapter-base/pipelineProblems';
import type { ResourceReader } from '../cache/ResourceReader';
import type { PipelineSnapshot, Problem } from '../domain/ComponentSnapshot';
import { displayNameOf } from './environments';
import {
  deploymentPipelineKind,
  type DeploymentPipeline,
} from './platformKinds';
import { projectKind } from './tenantKinds';

/** The deployment pipeline of a project, or the problem that there is none. */
export function pipelineOf(
  reader: ResourceReader,
  {
    organization: namespace,
    project: name,
  }: Pick<ComponentRef, 'organization' | 'project'>,
): { pipeline?: PipelineSnapshot; problem?: Problem } {
  const project = reader.get(projectKind, { namespace, name });
  if (!project) return { problem: projectNotFound(name) };
  const wanted = project.spec.deploymentPipelineRef;
  const found = reader.get(deploymentPipelineKind, { namespace, name: wanted });
  return found
    ? { pipeline: pipelineSnapshot(found) }
    : { problem: pipelineNotFound(wanted, name) };
}

/** A deployment pipeline. OpenChoreo 1.x knows no approvals. */
export function pipelineSnapshot(
  pipeline: DeploymentPipeline,
): PipelineSnapshot {
  return {
    name: pipeline.metadata.name,
    displayName: displayNameOf(pipeline),
    environments: environmentNamesOf(pipeline),
    edges: edgesOf(pipeline).map(({ from, to }) => ({
      from,
      to,
      requiresApproval: false,
    })),
  };
}
