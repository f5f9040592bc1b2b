// Failures that say nothing about the packages.
import { setTimeout as sleep } from 'node:timers/promises';
import { StepFailure } from '../lib/terminal.mjs';

/** A check could not be made, for a reason that the packages have no part in, such as a registry that does not respond. */
class EnvironmentProblem extends StepFailure {}

/** The error of a check, or a cause of it, that the packages have no part in. */
export function environmentProblemOf(error) {
  if (!(error instanceof Error)) return undefined;
  return error instanceof EnvironmentProblem
    ? error
    : environmentProblemOf(error.cause);
}

const networkError =
  /ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNRESET|ECONNREFUSED|EPIPE|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET|RequestError|TimeoutError|socket hang up|Response Code: (?:429|5\d\d)|npm error code E(?:429|5\d\d)/;

/** The registry of the clone is part of what is checked. */
const loopback = '127.0.0.1';

/** The first line of the output of npm or Yarn that tells of a registry that does not respond. */
const findNetworkError = output =>
  output
    .split('\n')
    .find(line => networkError.test(line) && !line.includes(loopback));

const pausesMs = [10_000, 30_000];

/**
 * Runs a command that may install something. Repeats it if a registry does not respond.
 *
 * @param {() => Promise<{ code: number, output: string, hasTimedOut?: boolean }>} attempt
 * @param {{ log: string }} options
 * @returns {Promise<{ code: number, output: string }>}
 * @throws EnvironmentProblem if the registry still does not respond, or the command was ended because it took too long
 */
export async function runWithRetries(attempt, { log }) {
  for (let round = 0; ; round++) {
    const { code, output, hasTimedOut } = await attempt();
    if (hasTimedOut)
      throw new EnvironmentProblem('this machine or its registry is too slow', {
        log,
      });
    const line = code === 0 ? undefined : findNetworkError(output);
    if (!line) return { code, output };
    if (round === pausesMs.length)
      throw new EnvironmentProblem(
        `the npm registry does not respond: ${line.trim()}`,
        { log },
      );
    await sleep(pausesMs[round]);
  }
}
