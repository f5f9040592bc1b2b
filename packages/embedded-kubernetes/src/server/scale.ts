import { isObject } from '../schema/json';
import { StatusError, invalid } from '../api/status-error';
import type { KubeObject, ResourceType } from '../api/types';
import { evaluateJsonPath } from './json-path';

/** The `Scale` of an object: desired replicas, current replicas and selector. */
export function readScale(type: ResourceType, object: KubeObject): KubeObject {
  const { scale } = type.subresources;
  if (!scale) {
    throw new StatusError(404, 'NotFound', 'the kind cannot be scaled');
  }
  const numberAtPath = (path: string | undefined) => {
    const [value] = path ? evaluateJsonPath(path, object) : [];
    return typeof value === 'number' ? value : undefined;
  };
  const [selector] = scale.labelSelectorPath
    ? evaluateJsonPath(scale.labelSelectorPath, object)
    : [];
  const replicas = numberAtPath(scale.specReplicasPath);
  const { name, namespace, uid, resourceVersion, creationTimestamp } =
    object.metadata;
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: replicas === undefined ? {} : { replicas },
    status: {
      replicas: numberAtPath(scale.statusReplicasPath) ?? 0,
      ...(selector === undefined ? {} : { selector: selectorText(selector) }),
    },
  };
}

/** The object with the desired replicas and the resourceVersion of a `Scale`. */
export function withReplicas(
  type: ResourceType,
  object: KubeObject,
  scale: KubeObject,
): KubeObject {
  const { spec } = scale;
  const replicas = isObject(spec) ? spec.replicas : undefined;
  if (
    replicas !== undefined &&
    (typeof replicas !== 'number' ||
      replicas < 0 ||
      !Number.isInteger(replicas))
  ) {
    throw invalid(
      { group: 'autoscaling', kind: 'Scale' },
      object.metadata.name ?? '',
      [
        {
          field: 'spec.replicas',
          type: 'FieldValueInvalid',
          message: `Invalid value: ${JSON.stringify(
            replicas,
          )}: should be a non-negative integer`,
        },
      ],
    );
  }
  const path = type.subresources.scale?.specReplicasPath ?? '';
  const next = structuredClone(object);
  setAt(next, path.split('.').slice(1), replicas ?? 0);
  next.metadata.resourceVersion =
    scale.metadata.resourceVersion ?? object.metadata.resourceVersion;
  return next;
}

function setAt(target: KubeObject, path: string[], value: number): void {
  let place: Record<string, unknown> = target;
  path.forEach((field, index) => {
    if (index === path.length - 1) {
      place[field] = value;
      return;
    }
    const inner = place[field];
    const next: Record<string, unknown> = isObject(inner) ? inner : {};
    place[field] = next;
    place = next;
  });
}

/** Built-in kinds have a selector object, custom resources a string. */
function selectorText(selector: unknown): string {
  if (typeof selector === 'string') return selector;
  const labels = isObject(selector) ? selector.matchLabels ?? selector : {};
  return Object.entries(labels ?? {})
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}
