import { KubeClient } from '@promenade/kube-client';
import { kinds } from '@promenade/openchoreo-model';

/** The kinds of the model that an API does not serve, in the model's order. */
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
