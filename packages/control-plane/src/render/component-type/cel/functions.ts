import { isDeepStrictEqual } from 'node:util';
import { EvaluationError, type Environment } from '@marcbachmann/cel-js';
import { genName, nameLimits } from '@promenade/openchoreo-model';
import { isJsonObject } from '../../../runtime/json';
import { fnv32a } from '../fnv';
import { compare } from './compare';
import { spend } from './cost-budget';
import { format } from './format';
import { omitted } from './values';

type AddFunction = (
  signature: string,
  handler: (...values: never[]) => unknown,
) => void;

/** Most arguments of a function with any number of arguments. */
const maxArguments = 16;

/** Longest list that `lists.range` creates, as in OpenChoreo 1.x. */
const maxRange = 10_000n;

/**
 * Registers the functions that OpenChoreo 1.x has beyond the standard of CEL: its own `oc_` functions and the extension
 * libraries strings, lists, sets, math and encoders.
 */
export function registerFunctions(environment: Environment): void {
  const add: AddFunction = (signature, handler) => {
    environment.registerFunction(signature, handler, { async: false });
  };
  addOpenChoreoFunctions(add);
  addStringFunctions(add);
  addListFunctions(add);
  addNamespace(environment, 'lists', {
    'range(int): list<int>': (_: unknown, size: bigint) => range(size),
  });
  addNamespace(environment, 'sets', {
    'contains(list, list): bool': (_: unknown, a: unknown[], b: unknown[]) =>
      containsAll(a, b),
    'equivalent(list, list): bool': (_: unknown, a: unknown[], b: unknown[]) =>
      containsAll(a, b) && containsAll(b, a),
    'intersects(list, list): bool': (_: unknown, a: unknown[], b: unknown[]) =>
      b.some(item => includes(a, item)),
  });
  addNamespace(environment, 'base64', {
    'encode(bytes): string': (_: unknown, bytes: Uint8Array) =>
      Buffer.from(bytes).toString('base64'),
    'decode(string): bytes': (_: unknown, text: string) =>
      new Uint8Array(Buffer.from(text, 'base64')),
  });
  addNamespace(environment, 'strings', {
    'quote(string): string': (_: unknown, text: string) => JSON.stringify(text),
  });
  addMathFunctions(environment);
}

/** Adds functions that are called on a name, such as `lists.range(3)`. */
function addNamespace(
  environment: Environment,
  name: string,
  functions: { readonly [signature: string]: (...values: never[]) => unknown },
): void {
  class Namespace {}
  const type = `Namespace.${name}`;
  environment.registerType(type, { ctor: Namespace, fields: {} });
  environment.registerConstant(name, type, new Namespace());
  for (const [signature, handler] of Object.entries(functions)) {
    environment.registerFunction(`${type}.${signature}`, handler, {
      async: false,
    });
  }
}

/** Signatures of a function with one to {@link maxArguments} arguments of a type. */
function variadic(name: string, type: string, result: string): string[] {
  return Array.from(
    { length: maxArguments },
    (_, index) =>
      `${name}(${Array(index + 1)
        .fill(type)
        .join(', ')}): ${result}`,
  );
}

function addOpenChoreoFunctions(add: AddFunction): void {
  add('oc_omit(): dyn', () => omitted);
  add('oc_hash(string): string', fnv32a);
  for (const [name, limit] of [
    ['oc_generate_name', nameLimits.resource],
    ['oc_dns_label', nameLimits.label],
  ] as const) {
    for (const signature of variadic(name, 'dyn', 'string')) {
      add(signature, (...parts: unknown[]) =>
        genName(limit, ...parts.flat().filter(isString)),
      );
    }
  }
  for (const signature of variadic('oc_merge', 'dyn', 'map<string, dyn>')) {
    add(signature, (...maps: unknown[]) => mergeMaps(maps));
  }
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}

function mergeMaps(maps: readonly unknown[]): Record<string, unknown> {
  const entries = maps.flatMap((map): [string, unknown][] => {
    if (map instanceof Map) {
      return [...map].map(([key, value]) => [String(key), value]);
    }
    if (isJsonObject(map)) return Object.entries(map);
    throw new EvaluationError('oc_merge: an argument is not a map');
  });
  return Object.fromEntries(entries);
}

function addStringFunctions(add: AddFunction): void {
  add('string.charAt(int): string', (text: string, index: bigint) => {
    const characters = [...text];
    if (index < 0n || index > BigInt(characters.length)) {
      throw new EvaluationError(`charAt: index out of range: ${index}`);
    }
    return characters[Number(index)] ?? '';
  });
  add(
    'string.replace(string, string): string',
    (text: string, from: string, to: string) => replace(text, from, to, -1),
  );
  add(
    'string.replace(string, string, int): string',
    (text: string, from: string, to: string, limit: bigint) =>
      replace(text, from, to, Number(limit)),
  );
  add('string.reverse(): string', (text: string) =>
    [...text].reverse().join(''),
  );
  add('string.format(list): string', format);
}

/** @param limit - most replacements; all where it is negative */
function replace(text: string, from: string, to: string, limit: number) {
  const parts = text.split(from);
  const count = limit < 0 ? parts.length : Math.min(limit + 1, parts.length);
  spend(text.length + count * to.length);
  return [parts.slice(0, count).join(to), ...parts.slice(count)].join(from);
}

function addListFunctions(add: AddFunction): void {
  add('list.distinct(): list<dyn>', (list: unknown[]) => {
    const found: unknown[] = [];
    for (const item of list) {
      spend(found.length);
      if (!includes(found, item)) found.push(item);
    }
    return found;
  });
  add('list.flatten(): list<dyn>', (list: unknown[]) => list.flat(1));
  add('list.flatten(int): list<dyn>', (list: unknown[], depth: bigint) =>
    list.flat(Number(depth)),
  );
  add('list.reverse(): list<dyn>', (list: unknown[]) => [...list].reverse());
  add(
    'list.slice(int, int): list<dyn>',
    (list: unknown[], start: bigint, end: bigint) => {
      if (start < 0n || end < start || end > BigInt(list.length)) {
        throw new EvaluationError(
          `slice: cannot take the items ${start} to ${end} of ${list.length}`,
        );
      }
      return list.slice(Number(start), Number(end));
    },
  );
  add('list.sort(): list<dyn>', (list: unknown[]) => [...list].sort(compare));
}

function includes(list: readonly unknown[], item: unknown): boolean {
  return list.some(other => isDeepStrictEqual(other, item));
}

function containsAll(list: readonly unknown[], items: readonly unknown[]) {
  return items.every(item => includes(list, item));
}

function range(size: bigint): bigint[] {
  if (size > maxRange) {
    throw new EvaluationError(
      `lists.range: size ${size} exceeds maximum allowed (${maxRange})`,
    );
  }
  spend(Math.max(Number(size), 0));
  return Array.from({ length: Math.max(Number(size), 0) }, (_, index) =>
    BigInt(index),
  );
}

function addMathFunctions(environment: Environment): void {
  const pick =
    (isBetter: (order: number) => boolean) =>
    (_: unknown, ...values: unknown[]) =>
      values
        .flat()
        .reduce((best, value) =>
          isBetter(compare(value, best)) ? value : best,
        );
  const greatest = pick(order => order > 0);
  const least = pick(order => order < 0);
  addNamespace(
    environment,
    'math',
    Object.fromEntries([
      ...variadic('greatest', 'dyn', 'dyn').map(each => [each, greatest]),
      ...variadic('least', 'dyn', 'dyn').map(each => [each, least]),
      ...(['ceil', 'floor', 'round', 'trunc'] as const).map(name => [
        `${name}(double): double`,
        (_: unknown, value: number) => Math[name](value),
      ]),
      ['abs(double): double', (_: unknown, value: number) => Math.abs(value)],
      [
        'abs(int): int',
        (_: unknown, value: bigint) => (value < 0n ? -value : value),
      ],
    ]),
  );
}
