import { Clock } from '@promenade/kube-client';
import {
  Condition,
  KindDefinition,
  KubernetesObject,
  conditionsSchema,
  ignoredFields,
  setCondition,
} from '@promenade/openchoreo-model';
import { z } from 'zod';
import { observedGenerationOf } from '../../runtime/conditions';
import { isJsonObject } from '../../runtime/json';
import { isDeleting } from '../../runtime/finalizer';
import { TypedResource } from '../../runtime/read';
import { Reconcile } from '../../runtime/reconcile';
import { malformedReason } from '../../runtime/report-invalid-objects';

/** Type of the condition of an object with fields that have no effect. */
const ignoredCondition = 'FieldsIgnored';

type ObjectWithConditions = KubernetesObject & {
  status?: { conditions?: Condition[] };
};

const statusSchema = z.object({ conditions: conditionsSchema.optional() });

/** A kind whose objects are typed by their conditions only. */
function withTypedConditions(
  kind: KindDefinition,
): TypedResource<ObjectWithConditions> {
  return {
    ...kind,
    schema: {
      parse(input) {
        const { status, ...object } = kind.schema.parse(input);
        return isJsonObject(status)
          ? { ...object, status: { ...status, ...statusSchema.parse(status) } }
          : object;
      },
    },
  };
}

/**
 * Reports the fields of an object that have no effect yet. If no other controller reconciles the kind, it also removes the condition of
 * an object that was malformed; see `reportInvalidObjects` for how it is set.
 */
export function validationReconciler(
  kind: KindDefinition,
  { clock, isOnlyController }: { clock: Clock; isOnlyController: boolean },
): Reconcile {
  const resource = withTypedConditions(kind);
  return async (key, read, write) => {
    const object = read.get(resource, key);
    if (!object || isDeleting(object)) {
      return;
    }
    const fields = ignoredFields(kind, object);
    const before = object.status?.conditions ?? [];
    const kept = before.filter(
      ({ type, reason }) =>
        (type !== ignoredCondition || fields.length > 0) &&
        !(isOnlyController && type === 'Ready' && reason === malformedReason),
    );
    const conditions = fields.length
      ? setCondition(
          kept,
          {
            type: ignoredCondition,
            status: 'True',
            reason: 'NotImplemented',
            message: `These fields have no effect yet: ${fields.join(', ')}`,
            observedGeneration: observedGenerationOf(kind, object),
          },
          new Date(clock.now()),
        )
      : kept;
    if (conditions.length > 0 || before.length > 0) {
      await write.updateStatus(resource, object, {
        ...object.status,
        conditions,
      });
    }
  };
}
