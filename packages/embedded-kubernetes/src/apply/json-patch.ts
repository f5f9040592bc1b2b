import { applyPatch as applyOperations, Operation } from 'rfc6902';
import {
  cloneJson,
  isObject,
  JsonObject,
  member,
  stringAt,
} from '../schema/json';
import { PatchError } from './patch-error';

const invalidPatchMessage =
  'the server rejected our request due to an error in our request';
const prototypeKeys = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Applies a JSON patch (RFC 6902) completely or not at all.
 *
 * @throws PatchError 400 if the patch is not a list, 422 if a `test` fails or a
 * path does not exist.
 */
export function applyJsonPatch(target: JsonObject, patch: unknown): JsonObject {
  if (!Array.isArray(patch)) {
    throw new PatchError(
      400,
      'error decoding patch: json: cannot unmarshal object into Go value of type jsonpatch.Patch',
    );
  }
  const copy = cloneJson(target);
  for (const entry of patch) {
    const operation = parseOperation(entry);
    const [error] = applyOperations(copy, [operation]);
    if (error) throw new PatchError(422, invalidPatchMessage, error);
  }
  return copy;
}

function parseOperation(entry: unknown): Operation {
  if (!isObject(entry)) throw new PatchError(422, invalidPatchMessage);
  const op = stringAt(entry, 'op');
  const path = stringAt(entry, 'path');
  const from = stringAt(entry, 'from');
  if (op === undefined || path === undefined) {
    throw new PatchError(422, invalidPatchMessage);
  }
  rejectPrototypePath(path);
  switch (op) {
    case 'remove':
      return { op, path };
    case 'add':
    case 'replace':
    case 'test': {
      const value = member(entry, 'value');
      if (value === undefined && op !== 'test') {
        throw new PatchError(422, invalidPatchMessage);
      }
      return { op, path, value: value ?? null };
    }
    case 'move':
    case 'copy':
      if (from === undefined) throw new PatchError(422, invalidPatchMessage);
      rejectPrototypePath(from);
      return { op, path, from };
    default:
      throw new PatchError(422, invalidPatchMessage);
  }
}

/** Rejects paths that could change a prototype. */
function rejectPrototypePath(path: string) {
  if (path.split('/').some(step => prototypeKeys.has(step))) {
    throw new PatchError(422, invalidPatchMessage);
  }
}
