import type {
  ProjectOverview,
  PromotionEdge,
} from '@promenade/backstage-plugin-openchoreo-common';

type Component = ProjectOverview['components'][number];
type Release = Component['deployments'][number]['release'];

/** A component, and why it cannot be promoted with the others. */
export interface OfferedComponent {
  component: Component;
  /** What the source and the target run. */
  from?: Release;
  to?: Release;
  blocked?: 'notDeployed' | 'notReady' | 'same' | 'awaitingApproval';
}

/** The promotion of components of a project along a path of its pipeline. */
export interface PromotionOffer {
  edge: PromotionEdge;
  components: readonly OfferedComponent[];
  /** Names of those that can be promoted. */
  possible: readonly string[];
}

/** What can be promoted along each path of the pipeline of a project, in the order of the paths. */
export function promotionOffers({
  pipeline,
  components,
  awaitingApproval,
}: Pick<
  ProjectOverview,
  'pipeline' | 'components' | 'awaitingApproval'
>): PromotionOffer[] {
  return (pipeline?.edges ?? []).map(edge => {
    const offered = components.map(component =>
      offerComponent(
        component,
        edge,
        awaitingApproval.some(
          ({ component: name, to }) =>
            name === component.name && to === edge.to,
        ),
      ),
    );
    return {
      edge,
      components: offered,
      possible: offered.flatMap(({ component, blocked }) =>
        blocked ? [] : component.name,
      ),
    };
  });
}

function offerComponent(
  component: Component,
  { from, to }: PromotionEdge,
  isAwaitingApproval: boolean,
): OfferedComponent {
  const deploymentIn = (name: string) =>
    component.deployments.find(({ environment }) => environment === name);
  const source = deploymentIn(from);
  const target = deploymentIn(to);
  const releases = { from: source?.release, to: target?.release };
  const blocked = () => {
    if (!source?.release) return 'notDeployed';
    if (source.release.hash === target?.release?.hash) return 'same';
    if (isAwaitingApproval) return 'awaitingApproval';
    return source.state === 'Ready' ? undefined : 'notReady';
  };
  return { component, ...releases, blocked: blocked() };
}
