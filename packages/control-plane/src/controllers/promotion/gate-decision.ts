import { PromotionGateStatus } from '@promenade/openchoreo-model';

/** What the results of gates amount to. */
export type GateDecision =
  | { outcome: 'Passed' }
  | { outcome: 'Waiting'; message: string }
  | {
      outcome: 'Failed';
      reason: 'GateFailed' | 'GateUnknown';
      message: string;
    };

/**
 * All gates must pass. One that failed ends the promotion; one that could not be evaluated does when it has no time left, which
 * its end time shows.
 */
export function decideGates(
  gates: readonly PromotionGateStatus[],
): GateDecision {
  const failed = gates.find(({ state }) => state === 'Failed');
  if (failed) {
    return {
      outcome: 'Failed',
      reason: 'GateFailed',
      message: `Gate "${failed.name}" failed: ${failed.message ?? ''}`,
    };
  }
  const unknown = gates.find(
    ({ state, finishedAt }) => state === 'Unknown' && finishedAt,
  );
  if (unknown) {
    return {
      outcome: 'Failed',
      reason: 'GateUnknown',
      message: `Gate "${unknown.name}" could not be evaluated: ${
        unknown.message ?? ''
      }`,
    };
  }
  const open = gates.filter(({ state }) => state !== 'Passed');
  return open.length > 0
    ? {
        outcome: 'Waiting',
        message: `Waiting for ${open
          .map(
            ({ name, message }) =>
              `gate "${name}"${message ? ` (${message})` : ''}`,
          )
          .join(', ')}.`,
      }
    : { outcome: 'Passed' };
}
