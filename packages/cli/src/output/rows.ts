import type {
  ApprovalList,
  ComponentList,
  DeployBoard,
  ProjectList,
  PromotionList,
  OperationOutput,
  reads,
  ReleaseList,
} from '@promenade/backstage-plugin-openchoreo-common';
import { releaseVersion } from '@promenade/backstage-plugin-openchoreo-common';
import type { Row } from './renderTable';

/** The rows of the outputs that have a table of their own. */
export const rows = {
  projects: ({ projects }: ProjectList): Row[] =>
    projects.map(project => ({
      organization: project.organization,
      name: project.name,
      owner: project.owner,
      pipeline: project.pipeline,
      environments: project.environments.map(({ name }) => name).join(', '),
      components: String(project.componentCount),
      problem: project.problem,
    })),

  components: ({ components }: ComponentList): Row[] =>
    components.map(component => ({
      name: component.name,
      type: component.type,
      ...Object.fromEntries(
        component.environments.map(({ environment, state }) => [
          environment,
          state,
        ]),
      ),
      problem: component.problem,
    })),

  board: ({ environments }: DeployBoard): Row[] =>
    environments.map(card => ({
      environment: card.environment.name,
      state: card.state,
      release: card.release?.short,
      version: card.release && releaseVersion(card.release),
      deployedBy: card.release?.deployedBy,
      promotion:
        card.promotion && `${card.promotion.name} ${card.promotion.phase}`,
      message: card.message,
      url: card.endpoints[0]?.url,
    })),

  promotions: ({ promotions }: PromotionList): Row[] =>
    promotions.map(promotion => ({
      name: promotion.name,
      component: `${promotion.component.project}/${promotion.component.component}`,
      from: promotion.from,
      to: promotion.to,
      release: promotion.release?.short,
      phase: promotion.phase,
      requestedBy: promotion.requestedBy,
      startedAt: promotion.startedAt,
      message: promotion.message,
    })),

  approvals: ({ approvals }: ApprovalList): Row[] =>
    approvals.map(({ component, promotion, canApprove, reason }) => ({
      name: promotion.name,
      component: `${component.organization}/${component.project}/${component.component}`,
      to: promotion.to,
      release: promotion.release?.short,
      requestedBy: promotion.requestedBy,
      canApprove: canApprove ? 'yes' : 'no',
      reason,
    })),

  releases: ({ environments }: ReleaseList): Row[] =>
    environments.flatMap(({ environment, revisions }) =>
      revisions.map(revision => ({
        environment,
        artifact: revision.artifact,
        release: revision.release.short,
        version: revision.release.version,
        since: revision.since,
        by: revision.by,
        current: revision.isCurrent ? 'yes' : undefined,
        canRollBack: revision.canRollBack ? 'yes' : 'no',
        reason: revision.reason,
      })),
    ),

  builds: ({ builds }: OperationOutput<typeof reads.listBuilds>): Row[] =>
    builds.map(build => ({
      name: build.name,
      phase: build.phase,
      branch: build.branch,
      commit: build.commit?.slice(0, 7),
      image: build.image,
      requestedBy: build.requestedBy,
      createdAt: build.createdAt,
      message: build.message,
    })),
};
