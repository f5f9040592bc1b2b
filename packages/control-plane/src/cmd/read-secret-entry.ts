import type { KubeClient } from '@promenade/kube-client';
import { z } from 'zod';
import { secretType } from '../runtime/kubernetes-types';

const secretSchema = z.object({
  data: z.record(z.string(), z.base64()).default({}),
});

/** Returns one entry of a Secret, decoded; undefined if the Secret or the entry does not exist. */
export async function readSecretEntry(
  client: Pick<KubeClient, 'find'>,
  ref: { namespace: string; name: string },
  entry: string,
): Promise<Uint8Array | undefined> {
  const secret = await client.find(secretType, ref);
  const value = secret && secretSchema.parse(secret).data[entry];
  return value === undefined ? undefined : Buffer.from(value, 'base64');
}
