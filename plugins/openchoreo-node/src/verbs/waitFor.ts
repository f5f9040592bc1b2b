import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  isPromotionComplete,
  type ComponentRef,
  type PromotionPhase,
  type PromotionView,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { BuildSnapshot } from '../domain/BuildSnapshot';
import type { ComponentSnapshot } from '../domain/ComponentSnapshot';
import type { PromotionSource } from '../domain/PromotionSource';
import { deploymentState, type StateVerdict } from '../views/deploymentState';

/** What a wait observes. */
export interface WaitSource {
  /** Calls the listener after every change of a resource. Returns how to unsubscribe. */
  onChange(listener: () => void): () => void;
  snapshot(ref: ComponentRef): ComponentSnapshot | undefined;
  readonly promotions: Pick<PromotionSource, 'get'>;
  build(ref: ComponentRef, name: string): BuildSnapshot | undefined;
}

/** @public */
export interface WaitOptions<T> {
  /** Aborts the wait, which then throws the reason of the signal. */
  signal?: AbortSignal;
  /** Called once at the beginning and after every change of the value. */
  onProgress?: (progress: T) => void;
}

/** How a promotion ended that did not succeed, for a sentence. */
const outcomes: Partial<Record<PromotionPhase, string>> = {
  RolledBack: 'was rolled back',
  Rejected: 'was rejected',
  Cancelled: 'was cancelled',
  Expired: 'expired',
  Superseded: 'was superseded by a newer one',
};

/** How long a failure must last before the wait fails, in milliseconds: a rollout may recover. */
const failureDebounceMs = 10_000;

/**
 * Waits until a component is ready in an environment, driven by the watch.
 *
 * @throws ConflictError with the reason when the component stays failed
 */
export function waitForReady(
  source: WaitSource,
  component: ComponentRef,
  environment: string,
  options: WaitOptions<StateVerdict> & { failureDebounceMs?: number } = {},
): Promise<StateVerdict> {
  const read = (): StateVerdict => {
    const snapshot = source.snapshot(component);
    const deployment = snapshot?.deployments.find(
      candidate => candidate.environment === environment,
    );
    return snapshot && deployment
      ? deploymentState(deployment, snapshot.environments.get(environment))
      : {
          state: 'Progressing',
          reason: 'Pending',
          message: `Waiting for it to be deployed to ${environment}.`,
        };
  };
  return waitUntil(source, read, {
    failureDebounceMs,
    ...options,
    outcomeOf: ({ state, message }) => {
      if (state === 'Ready') return { type: 'done' };
      return state === 'Failed'
        ? {
            type: 'failed',
            error: new ConflictError(
              `${component.component} does not become ready in ${environment}: ${message}`,
            ),
          }
        : undefined;
    },
  });
}

/**
 * Waits until a promotion has succeeded, driven by the watch.
 *
 * @throws ConflictError with the reason when it failed, NotFoundError when it was deleted
 */
export function waitForPromotion(
  source: WaitSource,
  component: ComponentRef,
  name: string,
  options: WaitOptions<PromotionView | undefined> = {},
): Promise<PromotionView | undefined> {
  return waitUntilComplete(
    source,
    () => source.promotions.get(component, name),
    {
      ...options,
      subject: `promotion ${name}`,
      outcomeOf: promotion => {
        if (promotion.phase === 'Succeeded') return { type: 'done' };
        return isPromotionComplete(promotion)
          ? {
              type: 'failed',
              error: new ConflictError(
                `The promotion from ${promotion.from} to ${promotion.to} ${
                  outcomes[promotion.phase] ?? 'failed'
                }: ${promotion.message}`,
              ),
            }
          : undefined;
      },
    },
  );
}

/**
 * Waits until a build has succeeded, driven by the watch.
 *
 * @throws ConflictError with the reason when it failed, NotFoundError when it was deleted
 */
export function waitForBuild(
  source: WaitSource,
  component: ComponentRef,
  name: string,
  options: WaitOptions<BuildSnapshot | undefined> = {},
): Promise<BuildSnapshot | undefined> {
  return waitUntilComplete(source, () => source.build(component, name), {
    ...options,
    subject: `build ${name}`,
    outcomeOf: ({ phase, message, step }) => {
      if (phase === 'Succeeded') return { type: 'done' };
      if (phase !== 'Failed') return undefined;
      const where = step ? ` in the step ${step}` : '';
      return {
        type: 'failed',
        error: new ConflictError(
          `The build ${name} failed${where}${message ? `: ${message}` : ''}`,
        ),
      };
    },
  });
}

/** Waits until something that is deleted when nobody needs it any more has an outcome. */
function waitUntilComplete<T>(
  source: WaitSource,
  find: () => T | undefined,
  options: WaitOptions<T | undefined> & {
    /** Such as `build tram-1`. */
    subject: string;
    outcomeOf: (value: T) => Outcome;
  },
): Promise<T | undefined> {
  let existed = false;
  const read = () => {
    const found = find();
    existed ||= found !== undefined;
    return found;
  };
  return waitUntil(source, read, {
    ...options,
    failureDebounceMs: 0,
    outcomeOf: value => {
      if (value !== undefined) return options.outcomeOf(value);
      const message = `The ${options.subject} was deleted before it was complete`;
      return existed
        ? { type: 'failed', error: new NotFoundError(message) }
        : undefined;
    },
  });
}

type Outcome = { type: 'done' } | { type: 'failed'; error: Error } | undefined;

/** Evaluates the value at once and after every change, until it is done or has been failed for the debounce time. */
function waitUntil<T>(
  source: WaitSource,
  read: () => T,
  options: WaitOptions<T> & {
    failureDebounceMs: number;
    outcomeOf: (value: T) => Outcome;
  },
): Promise<T> {
  const { signal, onProgress, outcomeOf } = options;
  return new Promise((resolve, reject) => {
    let reported: string | undefined;
    let failure: ReturnType<typeof setTimeout> | undefined;
    const cleanUps: Array<() => void> = [() => clearTimeout(failure)];
    const settle = (settlePromise: () => void) => {
      for (const cleanUp of cleanUps) cleanUp();
      settlePromise();
    };
    const check = () => {
      const value = read();
      const text = JSON.stringify(value);
      if (text !== reported) onProgress?.(value);
      reported = text;
      const outcome = outcomeOf(value);
      if (outcome?.type !== 'failed') {
        clearTimeout(failure);
        failure = undefined;
      }
      if (outcome?.type === 'done') settle(() => resolve(value));
      if (outcome?.type === 'failed') {
        failure ??= setTimeout(
          () => settle(() => reject(outcome.error)),
          options.failureDebounceMs,
        );
      }
    };
    const abort = () => settle(() => reject(signal?.reason));
    if (signal?.aborted) {
      abort();
      return;
    }
    signal?.addEventListener('abort', abort, { once: true });
    cleanUps.push(() => signal?.removeEventListener('abort', abort));
    cleanUps.push(source.onChange(check));
    check();
  });
}
