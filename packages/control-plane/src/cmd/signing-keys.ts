import { randomBytes } from 'node:crypto';
import {
  type Clock,
  type KubeClient,
  isAlreadyExists,
} from '@promenade/kube-client';
import { signingKeySecret } from '@promenade/openchoreo-model';
import { z } from 'zod';
import type { SigningKeys } from '../core/signing/signatures';
import { namespaceType, secretType } from '../runtime/kubernetes-types';

/**
 * Names the Secret whose keys prove who requested and who approved a promotion.
 *
 * @public
 */
export interface SigningKeyRef {
  namespace: string;
  name: string;
}

const keyBytes = 32;

/** How long keys are used before they are read again, in milliseconds. */
const maxAgeMs = 30_000;

const dataSchema = z.record(z.string(), z.base64());

/**
 * The signing keys in a Secret. It is created with a random key if there is none, so that an installation needs no preparation.
 * Its entry `key` signs; the others verify as well, which allows a key to be replaced.
 */
export function signingKeysIn(
  client: Pick<KubeClient, 'find' | 'create'>,
  { namespace, name }: SigningKeyRef,
  clock: Clock,
): SigningKeys {
  let known: { keys: readonly Uint8Array[]; readAt: number } | undefined;
  return {
    async read({ fresh = false } = {}) {
      const now = clock.monotonic();
      if (!known || fresh || now - known.readAt > maxAgeMs) {
        known = {
          keys: await readOrCreateKeys(client, { namespace, name }),
          readAt: now,
        };
      }
      return known.keys;
    },
  };
}

async function readOrCreateKeys(
  client: Pick<KubeClient, 'find' | 'create'>,
  ref: SigningKeyRef,
): Promise<Uint8Array[]> {
  const secret =
    (await client.find(secretType, ref)) ?? (await createSecret(client, ref));
  const { success, data } = dataSchema.safeParse(secret.data);
  const first = success ? data[signingKeySecret.entry] : undefined;
  if (!success || !first) {
    throw new Error(
      `Secret "${ref.name}" in namespace "${ref.namespace}" has no entry "${signingKeySecret.entry}". Delete the Secret: it is created again, and the approvals that wait have to be given again.`,
    );
  }
  const others = Object.entries(data).flatMap(([entry, value]) =>
    entry === signingKeySecret.entry ? [] : value,
  );
  return [first, ...others].map(value => Buffer.from(value, 'base64'));
}

/** Another process may create the Secret at the same time: its key counts then. */
async function createSecret(
  client: Pick<KubeClient, 'find' | 'create'>,
  ref: SigningKeyRef,
) {
  await createNamespace(client, ref.namespace);
  try {
    return await client.create(secretType, {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: ref,
      type: 'Opaque',
      data: {
        [signingKeySecret.entry]: randomBytes(keyBytes).toString('base64'),
      },
    });
  } catch (error) {
    const created = isAlreadyExists(error)
      ? await client.find(secretType, ref)
      : undefined;
    if (created) return created;
    throw error;
  }
}

async function createNamespace(
  client: Pick<KubeClient, 'find' | 'create'>,
  name: string,
): Promise<void> {
  if (await client.find(namespaceType, { name })) {
    return;
  }
  try {
    await client.create(namespaceType, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name },
    });
  } catch (error) {
    if (!isAlreadyExists(error)) throw error;
  }
}
