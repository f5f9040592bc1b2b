import type { EnvironmentCard } from '@promenade/backstage-plugin-openchoreo-common';

/** The name of an environment for people. */
export function environmentLabel(
  card: Pick<EnvironmentCard, 'environment'>,
): string {
  return card.environment.displayName ?? card.environment.name;
}
