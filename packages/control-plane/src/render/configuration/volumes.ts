import { contentHash, genName, nameLimits } from '@promenade/openchoreo-model';
import type { JsonObject } from '../../runtime/json';
import type { RenderTarget } from '../../core/effective-binding/target';
import { isMountedByDriver } from '../../core/effective-binding/configuration/secret-store';
import type {
  FileUse,
  Found,
  Uses,
} from '../../core/effective-binding/configuration/uses';
import {
  isLive,
  type SecretStore,
} from '../../core/effective-binding/configuration/values';

/** A volume, and where a container finds it. */
export interface Mount {
  readonly container: string;
  readonly volume: JsonObject & { readonly name: string };
  readonly mountPath: string;
  readonly subPath?: string;
}

/** The one key of the ConfigMap of a file that is written out. */
export const contentKey = 'content';

/** Name of the ConfigMap, or Secret, of a group. */
export function groupObjectName({ binding }: RenderTarget, group: string) {
  return genName(nameLimits.resource, binding, group);
}

/** Name of the ConfigMap of a file that is written out, and of its volume. */
export function fileName({ container, mountPath }: FileUse): string {
  return `filemount-${contentHash([container, mountPath]).slice(0, 8)}`;
}

/** Name of a volume. Groups and Secrets may have dots in their names, which volumes may not; the hash keeps them apart. */
function volumeName(...parts: string[]): string {
  return genName(nameLimits.volume, ...parts).replaceAll('.', '-');
}

/** Where the objects of one binding are, and what brings its secrets. */
export interface Place {
  readonly target: RenderTarget;
  readonly secretStore?: SecretStore;
}

/**
 * The mounts of all files. Kubernetes never renews a file that is mounted by
 * itself. So the files of a folder that has one of a Live group are mounted as
 * that folder; all others alone, which leaves what the image has beside them.
 */
export function mountsOf({ files, variables }: Uses, place: Place): Mount[] {
  const alone = files.filter(file => !mountedAsFolder(file, files));
  const together = files.filter(file => mountedAsFolder(file, files));
  return [
    ...alone.map(file => mountedAlone(file, place)),
    ...[...new Set(together.map(folderKey))].map(key =>
      mountedTogether(
        together.filter(file => folderKey(file) === key),
        place,
      ),
    ),
    ...driverMounts([...variables, ...together], place),
  ];
}

export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

/** Whether a file is mounted with all of its folder, which has a file of a Live group. */
export function mountedAsFolder(
  file: FileUse,
  files: readonly FileUse[],
): boolean {
  return files.some(
    other => isLiveValue(other.found) && folderKey(other) === folderKey(file),
  );
}

function folderKey({ container, mountPath }: FileUse): string {
  return `${container}:${folderOf(mountPath)}`;
}

function isLiveValue(found: FileUse['found']): boolean {
  return found.in === 'group' && isLive(found.group);
}

function mountedAlone(file: FileUse, { target, secretStore }: Place): Mount {
  const { container, mountPath, found } = file;
  const mount = (name: string, source: JsonObject, subPath: string): Mount => ({
    container,
    mountPath,
    subPath,
    volume: { name, ...source },
  });
  if (found.in === 'line') {
    const name = fileName(file);
    const object = genName(nameLimits.resource, target.binding, name);
    return mount(name, { configMap: { name: object } }, contentKey);
  }
  if (found.in === 'secret') {
    return mount(
      volumeName(found.name, 'secret'),
      { secret: { secretName: found.name } },
      found.key,
    );
  }
  const group = found.group.metadata.name;
  const name = groupObjectName(target, group);
  if ('plain' in found.value) {
    return mount(volumeName(group, 'cm'), { configMap: { name } }, found.key);
  }
  return isMountedByDriver(secretStore)
    ? mount(volumeName(group, 'csi'), byDriver(name), found.key)
    : mount(
        volumeName(group, 'es'),
        { secret: { secretName: name } },
        found.key,
      );
}

function mountedTogether(files: readonly FileUse[], place: Place): Mount {
  const [{ container, mountPath }] = files;
  const folder = folderOf(mountPath);
  const hash = contentHash([container, folder]).slice(0, 8);
  return {
    container,
    mountPath: folder,
    volume: {
      name: `files-${hash}`,
      projected: { sources: files.map(file => projected(file, place)) },
    },
  };
}

function projected(file: FileUse, { target }: Place): JsonObject {
  const { found, mountPath } = file;
  const path = mountPath.slice(mountPath.lastIndexOf('/') + 1);
  if (found.in === 'line') {
    const name = genName(nameLimits.resource, target.binding, fileName(file));
    return { configMap: { name, items: [{ key: contentKey, path }] } };
  }
  const items = [{ key: found.key, path }];
  if (found.in === 'secret') return { secret: { name: found.name, items } };
  const name = groupObjectName(target, found.group.metadata.name);
  return 'plain' in found.value
    ? { configMap: { name, items } }
    : { secret: { name, items } };
}

/** A Secret that the CSI driver brings is there only where its class is mounted too. */
function driverMounts(
  uses: readonly { container: string; found: Found | FileUse['found'] }[],
  { target, secretStore }: Place,
): Mount[] {
  if (!isMountedByDriver(secretStore)) return [];
  const mounts = new Map<string, Mount>();
  for (const { container, found } of uses) {
    if (found.in !== 'group' || 'plain' in found.value) continue;
    const group = found.group.metadata.name;
    mounts.set(`${container}:${group}`, {
      container,
      mountPath: `/mnt/secrets-store/${group}`,
      volume: {
        name: volumeName(group, 'csi-env'),
        ...byDriver(groupObjectName(target, group)),
      },
    });
  }
  return [...mounts.values()];
}

function byDriver(secretProviderClass: string): JsonObject {
  return {
    csi: {
      driver: 'secrets-store.csi.k8s.io',
      readOnly: true,
      volumeAttributes: { secretProviderClass },
    },
  };
}
