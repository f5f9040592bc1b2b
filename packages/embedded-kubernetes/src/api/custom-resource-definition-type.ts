import type { ServedType } from './types';

/** CustomResourceDefinition itself: always served, because all else is added through it. */
export const customResourceDefinitionType: ServedType = {
  group: 'apiextensions.k8s.io',
  version: 'v1',
  kind: 'CustomResourceDefinition',
  plural: 'customresourcedefinitions',
  singular: 'customresourcedefinition',
  shortNames: ['crd', 'crds'],
  categories: ['api-extensions'],
  scope: 'Cluster',
  subresources: { status: true },
  columns: [
    {
      name: 'Created At',
      type: 'date',
      value: object => object.metadata.creationTimestamp,
    },
  ],
  builtIn: true,
};
