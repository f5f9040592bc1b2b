import { ServiceUnavailableError } from '@backstage/errors';
import {
  isForbidden,
  isNotFound,
  type ResourceType,
} from '@promenade/kube-client';
import {
  requestClaims,
  signingKeySecret,
  signPromotion,
  type Promotion,
  type PromotionClaims,
} from '@promenade/openchoreo-model';
import { z } from 'zod';
import { toBackstageError } from '../../verbs/toBackstageError';
import type { VerbContext, VerbRequest } from '../../verbs/Verb';

const secretType: ResourceType = {
  group: '',
  version: 'v1',
  kind: 'Secret',
  plural: 'secrets',
  scope: 'Namespaced',
};

const secretSchema = z.object({
  data: z.record(z.string(), z.string()).optional(),
});

/**
 * Reads the key that signs. It is read for each signature, because it may be replaced at any time.
 *
 * @throws ServiceUnavailableError with what is missing
 */
export async function readSigningKey(
  context: VerbContext,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  const found = await findSigningKey(context, signal);
  if (found.key) return found.key;
  throw new ServiceUnavailableError(
    `The decision cannot be signed: ${found.problem}`,
  );
}

async function findSigningKey(
  { client, signingKey }: VerbContext,
  signal: AbortSignal | undefined,
): Promise<{ key?: Uint8Array; problem?: string }> {
  const { entry } = signingKeySecret;
  const { namespace = signingKeySecret.namespace } = signingKey;
  const { name = signingKeySecret.name } = signingKey;
  const secret = `the Secret ${namespace}/${name}`;
  try {
    const { data } = secretSchema.parse(
      await client.get(secretType, { namespace, name }, { signal }),
    );
    const key = Buffer.from(data?.[entry] ?? '', 'base64');
    return key.length
      ? { key }
      : { problem: `${secret} has no entry "${entry}". Ask the platform team` };
  } catch (error) {
    if (isNotFound(error)) {
      return {
        problem: `${secret} does not exist. The control plane of Promenade creates it when it starts`,
      };
    }
    if (isForbidden(error)) {
      return {
        problem: `the Kubernetes account of the backend may not get ${secret}. Ask the platform team to grant it`,
      };
    }
    throw toBackstageError(`read ${secret}`, error);
  }
}

/**
 * Signs the request of an authenticated person. Undefined without a key, or for a service: the control plane then takes the requester
 * as not verified.
 */
export async function signRequest(
  context: VerbContext,
  about: PromotionClaims['about'],
  { person, signal }: VerbRequest,
): Promise<string | undefined> {
  if (!person) return undefined;
  const { key } = await findSigningKey(context, signal);
  if (!key) return undefined;
  return signPromotion(
    {
      action: 'Request',
      by: person.entityRef,
      groups: [],
      at: new Date(),
      about,
    },
    key,
  );
}

/** Adds the signature of an authenticated requester, see {@link signRequest}. */
export async function withRequestSignature(
  context: VerbContext,
  promotion: Promotion,
  request: VerbRequest,
): Promise<Promotion> {
  const about = requestClaims(promotion);
  const requestSignature = await signRequest(context, about, request);
  return requestSignature
    ? { ...promotion, spec: { ...promotion.spec, requestSignature } }
    : promotion;
}
