import type { EnvironmentCard } from '@promenade/backstage-plugin-openchoreo-common';

/** The display name of an environment, or its name. */
export function environmentLabel(
  card: Pick<EnvironmentCard, 'environment'>,
): string {
  return card.environment.displayName ?? card.environment.name;
}
