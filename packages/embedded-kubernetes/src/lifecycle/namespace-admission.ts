import { forbidden, notFound } from '../api/status-errors';
import type { ObjectStore } from '../store/object-store';
import type { ServedType } from '../api/types';

const namespaces = { group: '', plural: 'namespaces' };

/**
 * Lets nothing be created in a namespace that is not there or is going away.
 * @throws StatusError with the reason
 */
export function admitIntoNamespace(
  store: ObjectStore,
  type: ServedType,
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
