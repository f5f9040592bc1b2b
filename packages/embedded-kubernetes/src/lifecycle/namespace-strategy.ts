import { isObject } from '../schema/json';
import type { KubeObject, ResourceType } from '../api/types';
import type { ResourceStrategy } from './resource-strategy';
import { forbidden, notFound } from '../api/status-error';
import type { ObjectStore } from '../store/object-store';

const nameLabel = 'kubernetes.io/metadata.name';
const contentFinalizer = 'kubernetes';

/** Namespaces that every cluster has. */
export const systemNamespaces = [
  'default',
  'kube-node-lease',
  'kube-public',
  'kube-system',
];

const undeletableNamespaces = ['default', 'kube-public', 'kube-system'];

/** The finalizers of `spec`, which block the deletion of a namespace until it is empty. */
export function contentFinalizersOf(namespace: KubeObject): string[] {
  const { spec } = namespace;
  const finalizers = isObject(spec) ? spec.finalizers : undefined;
  return Array.isArray(finalizers)
    ? finalizers.filter(item => typeof item === 'string')
    : [];
}

/** The rules of namespaces: a label with the name, a phase, and a finalizer for the content. */
export const namespaceStrategy: ResourceStrategy = {
  prepareForCreate: namespace => ({
    ...withNameLabel(namespace),
    spec: { finalizers: [contentFinalizer] },
    status: { phase: 'Active' },
  }),
  prepareForUpdate: (live, next, subresource) =>
    subresource === 'status'
      ? next
      : { ...withNameLabel(next), spec: live.spec, status: live.status },
  isDeletionBlocked: namespace => contentFinalizersOf(namespace).length > 0,
  validateDelete: namespace => {
    const name = namespace.metadata.name ?? '';
    if (!undeletableNamespaces.includes(name)) return;
    throw forbidden(
      { group: '', plural: 'namespaces' },
      name,
      'this namespace may not be deleted',
    );
  },
  prepareForDelete: namespace => {
    const { deletionGracePeriodSeconds, ...metadata } = namespace.metadata;
    const status = isObject(namespace.status) ? namespace.status : {};
    return {
      ...namespace,
      metadata,
      status: { ...status, phase: 'Terminating' },
    };
  },
};

function withNameLabel(namespace: KubeObject): KubeObject {
  const { metadata } = namespace;
  return {
    ...namespace,
    metadata: {
      ...metadata,
      labels: { ...metadata.labels, [nameLabel]: metadata.name ?? '' },
    },
  };
}

/** Copies the finalizers in the `spec` of another namespace. */
export function withContentFinalizersOf(
  source: KubeObject,
  namespace: KubeObject,
): KubeObject {
  const finalizers = contentFinalizersOf(source);
  return { ...namespace, spec: finalizers.length > 0 ? { finalizers } : {} };
}

const namespaces = { group: '', plural: 'namespaces' };

/**
 * Rejects the creation of an object in a namespace that does not exist or is being deleted.
 * @throws StatusError 403, 404
 */
export function requireActiveNamespace(
  store: ObjectStore,
  type: ResourceType,
  namespace: string,
  name: string,
): void {
  const found = store.get({
    resource: 'namespaces',
    namespace: '',
    name: namespace,
  });
  if (!found) throw notFound(namespaces, namespace);
  if (found.metadata.deletionTimestamp === undefined) return;
  throw forbidden(
    type,
    name,
    `unable to create new content in namespace ${namespace} because it is being terminated`,
    [
      {
        reason: 'NamespaceTerminating',
        message: `namespace ${namespace} is being terminated`,
        field: 'metadata.namespace',
      },
    ],
  );
}
