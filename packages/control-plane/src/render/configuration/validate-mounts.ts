import { invalid, type Problem } from '../../core/problem';
import type { MountedFile } from '../../core/effective-binding/configuration/resolve-configuration';
import { parentDirectory, isMountedAsDirectory, type Mount } from './mounts';

/**
 * Files that no node could mount, which Kubernetes finds out only when it starts their pod: those below another file or
 * below a folder that is mounted as a whole, and those that would have the root mounted as a whole.
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
    return 'files of a Live group are mounted with all of their folder, which cannot be /; put it in a folder of its own';
  }
  const above = mounts.find(
    mount =>
      mount.container === container &&
      mountPath.startsWith(`${mount.mountPath}/`) &&
      !(asFolder && mount.subPath === undefined),
  );
  if (!above) return undefined;
  return above.subPath === undefined
    ? `it is below ${above.mountPath}, which is mounted as a whole; put it in that folder itself, or elsewhere`
    : `it is below ${above.mountPath}, which is a file; put it elsewhere`;
}
