import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  isPromotionComplete,
  type ComponentRef,
  type DeploymentState,
  type ProjectPromotionView,
  type PromotionPhase,
  type PromotionView,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { DeletableRef } from '../domain/DeletableRef';
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
  leftOf(ref: DeletableRef): readonly string[] | undefined;
  projectPromotion(
    organization: string,
    name: string,
  ): ProjectPromotionView | undefined;
}

/** @public */
export interface WaitOptions<T> {
  /** Aborts the wait, which then throws the reason of the signal. */
  signal?: AbortSignal;
  /** Called once at the beginning and after every change of the value. */
  onProgress?: (progress: T) => void;
}

/**
 * What a component in an environment is waited for.
 *
 * @public
 */
export interface ReadyOptions extends WaitOptions<StateVerdict> {
  /** The states that end the wait. `Ready` by default. */
  states?: readonly DeploymentState[];
  /** The `generation` of the deployment before a change: only the state of a later one ends the wait. */
  after?: number;
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
  {
    states = ['Ready'],
    after = 0,
    ...options
  }: ReadyOptions & { failureDebounceMs?: number } = {},
): Promise<StateVerdict> {
  const read = (): StateVerdict => {
    const snapshot = source.snapshot(component);
    const deployment = snapshot?.deployments.find(
      candidate => candidate.environment === environment,
    );
    if (!snapshot || !deployment) {
      return pending(`Waiting for it to be deployed to ${environment}.`);
    }
    const { generation } = deployment;
    return generation !== undefined && generation <= after
      ? pending('The control plane has not processed the change yet.')
      : deploymentState(deployment, snapshot.environments.get(environment));
  };
  return waitUntil(source, read, {
    failureDebounceMs,
    ...options,
    outcomeOf: ({ state, message }) => {
      if (states.includes(state)) return { type: 'done' };
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

function pending(message: string): StateVerdict {
  return { state: 'Progressing', reason: 'Pending', message };
}

/**
 * Waits until a component or a project does not exist any more, driven by the watch. The progress is what is left of it: the
 * environments of a component, or the components of a project.
 */
export async function waitForDeletion(
  source: WaitSource,
  ref: DeletableRef,
  options: WaitOptions<readonly string[] | undefined> = {},
): Promise<void> {
  await waitUntil(source, () => source.leftOf(ref), {
    ...options,
    failureDebounceMs: 0,
    outcomeOf: left => (left ? undefined : { type: 'done' }),
  });
}

/**
 * Waits until the promotion of a project has succeeded, driven by the watch.
 *
 * @throws ConflictError with the reason when it failed, NotFoundError when it was deleted
 */
export function waitForProjectPromotion(
  source: WaitSource,
  organization: string,
  name: string,
  options: WaitOptions<ProjectPromotionView | undefined> = {},
): Promise<ProjectPromotionView | undefined> {
  return waitUntilComplete(
    source,
    () => source.projectPromotion(organization, name),
    {
      ...options,
      subject: `promotion ${name}`,
      outcomeOf: ({ phase, from, to, message }) => {
        if (phase === 'Succeeded') return { type: 'done' };
        if (phase !== 'Failed' && phase !== 'RolledBack') return undefined;
        const outcome = outcomes[phase] ?? 'failed';
        return {
          type: 'failed',
          error: new ConflictError(
            `The promotion from ${from} to ${to} ${outcome}${
              message ? `: ${message}` : ''
            }`,
          ),
        };
      },
    },
  );
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
