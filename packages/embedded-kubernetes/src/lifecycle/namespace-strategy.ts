import { isObject } from '../schema/json';
import { forbidden } from '../api/status-errors';
import type { KubeObject } from '../api/types';
import type { KindRule } from './resource-strategy';

const nameLabel = 'kubernetes.io/metadata.name';
const contentFinalizer = 'kubernetes';

/** Namespaces that are there from the start. */
export const systemNamespaces = [
  'default',
  'kube-node-lease',
  'kube-public',
  'kube-system',
];

const immortalNamespaces = ['default', 'kube-public', 'kube-system'];

/** Finalizers of `spec`, which hold a namespace until it is empty. */
export function contentFinalizersOf(namespace: KubeObject): string[] {
  const { spec } = namespace;
  const finalizers = isObject(spec) ? spec.finalizers : undefined;
  return Array.isArray(finalizers)
    ? finalizers.filter(item => typeof item === 'string')
    : [];
}

/** What is particular about namespaces: a label with their name, a phase, and a finalizer for what is in them. */
export const namespaceRule: KindRule = {
  beforeCreate: namespace => ({
    ...labelled(namespace),
    spec: { finalizers: [contentFinalizer] },
    status: { phase: 'Active' },
  }),
  beforeUpdate: (live, next, subresource) =>
    subresource === 'status'
      ? next
      : { ...labelled(next), spec: live.spec, status: live.status },
  holds: namespace => contentFinalizersOf(namespace).length > 0,
  refuseDelete: namespace => {
    const name = namespace.metadata.name ?? '';
    if (!immortalNamespaces.includes(name)) return;
    throw forbidden(
      { group: '', plural: 'namespaces' },
      name,
      'this namespace may not be deleted',
    );
  },
  onDeletion: namespace => {
    const { deletionGracePeriodSeconds, ...metadata } = namespace.metadata;
    const status = isObject(namespace.status) ? namespace.status : {};
    return {
      ...namespace,
      metadata,
      status: { ...status, phase: 'Terminating' },
    };
  },
};

function labelled(namespace: KubeObject): KubeObject {
  const { metadata } = namespace;
  return {
    ...namespace,
    metadata: {
      ...metadata,
      labels: { ...metadata.labels, [nameLabel]: metadata.name ?? '' },
    },
  };
}

/** The namespace with the finalizers that another one has in its `spec`. */
export function contentFinalizersFrom(
  source: KubeObject,
  namespace: KubeObject,
): KubeObject {
  const finalizers = contentFinalizersOf(source);
  return { ...namespace, spec: finalizers.length > 0 ? { finalizers } : {} };
}
