import { dataPlaneLabels } from '@promenade/openchoreo-model';
import {
  canonicalObject,
  isJsonObject,
  type Json,
  type JsonObject,
} from '../../runtime/json';

/** Value of the label by which the data plane of OpenChoreo selects pods. */
const userWorkloads = 'user-workloads';

/** Paths of pod templates in `spec`, by kind. */
const podTemplates: { readonly [kind: string]: readonly string[] } = {
  Deployment: ['template'],
  StatefulSet: ['template'],
  Job: ['template'],
  CronJob: ['jobTemplate', 'spec', 'template'],
};

/**
 * Sets or removes the user workload label of the pods of an object. The selector is immutable and never changes. Objects without
 * pods are returned unchanged.
 */
export function setUserWorkloadLabel<
  T extends { readonly [member: string]: unknown },
>(object: T, isMarked: boolean): T {
  const kind = String(object.kind);
  const path = Object.hasOwn(podTemplates, kind)
    ? podTemplates[kind]
    : undefined;
  const { spec } = object;
  return path
    ? {
        ...object,
        spec: canonicalObject(
          changeAt(
            isJsonObject(spec) ? spec : {},
            [...path, 'metadata', 'labels'],
            labels => ({
              ...labels,
              [dataPlaneLabels.belongTo]: isMarked ? userWorkloads : undefined,
            }),
          ),
        ),
      }
    : object;
}

function changeAt(
  object: JsonObject,
  [member, ...rest]: readonly string[],
  change: (found: JsonObject) => JsonObject,
): JsonObject {
  const inner: Json | undefined = object[member];
  const found = isJsonObject(inner) ? inner : {};
  return {
    ...object,
    [member]: rest.length > 0 ? changeAt(found, rest, change) : change(found),
  };
}
