import { isObject, JsonObject } from '../schema/json';
import { asJson, asKubeObject } from '../schema/kube-json';
import { KubeObject } from '../api/types';
import { ApplyRefused } from './patch-error';
import { jsonPatch } from './json-patch';
import { mergeObjects } from './merge-patch';
import { MergeableType } from './server-side-apply';
import { strategicMergePatch } from './strategic-merge-patch';

/** The kinds of patch besides server-side apply. */
export type PatchKind = 'json' | 'merge' | 'strategic';

/**
 * Applies a patch to the live object, which stays as it is.
 *
 * @throws ApplyRefused where the patch is malformed or does not fit the object.
 */
export function applyPatch(
  kind: PatchKind,
  type: MergeableType,
  live: KubeObject,
  patch: unknown,
): KubeObject {
  return asKubeObject(patched(kind, type, asJson(live), patch));
}

function patched(
  kind: PatchKind,
  type: MergeableType,
  live: JsonObject,
  patch: unknown,
): JsonObject {
  if (kind === 'json') return jsonPatch(live, patch);
  if (!isObject(patch)) {
    throw new ApplyRefused(
      400,
      'error decoding patch: the patch must be an object',
    );
  }
  return kind === 'merge'
    ? mergeObjects(live, patch)
    : strategicMergePatch(type.schema, live, patch);
}
