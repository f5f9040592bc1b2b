import type { ResourceType } from '@promenade/kube-client';

/** core/v1 Namespace. */
export const namespaceType: ResourceType = {
  group: '',
  version: 'v1',
  kind: 'Namespace',
  plural: 'namespaces',
  scope: 'Cluster',
};

/** core/v1 Secret. */
export const secretType: ResourceType = {
  group: '',
  version: 'v1',
  kind: 'Secret',
  plural: 'secrets',
  scope: 'Namespaced',
};

/** core/v1 ConfigMap. */
export const configMapType: ResourceType = {
  group: '',
  version: 'v1',
  kind: 'ConfigMap',
  plural: 'configmaps',
  scope: 'Namespaced',
};

/** core/v1 ResourceQuota. */
export const resourceQuotaType: ResourceType = {
  group: '',
  version: 'v1',
  kind: 'ResourceQuota',
  plural: 'resourcequotas',
  scope: 'Namespaced',
};

/** apiextensions.k8s.io/v1 CustomResourceDefinition. */
export const customResourceDefinitionType: ResourceType = {
  group: 'apiextensions.k8s.io',
  version: 'v1',
  kind: 'CustomResourceDefinition',
  plural: 'customresourcedefinitions',
  scope: 'Cluster',
};

/** argoproj.io/v1alpha1 Workflow. */
export const workflowType: ResourceType = {
  group: 'argoproj.io',
  version: 'v1alpha1',
  kind: 'Workflow',
  plural: 'workflows',
  scope: 'Namespaced',
};

/** rbac.authorization.k8s.io/v1 RoleBinding. */
export const roleBindingType: ResourceType = {
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  kind: 'RoleBinding',
  plural: 'rolebindings',
  scope: 'Namespaced',
};
