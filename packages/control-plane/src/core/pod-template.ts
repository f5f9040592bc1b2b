import {
  canonicalObject,
  isJsonObject,
  type Json,
  type JsonObject,
} from '../runtime/json';

/** Paths of pod templates in `spec`, by kind. */
const podTemplates: { readonly [kind: string]: readonly string[] } = {
  Deployment: ['template'],
  StatefulSet: ['template'],
  Job: ['template'],
  CronJob: ['jobTemplate', 'spec', 'template'],
};

/** Changes the labels or annotations of the pods of an object. Objects without pods are returned unchanged. */
export function changePodMetadata<
  T extends { readonly [member: string]: unknown },
>(
  object: T,
  member: 'labels' | 'annotations',
  change: (found: JsonObject) => JsonObject,
): T {
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
            [...path, 'metadata', member],
            change,
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
