import {
  isJsonList,
  isJsonObject,
  type Json,
  type JsonObject,
} from '../../runtime/json';

/** An operation of a JSON Patch (RFC 6902) whose path may filter lists. */
export interface PatchOperation {
  readonly op: 'add' | 'replace' | 'remove';
  /** JSON Pointer; a segment `[?(@.name=='app')]` stands for the items of a list with that value. */
  readonly path: string;
  readonly value?: Json;
}

/** A step of a path: the name of a member or index, or a filter of the items of a list. */
type Step =
  | string
  | { readonly member: readonly string[]; readonly value: string };

/** What a step finds in an object or a list: a member, an item, or the place after the last item. */
type Key = string | number;

/**
 * Applies an operation. As in OpenChoreo 1.x, `add` creates the objects on its path, and a list where the path ends with `/-`.
 *
 * @throws Error if the path does not lead to anything that can be changed
 */
export function applyOperation(
  object: JsonObject,
  { op, path, value = null }: PatchOperation,
): JsonObject {
  const steps = parsePath(path);
  if (steps.length === 0) {
    throw new Error('the path is empty; name a field, such as /spec/replicas');
  }
  const changed = applyAt(object, steps, { op, value });
  return isJsonObject(changed) ? changed : object;
}

type Change = { readonly op: PatchOperation['op']; readonly value: Json };

function applyAt(
  target: Json | undefined,
  [step, ...rest]: readonly Step[],
  change: Change,
): Json {
  const container = target ?? createContainer(step, change);
  if (rest.length === 0) return applyHere(container, step, change);
  return resolveKeys(container, step, change.op === 'add').reduce<Json>(
    (parent, key) =>
      withMember(parent, key, applyAt(memberOf(parent, key), rest, change)),
    container,
  );
}

/** The object or list that an `add` creates for a step to be in. */
function createContainer(step: Step, { op }: Change): Json {
  if (op === 'add' && typeof step === 'string') return step === '-' ? [] : {};
  throw new Error('the path does not exist');
}

function applyHere(container: Json, step: Step, { op, value }: Change): Json {
  const keys = resolveKeys(container, step, op === 'add');
  switch (op) {
    case 'add':
      return keys.reduce<Json>(
        (parent, key) =>
          isJsonList(parent) && typeof step === 'string'
            ? parent.toSpliced(Number(key), 0, value)
            : withMember(parent, key, value),
        container,
      );
    case 'replace':
      return keys.reduce<Json>(
        (parent, key) => withMember(parent, key, value),
        container,
      );
    default:
      // From the end, so that the indexes before stay valid.
      return keys.reduceRight<Json>(withoutMember, container);
  }
}

/** The keys that a step stands for. @throws Error if there is none, unless it may be created */
function resolveKeys(container: Json, step: Step, canCreate: boolean): Key[] {
  if (typeof step !== 'string') return filterItems(container, step);
  if (isJsonList(container)) {
    const index = step === '-' ? container.length : parseIndex(step);
    if (index < container.length || (canCreate && index === container.length)) {
      return [index];
    }
    throw new Error(
      `the list has no item ${step}; it has ${container.length} items`,
    );
  }
  if (!isJsonObject(container)) {
    throw new Error(`"${step}" is in a value that has no members`);
  }
  if (!canCreate && container[step] === undefined) {
    throw new Error(`the object has no member "${step}"`);
  }
  return [step];
}

function parseIndex(text: string): number {
  if (/^(0|[1-9]\d*)$/.test(text)) return Number(text);
  throw new Error(`"${text}" is not the index of an item; use a number or -`);
}

function filterItems(
  container: Json,
  { member, value }: Exclude<Step, string>,
): number[] {
  if (!isJsonList(container)) throw new Error('a filter needs a list');
  const found = container.flatMap((item, index) =>
    textAtMember(item, member) === value ? [index] : [],
  );
  if (found.length === 0) {
    throw new Error(
      `the list has no item whose ${member.join('.')} is "${value}"`,
    );
  }
  return found;
}

function textAtMember(item: Json, path: readonly string[]): string | undefined {
  const found = path.reduce<Json | undefined>(
    (value, name) => (isJsonObject(value) ? value[name] : undefined),
    item,
  );
  return found === undefined || typeof found === 'object'
    ? undefined
    : String(found);
}

function memberOf(parent: Json, key: Key): Json | undefined {
  if (isJsonList(parent)) return parent[Number(key)];
  return isJsonObject(parent) ? parent[key] : undefined;
}

function withMember(parent: Json, key: Key, value: Json): Json {
  if (isJsonList(parent)) {
    const items = [...parent];
    items[Number(key)] = value;
    return items;
  }
  return isJsonObject(parent)
    ? Object.fromEntries([...Object.entries(parent), [String(key), value]])
    : parent;
}

function withoutMember(parent: Json, key: Key): Json {
  if (isJsonList(parent)) return parent.toSpliced(Number(key), 1);
  return isJsonObject(parent)
    ? Object.fromEntries(
        Object.entries(parent).filter(([name]) => name !== key),
      )
    : parent;
}

const filterPattern =
  /^\[\?\(@\.(?<member>[\w.-]+)\s*==\s*(?:'(?<single>[^']*)'|"(?<double>[^"]*)"|(?<plain>[\w.-]+))\)\]$/;

/** A filter, with or without a slash before it, or a slash and a name. */
const segmentPattern =
  /\/?(?<filter>\[\?\((?:'[^']*'|"[^"]*"|[^'")])*\)\])|\/(?<name>(?:[^/[]|\[(?!\?))*)/y;

/** Parses a path. A filter may follow a name without a slash: `/containers[?(@.name=='app')]`. */
function parsePath(path: string): Step[] {
  const steps: Step[] = [];
  for (let at = 0; at < path.length; ) {
    segmentPattern.lastIndex = at;
    const { 0: segment = '', groups } = segmentPattern.exec(path) ?? {};
    if (!segment) {
      throw new Error(
        `the path "${path}" is not a JSON Pointer; begin it with /`,
      );
    }
    const { filter, name = '' } = groups ?? {};
    steps.push(filter ? parseFilter(filter) : unescapeName(name));
    at += segment.length;
  }
  return steps;
}

function parseFilter(text: string): Step {
  const { member, single, double, plain } =
    filterPattern.exec(text)?.groups ?? {};
  if (!member) {
    throw new Error(
      `the filter ${text} is not supported; write [?(@.name=='value')]`,
    );
  }
  return {
    member: member.split('.'),
    value: single ?? double ?? plain ?? '',
  };
}

/** Decodes a name in a JSON Pointer (RFC 6901). */
function unescapeName(name: string): string {
  return name.replaceAll('~1', '/').replaceAll('~0', '~');
}
