import {
  canonicalObject,
  isJsonList,
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
  return changePodTemplate(object, ['metadata', member], change);
}

/** Adds image pull Secrets to the pods of an object, after its own. Objects without pods are returned unchanged. */
export function addImagePullSecrets<
  T extends { readonly [member: string]: unknown },
>(object: T, names: readonly string[]): T {
  if (names.length === 0) return object;
  return changePodTemplate(object, ['spec'], pod => {
    const own = isJsonList(pod.imagePullSecrets) ? pod.imagePullSecrets : [];
    const added = names.filter(
      name => !own.some(each => isJsonObject(each) && each.name === name),
    );
    return {
      ...pod,
      imagePullSecrets: [...own, ...added.map(name => ({ name }))],
    };
  });
}

/** Changes the member at `memberPath` of the pod template of an object. */
function changePodTemplate<T extends { readonly [member: string]: unknown }>(
  object: T,
  memberPath: readonly string[],
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
            [...path, ...memberPath],
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
