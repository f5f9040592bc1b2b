import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';
import { environmentsOf as environmentNamesOf } from '@promenade/openchoreo-model';
import {
  pipelineNotFound,
  projectNotFound,
} from '../adapter-base/pipelineProblems';
import { pipelineEdges } from '../adapter-base/promotions/pipelineEdges';
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
    ? { pipeline: pipelineSnapshot(reader, found) }
    : { problem: pipelineNotFound(wanted, name) };
}

/** A deployment pipeline with what its policies ask of promotions. */
export function pipelineSnapshot(
  reader: ResourceReader,
  pipeline: DeploymentPipeline,
): PipelineSnapshot {
  return {
    name: pipeline.metadata.name,
    displayName: displayNameOf(pipeline),
    environments: environmentNamesOf(pipeline),
    edges: pipelineEdges(reader, pipeline),
  };
}
