import { ResourceType } from '@promenade/kube-client';

/** apiextensions.k8s.io/v1 CustomResourceDefinition. */
export const crdKind: ResourceType = {
  group: 'apiextensions.k8s.io',
  version: 'v1',
  kind: 'CustomResourceDefinition',
  plural: 'customresourcedefinitions',
  scope: 'Cluster',
};
