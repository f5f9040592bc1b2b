import { manifestPath, manifestText } from '@promenade/git-client';
import { GitCommitRequest } from '@promenade/openchoreo-model';
import { isDeepStrictEqual } from 'node:util';
import { isJsonObject, type JsonObject } from '../../runtime/json';
import { Binding } from '../binding/binding';

/**
 * The change of the file of a binding: its manifest if the file does not exist, and otherwise a patch of the fields that change. Other
 * fields stay as Git has them, which may be ahead of the cluster.
 *
 * @param folder - of the manifests in the repository
 */
export function bindingFile(
  existing: Binding | undefined,
  desired: Binding,
  folder: string | undefined,
): GitCommitRequest['spec']['files'][number] {
  return {
    path: manifestPath(desired, folder),
    content: manifestText(desired),
    ...(existing && {
      patch: JSON.stringify(specPatch(existing.spec, desired.spec)),
    }),
  };
}

/** One operation of a JSON Patch (RFC 6902). */
interface PatchOperation {
  readonly op: 'add' | 'remove';
  readonly path: string;
  readonly value?: unknown;
}

/** JSON Patch of the members of a spec that differ. It does not depend on whether the file has them. */
function specPatch(before: object, after: object): PatchOperation[] {
  const from = toJson(before);
  const to = toJson(after);
  return [...new Set([...Object.keys(from), ...Object.keys(to)])]
    .sort()
    .filter(member => !isDeepStrictEqual(from[member], to[member]))
    .flatMap((member): PatchOperation[] => {
      const path = `/spec/${member
        .replaceAll('~', '~0')
        .replaceAll('/', '~1')}`;
      return member in to
        ? [{ op: 'add', path, value: to[member] }]
        : // A member that does not exist cannot be removed.
          [
            { op: 'add', path, value: null },
            { op: 'remove', path },
          ];
    });
}

function toJson(value: object): JsonObject {
  const json: unknown = JSON.parse(JSON.stringify(value));
  return isJsonObject(json) ? json : {};
}
