import { KubeObject } from '@promenade/kube-client';

/** Sorts objects by age, the oldest first; those that were made in one second by namespace and name. */
export function ageOf({ metadata }: KubeObject): string {
  const { creationTimestamp = '', namespace = '', name } = metadata;
  return [creationTimestamp, namespace, name].join(' ');
}
