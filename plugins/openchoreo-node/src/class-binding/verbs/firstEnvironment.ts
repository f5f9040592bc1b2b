import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';
import {
  checkIsFirst,
  firstEnvironmentOf,
} from '../../adapter-base/firstEnvironment';
import type { VerbContext } from '../../verbs/Verb';
import { pipelineOf } from '../pipelineOf';

/**
 * The environment that the control plane deploys a component to.
 *
 * @param ref - its component need not exist
 * @throws InputError if it cannot be told
 */
export function firstEnvironment(
  cache: VerbContext['cache'],
  ref: ComponentRef,
): string {
  return firstEnvironmentOf(pipelineOf(cache, ref));
}

/** @throws ConflictError when changes of a component are not deployed to the environment, but come to it by promotions */
export function checkFirstEnvironment(
  { cache }: VerbContext,
  { environment, ...ref }: ComponentRef & { environment: string },
): void {
  checkIsFirst(pipelineOf(cache, ref), environment);
}
