import type { HumanDuration } from '@backstage/types';
import type { WaitOptions } from '@promenade/backstage-plugin-openchoreo-node';
import { ProgressLog } from './report/progress';
import { readTimeLimit, withinTimeLimit } from './timeLimit';
import type { StepContext } from './step/resolveStep';

/**
 * Waits in a step, and logs a line whenever the state changes. Ends when the task is cancelled.
 *
 * @throws TimeLimitError at the time limit, and the errors of the wait
 */
export async function waitWithProgress<T>(
  { logger, signal }: Pick<StepContext, 'logger' | 'signal'>,
  options: {
    timeout: string | HumanDuration | undefined;
    wait(options: WaitOptions<T>): Promise<T>;
    /** The state in a line, or undefined while there is none. */
    lineOf(value: T): string | undefined;
    /**
     * The text of the error at the time limit.
     *
     * @param time - such as `10 minutes`
     * @param lastState - the last line, with the time since when it is so
     */
    message(time: string, lastState: string): string;
  },
): Promise<T> {
  const { timeout, wait, lineOf, message } = options;
  const progress = new ProgressLog(logger);
  return withinTimeLimit(
    whileWaiting =>
      wait({
        signal: whileWaiting,
        onProgress: value => {
          const line = lineOf(value);
          if (line) progress.log(line);
        },
      }),
    {
      limit: readTimeLimit(timeout),
      signal,
      message: time => message(time, progress.lastState),
    },
  );
}
