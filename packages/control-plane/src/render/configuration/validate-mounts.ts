import type { MountedFile } from '../../core/effective-binding/configuration/resolve-configuration';
import { invalid, type Problem } from '../../core/problem';
import { isMountedAsDirectory, parentDirectory, type Mount } from './mounts';

/**
 * Validates mounts that would fail only when the kubelet starts the pod: files below another file or below a mounted
 * directory, and files that would need `/` mounted as a directory.
 */
export function validateMounts(
  files: readonly MountedFile[],
  mounts: readonly Mount[],
): Problem[] {
  return files.flatMap(file => {
    const error = findMountError(file, files, mounts);
    return error
      ? [
          invalid(
            `spec.workloadSpec.containers.${file.container}.files[${file.mountPath}].mountPath`,
            error,
          ),
        ]
      : [];
  });
}

function findMountError(
  file: MountedFile,
  files: readonly MountedFile[],
  mounts: readonly Mount[],
): string | undefined {
  const { container, mountPath } = file;
  const asFolder = isMountedAsDirectory(file, files);
  const folder = parentDirectory(mountPath);
  if (asFolder && folder === '/') {
    return 'files of a Live group are mounted with their directory, which cannot be /; use a directory of its own';
  }
  const above = mounts.find(
    mount =>
      mount.container === container &&
      mountPath.startsWith(`${mount.mountPath}/`) &&
      !(asFolder && mount.subPath === undefined),
  );
  if (!above) return undefined;
  return above.subPath === undefined
    ? `it is below ${above.mountPath}, which is mounted as a directory; use that directory itself, or another one`
    : `it is below ${above.mountPath}, which is a file; use another path`;
}
