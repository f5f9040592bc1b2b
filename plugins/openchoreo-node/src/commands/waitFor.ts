import { ConflictError, NotFoundError } from '@backstage/errors';
import type {
  ComponentRef,
  PromotionView,
} from '@promenade/backstage-plugin-openchoreo-common';
import { promotionKind } from '@promenade/openchoreo-model';
import type { ResourceCache } from '../cache/ResourceCache';
import { componentSnapshot } from '../class-binding/componentSnapshot';
import { promotionView } from '../class-binding/promotionView';
import { deploymentState, type StateVerdict } from '../views/deploymentState';

/** @public */
export interface WaitOptions<T> {
  /** Ends the wait; it then throws the signal's reason. */
  signal?: AbortSignal;
  /** Called with what is known, at once and whenever it changed. */
  onProgress?: (progress: T) => void;
}

/** How long trouble may last before the wait ends with it, in milliseconds: a roll-out may stumble. */
const patience = 10_000;

/**
 * Waits until a component is ready in an environment, by what the watch brings: nothing is polled.
 *
 * @returns how it is then
 * @throws ConflictError with the reason for people when it will not get there by itself
 */
export function waitForReady(
  cache: ResourceCache,
  component: ComponentRef,
  environment: string,
  options: WaitOptions<StateVerdict> & { patience?: number } = {},
): Promise<StateVerdict> {
  const look = (): StateVerdict => {
    const snapshot = componentSnapshot(cache, component);
    const deployment = snapshot?.deployments.find(
      candidate => candidate.environment === environment,
    );
    return snapshot && deployment
      ? deploymentState(
          deployment,
          snapshot.environments.get(environment),
          new Date(),
        )
      : {
          state: 'Progressing',
          reason: 'Pending',
          message: `Waiting for it to be deployed to ${environment}.`,
        };
  };
  return waitUntil(cache, look, {
    ...options,
    patience: options.patience ?? patience,
    outcomeOf: ({ state, message }) => {
      if (state === 'Ready') return { type: 'done' };
      return state === 'Failed'
        ? {
            type: 'trouble',
            error: new ConflictError(
              `${component.component} does not become ready in ${environment}: ${message}`,
            ),
          }
        : undefined;
    },
  });
}

/**
 * Waits until a promotion has succeeded.
 *
 * @returns the promotion then
 * @throws ConflictError with the reason for people when it failed, NotFoundError when it was removed
 */
export function waitForPromotion(
  cache: ResourceCache,
  promotion: { organization: string; name: string },
  options: WaitOptions<PromotionView | undefined> = {},
): Promise<PromotionView | undefined> {
  const { organization: namespace, name } = promotion;
  let wasSeen = false;
  const look = () => {
    const found = cache.get(promotionKind, { namespace, name });
    wasSeen ||= found !== undefined;
    return found && promotionView(cache, found);
  };
  return waitUntil(cache, look, {
    ...options,
    patience: 0,
    outcomeOf: view => {
      if (!view) {
        const message = `The promotion ${name} was removed before it was complete`;
        return wasSeen
          ? { type: 'trouble', error: new NotFoundError(message) }
          : undefined;
      }
      if (view.phase === 'Succeeded') return { type: 'done' };
      return view.phase === 'Failed'
        ? {
            type: 'trouble',
            error: new ConflictError(
              `The promotion from ${view.from} to ${view.to} failed: ${view.message}`,
            ),
          }
        : undefined;
    },
  });
}

type Outcome = { type: 'done' } | { type: 'trouble'; error: Error } | undefined;

interface Condition<T> extends WaitOptions<T> {
  patience: number;
  outcomeOf: (value: T) => Outcome;
}

/** Looks at once and after every change, until the outcome is there. Trouble has to last as long as patience does. */
function waitUntil<T>(
  cache: ResourceCache,
  look: () => T,
  { signal, onProgress, patience: limit, outcomeOf }: Condition<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let told: string | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const cleanUp: Array<() => void> = [() => clearTimeout(timer)];
    const settle = (end: () => void) => {
      for (const clean of cleanUp) clean();
      end();
    };
    const check = () => {
      const value = look();
      const text = JSON.stringify(value);
      if (text !== told) onProgress?.(value);
      told = text;
      const outcome = outcomeOf(value);
      if (outcome?.type !== 'trouble') {
        clearTimeout(timer);
        timer = undefined;
      }
      if (outcome?.type === 'done') settle(() => resolve(value));
      if (outcome?.type === 'trouble') {
        timer ??= setTimeout(() => settle(() => reject(outcome.error)), limit);
      }
    };
    const abort = () => settle(() => reject(signal?.reason));
    if (signal?.aborted) {
      abort();
      return;
    }
    signal?.addEventListener('abort', abort, { once: true });
    cleanUp.push(() => signal?.removeEventListener('abort', abort));
    cleanUp.push(cache.onChange(check));
    check();
  });
}
