import {
  annotations,
  contentHash,
  type Release,
} from '@promenade/openchoreo-model';
import type { DataPlaneCluster } from '../access/data-plane-cluster';
import { isJsonObject, jsonAt } from '../../runtime/json';
import type { DesiredObject } from './desired-objects';

/** What pods carry, and are replaced by another of when it changes. Tasks read anew with every run. */
const restarted: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet']);

/** The Secrets that a workload is to be restarted for, as its pods' annotation lists them. */
function secretsOf(object: object, kind: string): string[] {
  if (!restarted.has(kind)) return [];
  const names = podAnnotation(object, annotations.restartWithSecrets);
  return names ? names.split(',') : [];
}

/** The Secrets that anything of a Release is to be restarted for, as `namespace/name` on its data plane. */
export function restartingSecretsOf({ spec }: Release): string[] {
  return (spec.resources ?? []).flatMap(({ object }) =>
    secretsOf(object, String(object.kind)).map(
      name => `${jsonAt(object, 'metadata', 'namespace')}/${name}`,
    ),
  );
}

/**
 * The objects with the versions of those Secrets in an annotation of their pods, so that a Secret that changes makes them roll out.
 * It is a hash of versions, not of content: nothing can be guessed from it. While a Secret is gone, or cannot be
 * seen, the annotation stays as it is on the data plane, and what runs keeps running.
 */
export async function withSecretVersions(
  cluster: DataPlaneCluster,
  desired: readonly DesiredObject[],
): Promise<DesiredObject[]> {
  return Promise.all(
    desired.map(async wanted => {
      const names = secretsOf(wanted.object, wanted.key.kind);
      if (names.length === 0) return wanted;
      const versions = await versionsOf(cluster, wanted, names);
      return versions ? annotated(wanted, versions) : wanted;
    }),
  );
}

async function versionsOf(
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

function annotated(wanted: DesiredObject, versions: string): DesiredObject {
  const part = (...path: string[]) => {
    const found = jsonAt(wanted.object, ...path);
    return isJsonObject(found) ? found : {};
  };
  const metadata = ['spec', 'template', 'metadata'];
  return {
    ...wanted,
    object: {
      ...wanted.object,
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
