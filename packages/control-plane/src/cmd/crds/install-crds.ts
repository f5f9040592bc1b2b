import {
  KubeClient,
  KubeObject,
  UnstructuredObject,
} from '@promenade/kube-client';
import { crdOf, kinds } from '@promenade/openchoreo-model';
import { jsonAt } from '../../runtime/json';
import { crdKind } from './crd-kind';

const fieldManager = 'promenade-control-plane';

/**
 * Installs or updates the custom resource definition of every kind, by server-side apply,
 * and waits until the API serves them all.
 *
 * @throws when a definition is refused or not established before the signal is aborted
 */
export async function installCrds(
  client: KubeClient,
  signal: AbortSignal,
): Promise<void> {
  const definitions: KubeObject[] = kinds.map(crdOf);
  for (const definition of definitions) {
    await client.apply(crdKind, definition, {
      fieldManager,
      force: true,
      signal,
    });
  }
  const waiting = new Set(definitions.map(({ metadata }) => metadata.name));
  for await (const { type, object } of await client.watch<UnstructuredObject>(
    crdKind,
    { signal },
  )) {
    if (type !== 'DELETED' && isEstablished(object)) {
      waiting.delete(object.metadata.name);
    }
    if (waiting.size === 0) {
      return;
    }
  }
  throw new Error(
    `The API server does not serve ${[...waiting].join(
      ', ',
    )} yet; look at the conditions of these CustomResourceDefinitions`,
  );
}

function isEstablished(definition: UnstructuredObject): boolean {
  const conditions = jsonAt(definition, 'status', 'conditions');
  return (
    Array.isArray(conditions) &&
    conditions.some(
      condition =>
        jsonAt(condition, 'type') === 'Established' &&
        jsonAt(condition, 'status') === 'True',
    )
  );
}
