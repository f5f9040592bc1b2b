import { z } from 'zod';
import { CallOptions } from './requestOptions';
import { Transport } from './Transport';

const versionSchema = z.object({
  major: z.string(),
  minor: z.string(),
  gitVersion: z.string(),
});

/**
 * What the server says it is.
 *
 * @public
 */
export interface ServerVersion {
  major: number;
  minor: number;
  /** `v1.33.0` */
  gitVersion: string;
}

/** Asks the server what it is. @throws ZodError when the answer is no version */
export async function serverVersion(
  transport: Transport,
  options: CallOptions,
): Promise<ServerVersion> {
  const { major, minor, gitVersion } = versionSchema.parse(
    await transport.send({ ...options, method: 'GET', path: '/version' }),
  );
  // Some distributions write "31+".
  return {
    major: Number.parseInt(major, 10),
    minor: Number.parseInt(minor, 10),
    gitVersion,
  };
}
