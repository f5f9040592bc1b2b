import { Clock, KubeClient } from '@promenade/kube-client';
import { conditionsSchema, setCondition } from '@promenade/openchoreo-model';
import { jsonAt } from './json';
import { ControllerDefinition } from './controller-definition';
import { validationError } from './validation';
import { mergePatch } from './merge-patch';
import { ObjectCache } from './object-cache';
import { Reconcile } from './reconcile';

/**
 * Wraps a reconciler: an object that does not match its schema gets the condition Ready=False with reason Malformed and is not
 * reconciled. The API server accepts such objects where the CRD is less strict than the schema, for example without a spec.
 */
export function reportInvalidObjects(
  { kind, reconcile }: Pick<ControllerDefinition, 'kind' | 'reconcile'>,
  cache: ObjectCache,
  { client, clock }: { client: KubeClient; clock: Clock },
): Reconcile {
  return async (key, read, write) => {
    const invalid = cache.invalidObject(kind, key);
    if (!invalid) {
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
        reason: 'Malformed',
        message: validationError(kind, invalid),
        observedGeneration: invalid.metadata.generation,
      },
      new Date(clock.now()),
    );
    const patch = mergePatch({ conditions: before }, { conditions: after });
    if (patch) {
      await client.patchStatus(kind, invalid.metadata, patch, {
        resourceVersion: invalid.metadata.resourceVersion,
      });
    }
    return undefined;
  };
}
