import type { OwnerReference } from '../api/types';

export const configMaps = '/api/v1/namespaces/default/configmaps';

/** A ConfigMap without system metadata. */
export function configMap(
  name: string,
  metadata: {
    labels?: Record<string, string>;
    ownerReferences?: OwnerReference[];
    finalizers?: string[];
  } = {},
  data: Record<string, string> = { key: 'value' },
) {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, ...metadata },
    data,
  };
}
