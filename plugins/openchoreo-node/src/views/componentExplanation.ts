import { NotFoundError } from '@backstage/errors';
import {
  deploymentStateLabels,
  type ComponentExplanation,
  type DeployBoard,
  type EnvironmentCard,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { ComponentSnapshot } from '../domain/ComponentSnapshot';
import { explanationChain } from './explanationChain';
import { sentence } from './failureMessage';
import { nextSteps } from './nextSteps';
import {
  capitalizedEnvironmentLabel,
  environmentLabel,
} from './snapshotLookups';

type EnvironmentExplanation = ComponentExplanation['environments'][number];

/**
 * Why a component is ready or not in each environment, or in one.
 *
 * @param board - of the component
 * @throws NotFoundError for an environment that is not on the board
 */
export function componentExplanation(
  snapshot: ComponentSnapshot,
  board: DeployBoard,
  environment?: string,
): ComponentExplanation {
  const cards = board.environments.filter(
    card => !environment || card.environment.name === environment,
  );
  if (environment && !cards.length) {
    const names = board.environments.map(card => card.environment.name);
    throw new NotFoundError(
      `${
        snapshot.ref.component
      } has no environment ${environment}. Its environments are: ${names.join(
        ', ',
      )}`,
    );
  }
  const environments = cards.map(card => explainCard(snapshot, card));
  return {
    component: snapshot.ref.component,
    summary: summaryOf(snapshot, environments),
    environments,
    stale: board.stale && sentence(board.stale.message),
  };
}

function explainCard(
  snapshot: ComponentSnapshot,
  card: EnvironmentCard,
): EnvironmentExplanation {
  const { environment, state, since, reason, message } = card;
  const label = deploymentStateLabels[state];
  const where = capitalizedEnvironmentLabel(snapshot, environment.name);
  return {
    name: environment.name,
    isProduction: environment.isProduction,
    isReady: state === 'Ready',
    state,
    since,
    reason,
    summary: `${where}: ${sentence(label)}${message ? ` ${message}` : ''}`,
    chain: explanationChain(snapshot, card),
    nextSteps: nextSteps(snapshot, card),
  };
}

function summaryOf(
  { ref: { component }, problem, ...snapshot }: ComponentSnapshot,
  environments: readonly EnvironmentExplanation[],
): string {
  if (problem) return `${component} cannot be deployed. ${problem.message}`;
  const labels = (isReady: boolean) =>
    environments
      .filter(each => each.isReady === isReady)
      .map(({ name }) => environmentLabel(snapshot, name))
      .join(', ');
  const ready = labels(true);
  const others = labels(false);
  if (!environments.length) return `${component} has no environment.`;
  if (!others) return `${component} is ready in ${ready}.`;
  return ready
    ? `${component} is ready in ${ready}, and not in ${others}.`
    : `${component} is not ready in ${others}.`;
}
