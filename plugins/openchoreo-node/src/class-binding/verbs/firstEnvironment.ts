import { ConflictError, InputError } from '@backstage/errors';
import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';
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
  const { pipeline, problem } = pipelineOf(cache, ref);
  const [first] = pipeline?.environments ?? [];
  if (first) return first;
  throw new InputError(
    problem?.message ??
      `The deployment pipeline ${pipeline?.name} names no environment. Add a promotion path to it`,
  );
}

/** @throws ConflictError when changes of a component are not deployed to the environment, but come to it by promotions */
export function checkFirstEnvironment(
  { cache }: VerbContext,
  { environment, ...ref }: ComponentRef & { environment: string },
): void {
  const first = firstEnvironment(cache, ref);
  if (first === environment) return;
  throw new ConflictError(
    `Changes are deployed to ${first}, and come to ${environment} by promotions. Update the component in ${first}`,
  );
}
