import { systemNamespaces } from './namespace-strategy';
import type { ObjectLifecycle } from './object-lifecycle';
import { internalWrite } from './write-options';

/** Makes the namespaces that every cluster has. */
export function ensureSystemNamespaces(lifecycle: ObjectLifecycle): void {
  const type = lifecycle.registry.storageType('namespaces');
  if (!type) return;
  for (const name of systemNamespaces) {
    const key = { resource: 'namespaces', namespace: '', name };
    if (lifecycle.store.get(key)) continue;
    lifecycle.create(
      type,
      '',
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name } },
      internalWrite,
    );
  }
}
