import {
  ProjectComponentOwner,
  deploymentPipelineKind,
  environmentKind,
  firstEnvironment,
  projectKind,
} from '@promenade/openchoreo-model';
import { findShared } from '../lookups/shared-resource';
import { Read } from '../../runtime/read';
import { invalidObjectError } from '../../runtime/validation';

/** The Environment that a component is deployed to first. */
export interface FirstEnvironment {
  readonly name: string;
  /** Its namespace: the organization, or `default` for a shared one. */
  readonly namespace: string;
}

/** Why the first environment of a component is not known, as a Ready condition. */
export interface UnknownEnvironment {
  readonly status: 'False';
  readonly reason:
    | 'ProjectNotFound'
    | 'DeploymentPipelineNotFound'
    | 'EnvironmentNotFound';
  readonly message: string;
}

/**
 * Finds the first environment of a component by its project and the project's pipeline.
 *
 * A shared Environment of `default` never replaces an Environment of the organization that the component was deployed to:
 * deleting an Environment must not deploy its components to somebody else's.
 *
 * @param former - the environment that it was last deployed to, as a status has it
 */
export function findFirstEnvironment(
  namespace: string,
  owner: ProjectComponentOwner,
  former: FirstEnvironment | undefined,
  read: Read,
): FirstEnvironment | UnknownEnvironment {
  const projectKey = { namespace, name: owner.projectName };
  const project = read.get(projectKind, projectKey);
  if (!project) {
    const error = invalidObjectError(read, projectKind, projectKey);
    return unknown(
      'ProjectNotFound',
      `spec.owner.projectName: ${
        error ?? `Project "${projectKey.name}" not found; create it`
      }`,
    );
  }
  const pipelineKey = { namespace, name: project.spec.deploymentPipelineRef };
  const pipeline = read.get(deploymentPipelineKind, pipelineKey);
  if (!pipeline) {
    const error = invalidObjectError(read, deploymentPipelineKind, pipelineKey);
    return unknown(
      'DeploymentPipelineNotFound',
      `Project "${project.metadata.name}": ${
        error ??
        `DeploymentPipeline "${pipelineKey.name}" not found; create it or name another in spec.deploymentPipelineRef`
      }`,
    );
  }
  const name = firstEnvironment(pipeline);
  if (name === undefined) {
    return unknown(
      'EnvironmentNotFound',
      `DeploymentPipeline "${pipelineKey.name}" names no environment; add a promotion path`,
    );
  }
  const environment = findShared(read, environmentKind, namespace, name);
  const found = environment?.metadata.namespace ?? '';
  const replacesOwn =
    found !== namespace &&
    former?.name === name &&
    former.namespace === namespace;
  if (!environment || replacesOwn) {
    const error = invalidObjectError(read, environmentKind, {
      namespace,
      name,
    });
    return unknown(
      'EnvironmentNotFound',
      `DeploymentPipeline "${pipelineKey.name}": ${
        error ??
        `Environment "${name}" not found in "${namespace}"; create it or change the pipeline`
      }`,
    );
  }
  return { name, namespace: found };
}

function unknown(
  reason: UnknownEnvironment['reason'],
  message: string,
): UnknownEnvironment {
  return { status: 'False', reason, message };
}
