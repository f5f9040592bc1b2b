import type {
  DeployBoard,
  DeploymentState,
  ObjectHealth,
  RuntimeResource,
} from '@promenade/backstage-plugin-openchoreo-common';

/** An object with what was created for it. */
export interface ResourceNode {
  resource: RuntimeResource;
  children: readonly ResourceNode[];
}

/** The trees of the objects of a Release, in their order. */
export function resourceTrees(
  resources: readonly RuntimeResource[],
): ResourceNode[] {
  const byOwner = new Map<string | undefined, RuntimeResource[]>();
  for (const resource of resources) {
    const siblings = byOwner.get(resource.owner);
    if (siblings) siblings.push(resource);
    else byOwner.set(resource.owner, [resource]);
  }
  const nodesOf = (owner: string | undefined): ResourceNode[] =>
    (byOwner.get(owner) ?? []).map(resource => ({
      resource,
      children: nodesOf(resource.id),
    }));
  return nodesOf(undefined);
}

/** The pods below an object. */
export function podsBelow({ children }: ResourceNode): RuntimeResource[] {
  return children.flatMap(child =>
    child.resource.pod ? child.resource : podsBelow(child),
  );
}

/** The state whose icon and color stand for a health. */
export const stateForHealth: Readonly<
  Record<ObjectHealth['health'], DeploymentState>
> = {
  Healthy: 'Ready',
  Progressing: 'Progressing',
  Degraded: 'Degraded',
  Suspended: 'Suspended',
  Unknown: 'Unknown',
};

/** The environment to look at first: one that needs attention, or else the first one where something is deployed. */
export function firstEnvironment({
  environments,
}: DeployBoard): string | undefined {
  const deployed = environments.filter(({ objects }) => objects.length > 0);
  const needsAttention = deployed.find(({ state }) =>
    ['Failed', 'Degraded'].includes(state),
  );
  return (needsAttention ?? deployed[0] ?? environments[0])?.environment.name;
}
