import type { KubeObject } from '../api/types';

/** An object without anything but its metadata, as clients ask for that only look at labels and owners. */
export function partialMetadata(object: KubeObject, version = 'v1') {
  return {
    kind: 'PartialObjectMetadata',
    apiVersion: `meta.k8s.io/${version}`,
    metadata: object.metadata,
  };
}
