import type { ResourceType } from '@promenade/kube-client';

/** core/v1 Secret. */
export const secretType: ResourceType = {
  group: '',
  version: 'v1',
  kind: 'Secret',
  plural: 'secrets',
  scope: 'Namespaced',
};
