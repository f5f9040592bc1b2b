import { Clock, KubeClient } from '@promenade/kube-client';
import { conditionsSchema, setCondition } from '@promenade/openchoreo-model';
import { jsonAt } from './json';
import { ControllerDefinition } from './controller-definition';
import { validationError } from './validation';
import { mergePatch } from './merge-patch';
import { ObjectCache } from './object-cache';
import { Reconcile } from './reconcile';

/**
 * Tells the author of an object that does not fit its kind which field is wrong, in the object's Ready condition.
 * The API server takes such an object where the kind's definition is laxer than the model: one without a spec, for example.
 */
export function reportInvalidObjects(
  { kind, reconcile }: Pick<ControllerDefinition, 'kind' | 'reconcile'>,
  cache: ObjectCache,
  { client, clock }: { client: KubeClient; clock: Clock },
): Reconcile {
  return async (key, read, write) => {
    const malformed = cache.invalidObject(kind, key);
    if (!malformed) {
      return reconcile(key, read, write);
    }
    const before = conditionsSchema
      .catch([])
      .parse(jsonAt(malformed, 'status', 'conditions') ?? []);
    const after = setCondition(
      before,
      {
        type: 'Ready',
        status: 'False',
        reason: 'Malformed',
        message: validationError(kind, malformed),
        observedGeneration: malformed.metadata.generation,
      },
      new Date(clock.now()),
    );
    const patch = mergePatch({ conditions: before }, { conditions: after });
    if (patch) {
      await client.patchStatus(kind, malformed.metadata, patch, {
        resourceVersion: malformed.metadata.resourceVersion,
      });
    }
    return undefined;
  };
}
