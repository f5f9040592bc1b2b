import { ConfigReader, readDurationFromConfig } from '@backstage/config';
import { CustomErrorBase, InputError } from '@backstage/errors';
import { durationToMilliseconds, type HumanDuration } from '@backstage/types';
import { z } from 'zod';

/** A wait has timed out. */
class TimeLimitError extends CustomErrorBase {
  override readonly name = 'TimeLimitError';
}

const defaultLimit: HumanDuration = { minutes: 10 };

/**
 * Parses the time limit of a step: `10m`, `PT10M` or `{ minutes: 10 }`, like durations in Backstage's configuration.
 *
 * @returns ten minutes by default
 */
export function readTimeLimit(
  text: string | HumanDuration | undefined,
): HumanDuration {
  if (text === undefined) return defaultLimit;
  try {
    const config = new ConfigReader({ timeout: text });
    return readDurationFromConfig(config, { key: 'timeout' });
  } catch (error) {
    throw new InputError(
      `The timeout ${JSON.stringify(
        text,
      )} is not a duration. Write it as 10m, PT10M or { minutes: 10 }`,
      error,
    );
  }
}

/**
 * Runs a wait until it ends, the task is cancelled, or the time limit is reached.
 *
 * @param wait - has to reject with the reason of its signal when that is aborted
 * @param options - `message` makes the text of the error, with a time such as `10 minutes`
 * @throws TimeLimitError when the time limit is reached
 */
export async function withinTimeLimit<T>(
  wait: (signal: AbortSignal) => Promise<T>,
  options: {
    limit: HumanDuration;
    signal: AbortSignal | undefined;
    message: (time: string) => string;
  },
): Promise<T> {
  const { limit, signal, message } = options;
  const timeout = AbortSignal.timeout(durationToMilliseconds(limit));
  try {
    return await wait(signal ? AbortSignal.any([signal, timeout]) : timeout);
  } catch (error) {
    if (!timeout.aborted || error !== timeout.reason) throw error;
    // Without the error of the signal as cause, which would only lengthen the log.
    throw new TimeLimitError(message(formatDuration(limit)));
  }
}

function formatDuration(duration: HumanDuration): string {
  return Object.entries(duration)
    .map(([unit, count]) =>
      count === 1 ? `1 ${unit.replace(/s$/, '')}` : `${count} ${unit}`,
    )
    .join(' ');
}

/** The input of an action that waits. */
export const timeoutInput = z
  .union([
    z.string(),
    z.object({
      hours: z.number().optional(),
      minutes: z.number().optional(),
      seconds: z.number().optional(),
      milliseconds: z.number().optional(),
    }),
  ])
  .optional()
  .describe(
    'Time limit of the wait, such as 10m, PT10M or { minutes: 10 }. Ten minutes by default',
  );
