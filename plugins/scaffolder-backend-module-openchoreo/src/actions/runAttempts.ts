import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';

/** What became of an attempt. A failure is final: only another attempt can succeed. */
export type Outcome = JsonObject & { failure?: string };

/** The parts of a step that attempts need. */
export interface AttemptStep {
  context: {
    logger: LoggerService;
    signal?: AbortSignal;
    checkpoint: ActionContext<{}>['checkpoint'];
  };
  idempotencyKey: string;
}

/**
 * Runs an attempt, with an idempotency key of its own.
 *
 * When the step runs again, a checkpoint has the outcome of each attempt. One that succeeded is not repeated. One that was
 * interrupted runs again with the same idempotency key, so that it finds what it has created. After a failure that the step has
 * reported, another attempt is made.
 *
 * @param name - identifies what is attempted, within the step
 * @throws ConflictError with the failure, and the errors of the attempt, which may succeed when it runs again
 */
export async function runAttempts<T extends Outcome>(
  { context, idempotencyKey }: AttemptStep,
  name: string,
  attempt: (idempotencyKey: string) => Promise<T>,
): Promise<T> {
  for (let number = 1; ; number += 1) {
    let hasRun = false;
    const outcome = await context.checkpoint({
      key: `${name}.${number}`,
      fn: async () => {
        hasRun = true;
        // The key of the first attempt is that of a plan: an earlier step may have made one.
        return attempt(
          number === 1 ? idempotencyKey : `${idempotencyKey}/${number}`,
        );
      },
    });
    if (!outcome.failure) return outcome;
    if (hasRun) throw new ConflictError(outcome.failure);
    context.logger.info(`Attempt ${number} failed: ${outcome.failure}`);
  }
}
