import { z } from 'zod';
import { CallOptions } from './requestOptions';
import { Transport } from './Transport';

const versionSchema = z.object({
  major: z.string(),
  minor: z.string(),
  gitVersion: z.string(),
});

/**
 * Version of a server.
 *
 * @public
 */
export interface ServerVersion {
  major: number;
  minor: number;
  /** `v1.33.0` */
  gitVersion: string;
}

/** Requests the version of the server. @throws ZodError if the response is invalid */
export async function serverVersion(
  transport: Transport,
  options: CallOptions,
): Promise<ServerVersion> {
  const { major, minor, gitVersion } = versionSchema.parse(
    await transport.send({ ...options, method: 'GET', path: '/version' }),
  );
  // Some distributions return "31+".
  return {
    major: Number.parseInt(major, 10),
    minor: Number.parseInt(minor, 10),
    gitVersion,
  };
}
