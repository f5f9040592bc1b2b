import { ConflictError, InputError } from '@backstage/errors';
import type { PipelineSnapshot, Problem } from '../domain/ComponentSnapshot';

/** The pipeline of a component or project, or the problem that there is none. */
interface FoundPipeline {
  pipeline?: PipelineSnapshot;
  problem?: Problem;
}

/**
 * The environment that components are deployed to before anything is promoted.
 *
 * @throws InputError if it cannot be told
 */
export function firstEnvironmentOf({
  pipeline,
  problem,
}: FoundPipeline): string {
  const [first] = pipeline?.environments ?? [];
  if (first) return first;
  throw new InputError(
    problem?.message ??
      `The deployment pipeline ${pipeline?.name} names no environment. Add a promotion path to it`,
  );
}

/** @throws ConflictError when changes of a component are not deployed to the environment, but come to it by promotions */
export function checkIsFirst(found: FoundPipeline, environment: string): void {
  const first = firstEnvironmentOf(found);
  if (first === environment) return;
  throw new ConflictError(
    `Changes are deployed to ${first}, and come to ${environment} by promotions. Update the component in ${first}`,
  );
}
