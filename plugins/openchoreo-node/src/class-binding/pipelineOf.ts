import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';
import {
  annotations,
  deploymentPipelineKind,
  environmentKind,
  environmentsOf,
  projectKind,
  type DeploymentPipeline,
} from '@promenade/openchoreo-model';
import {
  pipelineNotFound,
  projectNotFound,
} from '../adapter-base/pipelineProblems';
import { pipelineEdges } from '../adapter-base/promotions/pipelineEdges';
import type { ResourceReader } from '../cache/ResourceReader';
import type { PipelineSnapshot, Problem } from '../domain/ComponentSnapshot';
import { getOwnOrShared } from './getOwnOrShared';

/** A component, or a project. */
type PipelineUser = Omit<ComponentRef, 'component'> & Partial<ComponentRef>;

/** The deployment pipeline of a component or project, or the problem that there is none. */
export function pipelineOf(
  reader: ResourceReader,
  { organization, project: name }: PipelineUser,
): { pipeline?: PipelineSnapshot; problem?: Problem } {
  const project = reader.get(projectKind, { namespace: organization, name });
  if (!project) return { problem: projectNotFound(name) };
  const wanted = project.spec.deploymentPipelineRef || 'default';
  const found = reader.get(deploymentPipelineKind, {
    namespace: organization,
    name: wanted,
  });
  if (!found) return { problem: pipelineNotFound(wanted, name) };
  return { pipeline: pipelineSnapshot(reader, found) };
}

/** A deployment pipeline with what its promotions ask for. */
export function pipelineSnapshot(
  reader: ResourceReader,
  pipeline: DeploymentPipeline,
): PipelineSnapshot {
  const {
    name,
    namespace: organization = '',
    annotations: given,
  } = pipeline.metadata;
  return {
    name,
    displayName: given?.[annotations.displayName],
    environments: environmentsOf(pipeline),
    edges: pipelineEdges(
      reader,
      pipeline,
      environment =>
        getOwnOrShared(reader, environmentKind, organization, environment)?.spec
          .policies?.requireApproval ?? false,
    ),
  };
}
