import type {
  DeployBoard,
  EnvironmentCard,
} from '@promenade/backstage-plugin-openchoreo-common';

/** The display name of an environment, or its name. */
export function environmentLabel(
  card: Pick<EnvironmentCard, 'environment'>,
): string {
  return card.environment.displayName ?? card.environment.name;
}

/** Returns the label of an environment by its name; the name itself of one that the board does not have. */
export function boardLabels({
  environments,
}: Pick<DeployBoard, 'environments'>): (name: string) => string {
  const labels = new Map(
    environments.map(card => [card.environment.name, environmentLabel(card)]),
  );
  return name => labels.get(name) ?? name;
}
