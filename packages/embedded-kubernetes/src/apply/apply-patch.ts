import { isObject, JsonValue } from '../schema/json';
import { asJson } from '../schema/kube-json';
import { KubeObject } from '../api/types';
import { applyJsonPatch } from './json-patch';
import { applyMergePatch } from './merge-patch';
import { MergeableType } from './server-side-apply';
import { applyStrategicMergePatch } from './strategic-merge-patch';
import { PatchError } from './patch-error';

/** The types of patch other than server-side apply. */
export type PatchKind = 'json' | 'merge' | 'strategic';

/**
 * Applies a patch to a copy of the live object.
 *
 * @returns the patched value, which may not be a valid object any more
 * @throws PatchError if the patch is invalid or cannot be applied.
 */
export function applyPatch(
  kind: PatchKind,
  type: MergeableType,
  live: KubeObject,
  patch: unknown,
): JsonValue {
  const target = asJson(live);
  if (kind === 'json') return applyJsonPatch(target, patch);
  if (!isObject(patch)) {
    throw new PatchError(
      400,
      'error decoding patch: the patch must be an object',
    );
  }
  return kind === 'merge'
    ? applyMergePatch(target, patch)
    : applyStrategicMergePatch(type.schema, target, patch);
}
