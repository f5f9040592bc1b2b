import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';
import {
  annotations,
  deploymentPipelineKind,
  environmentsOf,
  projectKind,
  promotionPolicyKind,
} from '@promenade/openchoreo-model';
import type { ResourceReader } from '../cache/ResourceReader';
import type { PipelineSnapshot, Problem } from '../domain/ComponentSnapshot';

/** The deployment pipeline of a component, or the problem that there is none. */
export function pipelineOf(
  reader: ResourceReader,
  { organization, project: name }: ComponentRef,
): { pipeline?: PipelineSnapshot; problem?: Problem } {
  const project = reader.get(projectKind, { namespace: organization, name });
  if (!project) {
    return {
      problem: {
        reason: 'ProjectNotFound',
        message: `The project ${name} does not exist. Create it, or delete the component.`,
      },
    };
  }
  const wanted = project.spec.deploymentPipelineRef || 'default';
  const found = reader.get(deploymentPipelineKind, {
    namespace: organization,
    name: wanted,
  });
  if (!found) {
    return {
      problem: {
        reason: 'DeploymentPipelineNotFound',
        message: `The deployment pipeline ${wanted} of project ${name} does not exist. Create it, or name another one in the project.`,
      },
    };
  }
  const rules = reader
    .byIndex(promotionPolicyKind, 'organization', organization)
    .filter(({ spec }) => spec.pipelineRef === wanted)
    .flatMap(({ spec }) => spec.rules);
  const edges = (found.spec.promotionPaths ?? []).flatMap(path =>
    path.targetEnvironmentRefs.map(target => ({
      from: path.sourceEnvironmentRef,
      to: target.name,
      requiresApproval:
        Boolean(target.requiresApproval || target.isManualApprovalRequired) ||
        rules.some(
          rule =>
            rule.approvers &&
            rule.from === path.sourceEnvironmentRef &&
            rule.to === target.name,
        ),
    })),
  );
  const displayName = found.metadata.annotations?.[annotations.displayName];
  return {
    pipeline: {
      name: wanted,
      displayName,
      environments: environmentsOf(found),
      edges,
    },
  };
}
