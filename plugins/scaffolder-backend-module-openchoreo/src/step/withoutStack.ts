import type { LoggerService } from '@backstage/backend-plugin-api';
import { CustomErrorBase } from '@backstage/errors';

class CancelledError extends CustomErrorBase {
  override readonly name = 'CancelledError';
}

/**
 * Removes the stack of an error, which the scaffolder writes to the log of the task: users cannot use it, and it has paths of the
 * server. The log of the backend has it. After a cancellation, says that in place of the error.
 */
export async function withoutStack(
  logger: LoggerService,
  signal: AbortSignal | undefined,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (caught) {
    const error = signal?.aborted
      ? new CancelledError(
          'The task was cancelled. What it has started goes on',
        )
      : caught;
    if (error instanceof Error) {
      logger.debug('A step of a task failed', error);
      error.stack = `${error.name}: ${error.message}`;
    }
    throw error;
  }
}
