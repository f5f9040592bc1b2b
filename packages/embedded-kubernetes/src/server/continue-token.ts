import { z } from 'zod';
import { badRequest } from '../api/status-error';

/** The start of the next page of a list. */
export interface Continuation {
  /** The version of the first page; undefined for a list that continues at the current version. */
  version?: number;
  after: { namespace: string; name: string };
}

const tokenSchema = z.object({
  v: z.literal('meta.k8s.io/v1'),
  rv: z.number().int(),
  start: z.string(),
});

const currentVersion = -1;

export function encodeContinue({ version, after }: Continuation): string {
  const start = `${after.namespace}/${after.name}\u0000`;
  return Buffer.from(
    JSON.stringify({
      v: 'meta.k8s.io/v1',
      rv: version ?? currentVersion,
      start,
    }),
  ).toString('base64url');
}

/** @throws StatusError 400 for an invalid token */
export function decodeContinue(token: string): Continuation {
  try {
    const { rv, start } = tokenSchema.parse(
      JSON.parse(Buffer.from(token, 'base64url').toString('utf8')),
    );
    const slash = start.indexOf('/');
    return {
      version: rv === currentVersion ? undefined : rv,
      after: {
        namespace: start.slice(0, slash),
        name: start.slice(slash + 1).replace(/\0$/, ''),
      },
    };
  } catch (error) {
    throw badRequest(
      'invalid continue token: the token was not made by this server',
      error,
    );
  }
}
