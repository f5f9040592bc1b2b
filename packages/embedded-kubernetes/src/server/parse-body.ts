import { CORE_SCHEMA, load, Type } from 'js-yaml';
import type { JsonObject, JsonValue } from '../schema/json';
import { assign } from '../schema/json';
import { maxJsonDepth } from '../schema/measure-json';

/** The most values that a YAML document may have, counting an alias as a copy of what it refers to. */
const maxYamlValues = 2_000_000;

/** Integers as they are written, so that inexact ones can be rejected. */
const yamlSchema = CORE_SCHEMA.extend({
  implicit: [
    new Type('tag:yaml.org,2002:int', {
      kind: 'scalar',
      resolve: (text: unknown) =>
        typeof text === 'string' &&
        /^[-+]?(0x[0-9a-fA-F]+|0o[0-7]+|\d+)$/.test(text),
      construct: (text: string) => {
        const magnitude = BigInt(text.replace(/^[-+]/, ''));
        return text.startsWith('-') ? -magnitude : magnitude;
      },
    }),
  ],
});

/**
 * Parses JSON.
 * @throws Error for invalid JSON, for deeper nesting than 500, and for a number that would change its value
 */
export function parseJson(text: string): JsonValue {
  const value: JsonValue = JSON.parse(text);
  const { hasLargeInteger } = inspect(value);
  if (hasLargeInteger) rejectInexactIntegers(text);
  return value;
}

/** Walks through a value without recursion. */
function inspect(root: JsonValue): { hasLargeInteger: boolean } {
  let hasLargeInteger = false;
  let level: JsonValue[] = [root];
  for (let depth = 0; level.length > 0; depth += 1) {
    const next: JsonValue[] = [];
    for (const value of level) {
      if (typeof value === 'number') {
        if (!Number.isFinite(value)) throw new Error('number out of range');
        if (Math.abs(value) > Number.MAX_SAFE_INTEGER) hasLargeInteger = true;
      } else if (typeof value === 'object' && value !== null) {
        if (depth >= maxJsonDepth) throw new Error('exceeded max depth');
        for (const item of Object.values(value)) {
          if (typeof item === 'object' || typeof item === 'number') {
            next.push(item);
          }
        }
      }
    }
    level = next;
  }
  return { hasLargeInteger };
}

/** A reviver with the source text of numbers, which the types of TypeScript do not have yet. */
type SourceReviver = (
  key: string,
  value: unknown,
  context?: { source?: string },
) => unknown;

function rejectInexactIntegers(text: string): void {
  const reviver: SourceReviver = (_key, value, context) => {
    const source = context?.source ?? '';
    if (typeof value === 'number' && /^-?\d+$/.test(source)) {
      requireExactInteger(BigInt(source));
    }
    return value;
  };
  JSON.parse(text, reviver);
}

/** Integers that do not fit into 64 bits are floating-point numbers for Kubernetes too. */
function requireExactInteger(integer: bigint): number {
  const value = Number(integer);
  if (BigInt(value) !== integer && BigInt.asIntN(64, integer) === integer) {
    throw new Error(
      `the integer ${integer} is out of range: this server supports integers up to ${Number.MAX_SAFE_INTEGER}`,
    );
  }
  return value;
}

class YamlConverter {
  private values = 0;

  toJson(value: unknown, depth: number): JsonValue {
    this.values += 1;
    if (this.values > maxYamlValues) throw new Error('too many values');
    if (typeof value === 'bigint') return requireExactInteger(value);
    if (typeof value === 'number' && !Number.isFinite(value)) {
      throw new Error('number out of range');
    }
    if (
      value === null ||
      typeof value === 'string' ||
      typeof value === 'number' ||
      typeof value === 'boolean'
    ) {
      return value;
    }
    if (depth >= maxJsonDepth) throw new Error('exceeded max depth');
    if (Array.isArray(value)) {
      return value.map(item => this.toJson(item, depth + 1));
    }
    if (
      typeof value !== 'object' ||
      Object.getPrototypeOf(value) !== Object.prototype
    ) {
      throw new Error('unsupported value');
    }
    const result: JsonObject = {};
    for (const [key, item] of Object.entries(value)) {
      assign(result, key, this.toJson(item, depth + 1));
    }
    return result;
  }
}

/**
 * Parses YAML with the values of JSON.
 * @throws Error for invalid YAML, values that JSON does not have, and as {@link parseJson}
 */
export function parseYamlBody(text: string): JsonValue {
  // Most clients send JSON, which is YAML but has a faster parser.
  if (text.trimStart().startsWith('{')) return parseJson(text);
  return new YamlConverter().toJson(load(text, { schema: yamlSchema }), 0);
}
