import { Clock, KubeClient, mergePatch } from '@promenade/kube-client';
import {
  KubernetesObject,
  conditionsSchema,
  setCondition,
} from '@promenade/openchoreo-model';
import { observedGenerationOf } from './conditions';
import { jsonAt } from './json';
import { ControllerDefinition } from './controller-definition';
import { isDeleting } from './finalizer';
import { validationError } from './validation';
import { ObjectCache } from './object-cache';
import { TypedResource } from './read';
import { Reconcile } from './reconcile';

/** Reason of the Ready condition of an object that does not match its schema. */
export const malformedReason = 'Malformed';

/** Patches objects and their status, see {@link KubeClient}. */
export interface StatusPatcher {
  patch(...parameters: Parameters<KubeClient['patch']>): Promise<unknown>;
  patchStatus(
    ...parameters: Parameters<KubeClient['patchStatus']>
  ): Promise<unknown>;
}

/**
 * Wraps a reconciler: an object that does not match its schema gets the condition Ready=False with reason Malformed and is not
 * reconciled, except that it can be deleted. The API server accepts such objects where the CRD is less strict than the schema, for
 * example without a spec.
 */
export function reportInvalidObjects(
  { kind, reconcile }: Pick<ControllerDefinition, 'kind' | 'reconcile'>,
  cache: Pick<ObjectCache, 'invalidObject'>,
  { client, clock }: { client: StatusPatcher; clock: Clock },
): Reconcile {
  return async (key, read, write) => {
    const invalid = cache.invalidObject(kind, key);
    if (!invalid || isDeleting(invalid)) {
      return reconcile(key, read, write);
    }
    const before = conditionsSchema
      .catch([])
      .parse(jsonAt(invalid, 'status', 'conditions') ?? []);
    const after = setCondition(
      before,
      {
        type: 'Ready',
        status: 'False',
        reason: malformedReason,
        message: validationError(kind, invalid),
        observedGeneration: observedGenerationOf(kind, invalid),
      },
      new Date(clock.now()),
    );
    const patch = mergePatch({ conditions: before }, { conditions: after });
    if (patch) {
      await patchStatus(client, kind, invalid, patch);
    }
    return undefined;
  };
}

async function patchStatus(
  client: StatusPatcher,
  kind: TypedResource<unknown>,
  { metadata }: KubernetesObject,
  status: object,
): Promise<void> {
  const { resourceVersion } = metadata;
  if (kind.hasStatusSubresource === false) {
    const patch = { metadata: { resourceVersion }, status };
    await client.patch(kind, metadata, patch, { type: 'merge' });
  } else {
    await client.patchStatus(kind, metadata, status, { resourceVersion });
  }
}
