import type { LoggerService } from '@backstage/backend-plugin-api';

/**
 * Removes the stack of an error, which the scaffolder writes to the log of the task: users cannot use it, and it has paths of the
 * server. The log of the backend has it.
 */
export async function withoutStack(
  logger: LoggerService,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Error) {
      logger.debug('A step of a task failed', error);
      error.stack = `${error.name}: ${error.message}`;
    }
    throw error;
  }
}
