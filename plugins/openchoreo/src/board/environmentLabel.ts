import type {
  DeployBoard,
  EnvironmentCard,
} from '@promenade/backstage-plugin-openchoreo-common';
import { labelOf, labelsOf } from '../text';

/** The display name of an environment, or its name. */
export function environmentLabel(
  card: Pick<EnvironmentCard, 'environment'>,
): string {
  return labelOf(card.environment);
}

/** Returns the label of an environment by its name; the name itself of one that the board does not have. */
export function boardLabels({
  environments,
}: Pick<DeployBoard, 'environments'>): (name: string) => string {
  return labelsOf(environments.map(({ environment }) => environment));
}
