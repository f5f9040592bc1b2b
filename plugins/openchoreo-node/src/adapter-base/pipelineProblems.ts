import type { Problem } from '../domain/ComponentSnapshot';

/** Why a component has no deployment pipeline: its project does not exist. */
export function projectNotFound(name: string): Problem {
  return {
    reason: 'ProjectNotFound',
    message: `The project ${name} does not exist. Create it, or delete the component.`,
  };
}

/** Why the components of a project have no deployment pipeline: it does not exist. */
export function pipelineNotFound(name: string, project: string): Problem {
  return {
    reason: 'DeploymentPipelineNotFound',
    message: `The deployment pipeline ${name} of project ${project} does not exist. Create it, or name another one in the project.`,
  };
}
