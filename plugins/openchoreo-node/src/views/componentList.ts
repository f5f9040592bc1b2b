import type {
  ComponentList,
  DeployBoard,
  EnvironmentCard,
  ProjectList,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { ProjectSnapshot } from '../domain/ProjectSnapshot';

/** The projects by organization and name. */
export function projectList(projects: readonly ProjectSnapshot[]): ProjectList {
  return {
    projects: projects
      .map(project => ({
        organization: project.organization,
        name: project.name,
        displayName: project.displayName,
        description: project.description,
        owner: project.owner,
        pipeline: project.pipeline?.name,
        environments: project.environments.map(environment => ({
          ...environment,
          needsApproval: (project.pipeline?.edges ?? []).some(
            ({ to, requiresApproval }) =>
              to === environment.name && requiresApproval,
          ),
          promotesTo: (project.pipeline?.edges ?? [])
            .filter(({ from }) => from === environment.name)
            .map(({ to }) => to),
        })),
        componentCount: project.components.length,
        problem: project.problem?.message,
      }))
      .sort(
        (a, b) =>
          a.organization.localeCompare(b.organization, 'en') ||
          a.name.localeCompare(b.name, 'en'),
      ),
  };
}

/** The components of boards, by name. */
export function componentList(boards: readonly DeployBoard[]): ComponentList {
  return {
    components: boards
      .map(({ component, environments, problem }) => ({
        name: component.name,
        displayName: component.displayName,
        type: component.type,
        environments: environments.map(({ environment, ...card }) => ({
          environment: environment.name,
          state: card.state,
          message: card.message,
          images: imagesOf(card),
        })),
        problem: problem?.message,
      }))
      .sort((a, b) => a.name.localeCompare(b.name, 'en')),
  };
}

/** The image references of the release of a card. */
export function imagesOf({
  release,
}: Pick<EnvironmentCard, 'release'>): string[] {
  return (release?.images ?? []).map(({ image }) => image);
}
