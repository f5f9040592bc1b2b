import {
  contentHash,
  genDnsLabel,
  nameLimits,
} from '@promenade/openchoreo-model';
import type {
  MountedFile,
  ResolvedConfiguration,
  ValueLocation,
} from '../../core/effective-binding/configuration/resolve-configuration';
import { isCsiDriver } from '../../core/effective-binding/configuration/secret-store';
import {
  isLive,
  type SecretStore,
} from '../../core/effective-binding/configuration/values';
import {
  objectName,
  type RenderTarget,
} from '../../core/effective-binding/target';
import type { JsonObject } from '../../runtime/json';

/** A volume and its mount in a container. */
export interface Mount {
  readonly container: string;
  readonly volume: JsonObject & { readonly name: string };
  readonly mountPath: string;
  readonly subPath?: string;
}

/** Key of the ConfigMap of a file with inline content. */
export const contentKey = 'content';

/** Name of the ConfigMap or Secret of a ConfigurationGroup. */
export function groupObjectName(target: RenderTarget, group: string) {
  return objectName(target, nameLimits.resource, group);
}

/** Name of the ConfigMap of a file with inline content. */
export function inlineConfigMapName(
  target: RenderTarget,
  file: MountedFile,
): string {
  return objectName(target, nameLimits.resource, inlineVolumeName(file));
}

/** Name of the volume of a file with inline content. */
function inlineVolumeName({ container, mountPath }: MountedFile): string {
  return `filemount-${contentHash([container, mountPath]).slice(0, 8)}`;
}

/**
 * Name of a volume. Names of groups and Secrets may contain dots, which volume names may not; the hash keeps names
 * distinct.
 */
function volumeName(...parts: string[]): string {
  return genDnsLabel(nameLimits.volume, ...parts);
}

/** What mounts are rendered with. */
export interface MountContext {
  readonly target: RenderTarget;
  readonly secretStore?: SecretStore;
}

/**
 * Renders the mounts of all files. Kubernetes does not update a file that is mounted with a subPath. So the files of a
 * directory with a file of a Live group are mounted as a directory; all others are mounted one by one, which keeps the
 * files of the image.
 */
export function renderMounts(
  { files, variables }: ResolvedConfiguration,
  context: MountContext,
): Mount[] {
  const alone = files.filter(file => !isMountedAsDirectory(file, files));
  const together = files.filter(file => isMountedAsDirectory(file, files));
  return [
    ...alone.map(file => mountFile(file, context)),
    ...[...new Set(together.map(directoryKey))].map(key =>
      mountDirectory(
        together.filter(file => directoryKey(file) === key),
        context,
      ),
    ),
    ...csiMounts([...variables, ...together], context),
  ];
}

export function parentDirectory(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

/** Whether a file is mounted with its directory, which has a file of a Live group. */
export function isMountedAsDirectory(
  file: MountedFile,
  files: readonly MountedFile[],
): boolean {
  return files.some(
    other =>
      isLiveValue(other.location) && directoryKey(other) === directoryKey(file),
  );
}

function directoryKey({ container, mountPath }: MountedFile): string {
  return `${container}:${parentDirectory(mountPath)}`;
}

function isLiveValue(location: MountedFile['location']): boolean {
  return location.kind === 'group' && isLive(location.group);
}

function mountFile(
  file: MountedFile,
  { target, secretStore }: MountContext,
): Mount {
  const { container, mountPath, location } = file;
  const mount = (name: string, source: JsonObject, subPath: string): Mount => ({
    container,
    mountPath,
    subPath,
    volume: { name, ...source },
  });
  if (location.kind === 'inline') {
    const name = inlineVolumeName(file);
    return mount(
      name,
      { configMap: { name: inlineConfigMapName(target, file) } },
      contentKey,
    );
  }
  if (location.kind === 'secret') {
    return mount(
      volumeName(location.name, 'secret'),
      { secret: { secretName: location.name } },
      location.key,
    );
  }
  const group = location.group.metadata.name;
  const name = groupObjectName(target, group);
  if ('plain' in location.value) {
    return mount(
      volumeName(group, 'cm'),
      { configMap: { name } },
      location.key,
    );
  }
  return isCsiDriver(secretStore)
    ? mount(volumeName(group, 'csi'), csiVolume(name), location.key)
    : mount(
        volumeName(group, 'es'),
        { secret: { secretName: name } },
        location.key,
      );
}

function mountDirectory(
  files: readonly MountedFile[],
  context: MountContext,
): Mount {
  const [{ container, mountPath }] = files;
  const folder = parentDirectory(mountPath);
  const hash = contentHash([container, folder]).slice(0, 8);
  return {
    container,
    mountPath: folder,
    volume: {
      name: `files-${hash}`,
      projected: { sources: files.map(file => projectedSource(file, context)) },
    },
  };
}

function projectedSource(
  file: MountedFile,
  { target }: MountContext,
): JsonObject {
  const { location, mountPath } = file;
  const path = mountPath.slice(mountPath.lastIndexOf('/') + 1);
  if (location.kind === 'inline') {
    const name = inlineConfigMapName(target, file);
    return { configMap: { name, items: [{ key: contentKey, path }] } };
  }
  const items = [{ key: location.key, path }];
  if (location.kind === 'secret')
    return { secret: { name: location.name, items } };
  const name = groupObjectName(target, location.group.metadata.name);
  return 'plain' in location.value
    ? { configMap: { name, items } }
    : { secret: { name, items } };
}

/** The Secrets Store CSI driver creates a Secret only while a pod mounts its SecretProviderClass. */
function csiMounts(
  references: readonly {
    container: string;
    location: ValueLocation | MountedFile['location'];
  }[],
  { target, secretStore }: MountContext,
): Mount[] {
  if (!isCsiDriver(secretStore)) return [];
  const mounts = new Map<string, Mount>();
  for (const { container, location } of references) {
    if (location.kind !== 'group' || 'plain' in location.value) continue;
    const group = location.group.metadata.name;
    mounts.set(`${container}:${group}`, {
      container,
      mountPath: `/mnt/secrets-store/${group}`,
      volume: {
        name: volumeName(group, 'csi-env'),
        ...csiVolume(groupObjectName(target, group)),
      },
    });
  }
  return [...mounts.values()];
}

function csiVolume(secretProviderClass: string): JsonObject {
  return {
    csi: {
      driver: 'secrets-store.csi.k8s.io',
      readOnly: true,
      volumeAttributes: { secretProviderClass },
    },
  };
}
