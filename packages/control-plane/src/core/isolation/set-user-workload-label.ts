import { dataPlaneLabels } from '@promenade/openchoreo-model';
import {
  canonicalObject,
  isJsonObject,
  type Json,
  type JsonObject,
} from '../../runtime/json';

/** By which OpenChoreo's own data plane selects pods. */
const userWorkloads = 'user-workloads';

/** Where workloads have their pod template. */
const podTemplates: { readonly [kind: string]: readonly string[] } = {
  Deployment: ['template'],
  StatefulSet: ['template'],
  Job: ['template'],
  CronJob: ['jobTemplate', 'spec', 'template'],
};

/**
 * The object, with its pods marked as user workloads, or with that mark taken away; never their selector, which cannot
 * be changed. What has no pods stays as it is.
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
