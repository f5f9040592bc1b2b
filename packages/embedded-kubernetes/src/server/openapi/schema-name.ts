/** Prefix of the types that all objects share. */
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
 * What OpenAPI calls the schema of a kind: the group backwards, then version and kind.
 * Kubernetes' own groups are named after their Go packages.
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
  const own =
    group === '' || !group.includes('.') || kubernetesGroups.has(group);
  const path = own
    ? `io.k8s.api.${group.split('.')[0] || 'core'}`
    : group.split('.').reverse().join('.');
  return `${path}.${version}.${kind}`;
}

/** A reference to another schema of the same document. */
export function refTo(name: string) {
  return { $ref: `#/components/schemas/${name}` };
}
