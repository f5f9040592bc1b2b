import type { APISnapshot } from '../domain/ComponentSnapshot';
import type { StateVerdict } from './deploymentState';
import { sentence } from './trouble';

/** What an API says while it gets there by itself. */
const onItsWay: ReadonlySet<string> = new Set([
  'Progressing',
  'ResourceHealthProgressing',
]);

/**
 * How a component fares in an environment where nothing of it runs, but APIs of it are offered: as the first of them that is
 * not well.
 *
 * @param apis - those in the environment; at least one
 */
export function offeredApis(apis: readonly APISnapshot[]): StateVerdict {
  const unready = apis.find(({ ready }) => ready?.status !== 'True');
  if (!unready) {
    const names = apis.map(({ name }) => name).join(', ');
    const [since] = apis
      .flatMap(({ ready }) => ready?.lastTransitionTime ?? [])
      .sort()
      .reverse();
    return { state: 'Ready', since, message: `Offered here: ${names}.` };
  }
  const { name, ready } = unready;
  return ready
    ? {
        state: onItsWay.has(ready.reason) ? 'Progressing' : 'Failed',
        since: ready.lastTransitionTime,
        reason: ready.reason,
        message: `API ${name}: ${sentence(ready.message)}`,
      }
    : {
        state: 'Progressing',
        reason: 'Pending',
        message: `API ${name}: the control plane is about to take it up.`,
      };
}
