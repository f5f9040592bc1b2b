import type {
  OperationOutput,
  VerbDeclaration,
} from '@promenade/backstage-plugin-openchoreo-common';
import { ServiceUnavailableError } from '@backstage/errors';
import { parseInput } from '@promenade/backstage-plugin-openchoreo-node';
import type { z } from 'zod';
import type { ChoreoctlRequest } from './ChoreoctlRoute';
import { ChoreoctlError } from './envelope';

/**
 * Executes a verb for the caller, who needs its permissions.
 *
 * @param options - `check` throws when the verb is not to be executed. It is called after the permissions have been checked, so that
 *   only those who have them learn what exists
 */
export async function runVerb<
  Input extends z.ZodObject,
  Output extends z.ZodObject,
>(
  { services, caller }: ChoreoctlRequest,
  verb: VerbDeclaration<Input, Output>,
  input: z.input<Input>,
  { check }: { check?: () => unknown } = {},
): Promise<OperationOutput<VerbDeclaration<Input, Output>>> {
  const { authorization, openChoreo } = services;
  const parsed = parseInput(verb.input, input);
  return authorization.run(verb, parsed, caller, async request => {
    check?.();
    return openChoreo.verbs.execute(verb, parsed, request);
  });
}

/** How long what was written may take to be read, in milliseconds. */
const readBackTimeoutMs = 10_000;

/** Waits until the cache has what was written. @throws ServiceUnavailableError when it does not get it in time */
export async function readBack<T>(
  { services }: ChoreoctlRequest,
  find: () => T | undefined,
): Promise<T> {
  const { cache } = services.openChoreo;
  return new Promise((resolve, reject) => {
    const cleanUps: (() => void)[] = [];
    const settle = (settlePromise: () => void) => {
      for (const cleanUp of cleanUps) cleanUp();
      settlePromise();
    };
    const check = () => {
      const found = find();
      if (found !== undefined) settle(() => resolve(found));
    };
    const timeout = setTimeout(
      () =>
        settle(() =>
          reject(
            new ServiceUnavailableError(
              'The change was made, and has not been read back yet. Read it again later',
            ),
          ),
        ),
      readBackTimeoutMs,
    );
    cleanUps.push(() => clearTimeout(timeout), cache.onChange(check));
    check();
  });
}

/** @throws ChoreoctlError with the code of OpenChoreo for a name that is already taken */
export function rejectTaken(
  about: string,
  taken: { name: string } | undefined,
) {
  if (!taken) return;
  throw new ChoreoctlError(
    409,
    `${about}_EXISTS`,
    `${taken.name} already exists. Choose another name`,
  );
}
