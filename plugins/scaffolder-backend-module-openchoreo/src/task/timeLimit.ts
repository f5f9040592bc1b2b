import { ConfigReader, readDurationFromConfig } from '@backstage/config';
import { CustomErrorBase, InputError } from '@backstage/errors';
import { durationToMilliseconds, type HumanDuration } from '@backstage/types';

/** The end of a wait that took longer than it may. */
export class TimeLimitError extends CustomErrorBase {
  override readonly name = 'TimeLimitError';
}

const usualLimit: HumanDuration = { minutes: 10 };

/**
 * How long a step may wait: `10m`, `PT10M` or `{ minutes: 10 }`, as durations are written in Backstage's configuration.
 *
 * @returns ten minutes where nothing is said
 */
export function readTimeLimit(
  text: string | HumanDuration | undefined,
): HumanDuration {
  if (text === undefined) return usualLimit;
  try {
    const config = new ConfigReader({ timeout: text });
    return readDurationFromConfig(config, { key: 'timeout' });
  } catch (error) {
    throw new InputError(
      `The timeout ${JSON.stringify(
        text,
      )} is no duration. Write it as 10m, PT10M or { minutes: 10 }`,
      error,
    );
  }
}

/**
 * Runs a wait until it ends by itself, the task is cancelled, or the time is up.
 *
 * @param wait - is to end with the reason of its signal when that is aborted
 * @param options - `unfinished` says what did not come true in a time such as `10 minutes`
 * @throws TimeLimitError when the time is up
 */
export async function withinTimeLimit<T>(
  wait: (signal: AbortSignal) => Promise<T>,
  options: {
    limit: HumanDuration;
    signal: AbortSignal | undefined;
    unfinished: (time: string) => string;
  },
): Promise<T> {
  const { limit, signal, unfinished } = options;
  const timeIsUp = AbortSignal.timeout(durationToMilliseconds(limit));
  try {
    return await wait(signal ? AbortSignal.any([signal, timeIsUp]) : timeIsUp);
  } catch (error) {
    if (!timeIsUp.aborted || error !== timeIsUp.reason) throw error;
    // The signal's own error says nothing more, and would only lengthen what a person reads.
    throw new TimeLimitError(unfinished(inWords(limit)));
  }
}

function inWords(duration: HumanDuration): string {
  return Object.entries(duration)
    .map(([unit, count]) =>
      count === 1 ? `1 ${unit.replace(/s$/, '')}` : `${count} ${unit}`,
    )
    .join(' ');
}
