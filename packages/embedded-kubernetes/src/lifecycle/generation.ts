import { isDeepStrictEqual } from 'node:util';
import type { KubeObject, ServedType } from '../api/types';

/** Kinds of Kubernetes itself that have a spec and yet no generation. */
const withoutGeneration = new Set([
  'Namespace',
  'Service',
  'PersistentVolumeClaim',
  'Lease',
  'HorizontalPodAutoscaler',
  'Node',
]);

/** Whether objects of this type count the changes of what they ask for in `metadata.generation`. */
export function hasGeneration(type: ServedType, object: KubeObject): boolean {
  if (!type.builtIn) return true;
  return object.spec !== undefined && !withoutGeneration.has(type.kind);
}

/** Whether `after` asks for something else than `before`: anything but metadata, and but status where that is a subresource. */
export function asksForMore(
  type: ServedType,
  before: KubeObject,
  after: KubeObject,
): boolean {
  return !isDeepStrictEqual(demand(type, before), demand(type, after));
}

function demand(type: ServedType, object: KubeObject) {
  const { metadata, status, ...rest } = object;
  return type.subresources.status ? rest : { ...rest, status };
}
