import { applyPatch as applyOperations, Operation } from 'rfc6902';
import {
  cloneJson,
  isObject,
  JsonObject,
  member,
  stringAt,
} from '../schema/json';
import { ApplyRefused } from './patch-error';

const refusal =
  'the server rejected our request due to an error in our request';
const unsafeSteps = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Applies a JSON patch (RFC 6902), all of it or nothing.
 *
 * @throws ApplyRefused with 400 where the patch is none, with 422 where a
 * `test` fails or a path leads nowhere.
 */
export function jsonPatch(target: JsonObject, patch: unknown): JsonObject {
  if (!Array.isArray(patch)) {
    throw new ApplyRefused(
      400,
      'error decoding patch: json: cannot unmarshal object into Go value of type jsonpatch.Patch',
    );
  }
  const copy = cloneJson(target);
  for (const entry of patch) {
    const operation = parseOperation(entry);
    const [error] = applyOperations(copy, [operation]);
    if (error) throw new ApplyRefused(422, refusal, error);
  }
  return copy;
}

function parseOperation(entry: unknown): Operation {
  if (!isObject(entry)) throw new ApplyRefused(422, refusal);
  const op = stringAt(entry, 'op');
  const path = stringAt(entry, 'path');
  const from = stringAt(entry, 'from');
  if (op === undefined || path === undefined) {
    throw new ApplyRefused(422, refusal);
  }
  refuseUnsafe(path);
  switch (op) {
    case 'remove':
      return { op, path };
    case 'add':
    case 'replace':
    case 'test': {
      const value = member(entry, 'value');
      if (value === undefined && op !== 'test') {
        throw new ApplyRefused(422, refusal);
      }
      return { op, path, value: value ?? null };
    }
    case 'move':
    case 'copy':
      if (from === undefined) throw new ApplyRefused(422, refusal);
      refuseUnsafe(from);
      return { op, path, from };
    default:
      throw new ApplyRefused(422, refusal);
  }
}

/** A path through a prototype would reach objects that are not the target. */
function refuseUnsafe(path: string) {
  if (path.split('/').some(step => unsafeSteps.has(step))) {
    throw new ApplyRefused(422, refusal);
  }
}
