import {
  assign,
  cloneJson,
  has,
  isObject,
  JsonObject,
  JsonValue,
  jsonEquals,
  member,
  stringAt,
} from '../schema/json';
import { maxJsonDepth, measureJson } from '../schema/measure-json';
import { PatchError } from './patch-error';

/** The limits of kube-apiserver. Copied values are measured in bytes of JSON. */
const maxOperations = 10_000;
const maxCopiedBytes = 3 * 1024 * 1024;
/** The maximum total number of list items that insertions and removals may move. */
const maxMovedItems = 100_000_000;

/** The parent of a value, and the key of the value in it. */
interface Location {
  parent: JsonObject | JsonValue[];
  key: string;
}

class JsonPatcher {
  private copiedBytes = 0;
  private movedItems = 0;

  constructor(private readonly root: JsonObject) {}

  apply(operation: unknown): void {
    if (!isObject(operation)) throw invalid();
    const location = this.locate(stringAt(operation, 'path'));
    switch (stringAt(operation, 'op')) {
      case 'add':
        this.add(location, valueOf(operation));
        break;
      case 'remove':
        this.remove(location);
        break;
      case 'replace':
        read(location);
        write(location, valueOf(operation));
        break;
      case 'test':
        if (!jsonEquals(find(location) ?? null, operation.value ?? null)) {
          throw invalid();
        }
        break;
      case 'move': {
        const from = this.locate(stringAt(operation, 'from'));
        const value = read(from);
        this.remove(from);
        // The removal may have moved the parent of the path.
        this.add(this.locate(stringAt(operation, 'path')), value);
        break;
      }
      case 'copy': {
        const value = read(this.locate(stringAt(operation, 'from')));
        const { bytes, depth } = measureJson(value, maxCopiedBytes);
        this.copiedBytes += bytes;
        if (this.copiedBytes > maxCopiedBytes || depth > maxJsonDepth) {
          throw invalid();
        }
        this.add(location, cloneJson(value));
        break;
      }
      default:
        throw invalid();
    }
  }

  private locate(pointer: string | undefined): Location {
    if (!pointer?.startsWith('/')) throw invalid();
    const keys = pointer
      .slice(1)
      .split('/')
      .map(key => key.replaceAll('~1', '/').replaceAll('~0', '~'));
    let parent: JsonValue = this.root;
    for (const key of keys.slice(0, -1)) {
      if (!isContainer(parent)) throw invalid();
      parent = read({ parent, key });
    }
    if (!isContainer(parent)) throw invalid();
    return { parent, key: keys[keys.length - 1] };
  }

  private add({ parent, key }: Location, value: JsonValue): void {
    if (!Array.isArray(parent)) {
      assign(parent, key, value);
      return;
    }
    const index = key === '-' ? parent.length : indexOf(key);
    if (index === undefined || index > parent.length) throw invalid();
    this.countMoves(parent.length - index);
    parent.splice(index, 0, value);
  }

  private remove(location: Location): void {
    const { parent, key } = location;
    read(location);
    if (Array.isArray(parent)) {
      this.countMoves(parent.length - Number(key));
      parent.splice(Number(key), 1);
    } else {
      delete parent[key];
    }
  }

  private countMoves(items: number): void {
    this.movedItems += items;
    if (this.movedItems > maxMovedItems) throw invalid();
  }
}

/**
 * Applies a JSON patch (RFC 6902) to a copy of the target.
 *
 * @throws PatchError 400 if the patch is not a list, 413 if it has too many
 * operations, 422 if an operation is invalid, a `test` fails, a path does not
 * exist or the result is too large.
 */
export function applyJsonPatch(target: JsonObject, patch: unknown): JsonValue {
  if (!Array.isArray(patch)) {
    throw new PatchError(
      400,
      'error decoding patch: json: cannot unmarshal object into Go value of type jsonpatch.Patch',
    );
  }
  if (patch.length > maxOperations) {
    throw new PatchError(
      413,
      `Request entity too large: The allowed maximum operations in a JSON patch is ${maxOperations}, got ${patch.length}`,
    );
  }
  const result = cloneJson(target);
  const patcher = new JsonPatcher(result);
  for (const operation of patch) patcher.apply(operation);
  if (measureJson(result, Infinity).depth > maxJsonDepth) throw invalid();
  return result;
}

function isContainer(value: JsonValue): value is JsonObject | JsonValue[] {
  return isObject(value) || Array.isArray(value);
}

function find({ parent, key }: Location): JsonValue | undefined {
  if (!Array.isArray(parent)) return member(parent, key);
  const index = indexOf(key);
  return index === undefined ? undefined : parent[index];
}

function read(location: Location): JsonValue {
  const value = find(location);
  if (value === undefined) throw invalid();
  return value;
}

function write({ parent, key }: Location, value: JsonValue): void {
  if (Array.isArray(parent)) parent[Number(key)] = value;
  else assign(parent, key, value);
}

function valueOf(operation: JsonObject): JsonValue {
  if (!has(operation, 'value')) throw invalid();
  return operation.value;
}

function indexOf(key: string): number | undefined {
  return /^(0|[1-9]\d*)$/.test(key) ? Number(key) : undefined;
}

function invalid(): PatchError {
  return new PatchError(
    422,
    'the server rejected our request due to an error in our request',
  );
}
