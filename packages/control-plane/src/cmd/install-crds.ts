import {
  KubeClient,
  KubeObject,
  ResourceType,
  UnstructuredObject,
} from '@promenade/kube-client';
import { KindDefinition, crdOf } from '@promenade/openchoreo-model';
import { jsonAt } from '../runtime/json';
import { customResourceDefinitionType } from '../runtime/kubernetes-types';

const fieldManager = 'promenade-control-plane';

/**
 * Installs or updates the CustomResourceDefinitions of kinds by server-side apply and waits until all are established.
 *
 * @throws Error if a definition is rejected, or not established before the signal is aborted
 */
export async function installCrds(
  client: KubeClient,
  kinds: readonly KindDefinition[],
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

/** Returns those of the kinds that an API server does not serve, in the same order. */
export async function missingKinds(
  client: KubeClient,
  kinds: readonly ResourceType[],
): Promise<string[]> {
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
