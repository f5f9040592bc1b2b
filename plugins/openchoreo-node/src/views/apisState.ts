import type { APISnapshot } from '../domain/ComponentSnapshot';
import type { StateVerdict } from './deploymentState';
import { sentence } from './failureMessage';

/**
 * The state of a component in an environment where it has standalone APIs and no deployment: the state of the first API that
 * is not ready, or else Ready.
 *
 * @param apis - the APIs of the environment; at least one
 */
export function apisState(apis: readonly APISnapshot[]): StateVerdict {
  const unready = apis.find(({ state }) => state !== 'Ready');
  if (!unready) {
    const names = apis.map(({ name }) => name).join(', ');
    const [since] = apis
      .flatMap(({ ready }) => ready?.lastTransitionTime ?? [])
      .sort()
      .reverse();
    return { state: 'Ready', since, message: `Available here: ${names}.` };
  }
  const { name, state, ready } = unready;
  return ready
    ? {
        state,
        since: ready.lastTransitionTime,
        reason: ready.reason,
        message: `API ${name}: ${sentence(ready.message)}`,
      }
    : {
        state,
        reason: 'Pending',
        message: `API ${name}: the control plane has not processed it yet.`,
      };
}
