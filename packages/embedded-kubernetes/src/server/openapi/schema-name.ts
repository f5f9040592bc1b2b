/** The prefix of the metadata types. */
export const metaPrefix = 'io.k8s.apimachinery.pkg.apis.meta.v1';

const kubernetesGroups = new Set([
  'authentication.k8s.io',
  'authorization.k8s.io',
  'coordination.k8s.io',
  'events.k8s.io',
  'networking.k8s.io',
  'rbac.authorization.k8s.io',
]);

/**
 * The OpenAPI name of a kind's schema: the reversed group, the version and the kind.
 * The groups of Kubernetes have the names of their Go packages.
 */
export function schemaNameOf(type: {
  group: string;
  version: string;
  kind: string;
}): string {
  const { group, version, kind } = type;
  if (group === 'apiextensions.k8s.io') {
    return `io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.${version}.${kind}`;
  }
  const isKubernetesGroup =
    group === '' || !group.includes('.') || kubernetesGroups.has(group);
  const path = isKubernetesGroup
    ? `io.k8s.api.${group.split('.')[0] || 'core'}`
    : group.split('.').reverse().join('.');
  return `${path}.${version}.${kind}`;
}

/** A reference to a schema of the same document. */
export function refTo(name: string) {
  return { $ref: `#/components/schemas/${name}` };
}
