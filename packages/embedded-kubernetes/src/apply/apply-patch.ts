import { isObject, JsonObject } from '../schema/json';
import { asJson, asKubeObject } from '../schema/kube-json';
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
 * @throws PatchError if the patch is invalid or cannot be applied.
 */
export function applyPatch(
  kind: PatchKind,
  type: MergeableType,
  live: KubeObject,
  patch: unknown,
): KubeObject {
  return asKubeObject(applyToJson(kind, type, asJson(live), patch));
}

function applyToJson(
  kind: PatchKind,
  type: MergeableType,
  live: JsonObject,
  patch: unknown,
): JsonObject {
  if (kind === 'json') return applyJsonPatch(live, patch);
  if (!isObject(patch)) {
    throw new PatchError(
      400,
      'error decoding patch: the patch must be an object',
    );
  }
  return kind === 'merge'
    ? applyMergePatch(live, patch)
    : applyStrategicMergePatch(type.schema, live, patch);
}
