import {
  KubeClient,
  KubeObject,
  UnstructuredObject,
} from '@promenade/kube-client';
import { crdOf, kinds } from '@promenade/openchoreo-model';
import { jsonAt } from '../runtime/json';
import { customResourceDefinitionType } from '../runtime/kubernetes-types';

const fieldManager = 'promenade-control-plane';

/**
 * Installs or updates the CustomResourceDefinition of every kind by server-side apply and waits until all are established.
 *
 * @throws Error if a definition is rejected, or not established before the signal is aborted
 */
export async function installCrds(
  client: KubeClient,
  signal: AbortSignal,
): Promise<void> {
  const definitions: KubeObject[] = kinds.map(crdOf);
  for (const definition of definitions) {
    await client.apply(customResourceDefinitionType, definition, {
      fieldManager,
      force: true,
      signal,
    });
  }
  const waiting = new Set(definitions.map(({ metadata }) => metadata.name));
  for await (const { type, object } of await client.watch<UnstructuredObject>(
    customResourceDefinitionType,
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
    )} yet; see the conditions of these CustomResourceDefinitions`,
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

/** Returns the kinds of the model that an API server does not serve, in the order of the model. */
export async function missingKinds(client: KubeClient): Promise<string[]> {
  const served = new Set(
    (await client.resources()).map(
      ({ group, version, plural }) => `${group}/${version}/${plural}`,
    ),
  );
  return kinds
    .filter(
      ({ group, version, plural }) =>
        !served.has(`${group}/${version}/${plural}`),
    )
    .map(({ kind }) => kind);
}
