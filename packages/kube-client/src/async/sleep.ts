import { Clock } from '../clock/Clock';
import { abortable } from './abortable';

/**
 * Waits `ms` milliseconds of the given clock.
 *
 * @throws the signal's reason, as soon as the signal is aborted
 */
export function sleep(
  clock: Clock,
  ms: number,
  signal?: AbortSignal,
): Promise<void> {
  return abortable<void>(signal, resolve => clock.after(ms, resolve));
}
