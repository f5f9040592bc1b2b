import {
  annotations,
  contentHash,
  type Release,
} from '@promenade/openchoreo-model';
import type { DataPlaneCluster } from '../access/data-plane-cluster';
import { isJsonObject, jsonAt } from '../../runtime/json';
import type { DesiredObject } from './desired-objects';

/** Workloads that are rolled out again when a Secret changes. Tasks read their Secrets at every run. */
const restartedKinds: ReadonlySet<string> = new Set([
  'Deployment',
  'StatefulSet',
]);

/** Returns the names of the Secrets whose change restarts a workload, from the annotation of its pod template. */
function restartSecretNames(object: object, kind: string): string[] {
  if (!restartedKinds.has(kind)) return [];
  const names = podAnnotation(object, annotations.restartWithSecrets);
  return names ? names.split(',') : [];
}

/** Returns the Secrets whose change restarts a workload of a Release, as `namespace/name` on its data plane. */
export function restartSecretKeys({ spec }: Release): string[] {
  return (spec.resources ?? []).flatMap(({ object }) =>
    restartSecretNames(object, String(object.kind)).map(
      name => `${jsonAt(object, 'metadata', 'namespace')}/${name}`,
    ),
  );
}

/**
 * Annotates pod templates with a hash of the versions of their Secrets, so that a changed Secret causes a roll-out.
 * The hash covers versions, not content, so that it reveals nothing. While a Secret is missing or cannot be read, the live
 * annotation is kept and nothing restarts.
 */
export async function annotateSecretVersions(
  cluster: DataPlaneCluster,
  desired: readonly DesiredObject[],
): Promise<DesiredObject[]> {
  return Promise.all(
    desired.map(async each => {
      const names = restartSecretNames(each.object, each.key.kind);
      if (names.length === 0) return each;
      const versions = await secretVersionsHash(cluster, each, names);
      return versions ? withAnnotation(each, versions) : each;
    }),
  );
}

async function secretVersionsHash(
  cluster: DataPlaneCluster,
  { key }: DesiredObject,
  names: readonly string[],
): Promise<string | undefined> {
  const versions = await Promise.all(
    names.map(name => cluster.secrets.versionOf(key.namespace ?? '', name)),
  );
  if (versions.every(version => version && version !== 'unknown')) {
    return contentHash(versions);
  }
  const found = (await cluster.live(key.apiVersion, key.kind))?.get(key);
  return found && podAnnotation(found, annotations.secretVersions);
}

function podAnnotation(object: object, name: string): string | undefined {
  const found = jsonAt(
    object,
    ...['spec', 'template', 'metadata', 'annotations', name],
  );
  return typeof found === 'string' ? found : undefined;
}

function withAnnotation(
  desired: DesiredObject,
  versions: string,
): DesiredObject {
  const part = (...path: string[]) => {
    const found = jsonAt(desired.object, ...path);
    return isJsonObject(found) ? found : {};
  };
  const metadata = ['spec', 'template', 'metadata'];
  return {
    ...desired,
    object: {
      ...desired.object,
      spec: {
        ...part('spec'),
        template: {
          ...part('spec', 'template'),
          metadata: {
            ...part(...metadata),
            annotations: {
              ...part(...metadata, 'annotations'),
              [annotations.secretVersions]: versions,
            },
          },
        },
      },
    },
  };
}
