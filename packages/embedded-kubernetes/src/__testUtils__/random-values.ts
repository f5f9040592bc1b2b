import {
  assign,
  cloneJson,
  isObject,
  type JsonObject,
  type JsonValue,
} from '../schema/json';

/** Strings at the limits of names, numbers, times and patterns. */
export const strings = [
  '',
  'a',
  'fuzz',
  'A B',
  'ключ',
  '\u0000\u0007\n',
  '\ud800',
  '__proto__',
  'constructor',
  'toString',
  'a/b/c',
  '..',
  '%zz',
  '~01',
  '-',
  '-1',
  '0',
  '1e400',
  '9223372036854775807',
  '10Gi',
  '5m',
  '2026-01-02T03:04:05Z',
  'yesterday',
  '^(a+)+$',
  '(',
  '.a.b[?(@.c=="d")]',
  '*/5 * * * *',
  'x'.repeat(300),
  'a.'.repeat(200),
  'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!',
];
/** Names of members: known ones, directives of patches, and strings that are no names. */
export const keys = [
  ...strings,
  'metadata',
  'spec',
  'status',
  'name',
  'namespace',
  'labels',
  'annotations',
  'finalizers',
  'ownerReferences',
  'managedFields',
  'resourceVersion',
  'uid',
  'generateName',
  'deletionTimestamp',
  '$patch',
  '$setElementOrder/containers',
  '$deleteFromPrimitiveList/finalizers',
  '$retainKeys',
];
const schemaKeys = [
  'type',
  'format',
  'properties',
  'additionalProperties',
  'items',
  'required',
  'enum',
  'default',
  'nullable',
  'pattern',
  'minimum',
  'multipleOf',
  'maxLength',
  'allOf',
  'anyOf',
  'oneOf',
  'not',
  '$ref',
  'x-kubernetes-list-type',
  'x-kubernetes-list-map-keys',
  'x-kubernetes-map-type',
  'x-kubernetes-int-or-string',
  'x-kubernetes-preserve-unknown-fields',
  'x-kubernetes-embedded-resource',
  'x-kubernetes-validations',
];
/** Validation rules: valid ones for some types, expensive ones, and invalid ones. */
const rules = [
  'true',
  'false',
  'self == oldSelf',
  'has(self.a) && has(self.b)',
  'self.all(x, self.all(y, self.all(z, x == y || y == z)))',
  "self.matches('^(a+)+$')",
  'size(self) < 3',
  'self > 1 || self < -1',
  'self.a == self.b',
  "self['a'] == self[0]",
  'dyn(self) == oldSelf.orValue(self)',
  'self.map(x, [x, self]) == []',
  "duration(self) > duration('1s')",
  'self +',
  'unknown',
  '"\\',
  `${'('.repeat(300)}self${')'.repeat(300)}`,
];
const schemaTypes = [
  'object',
  'array',
  'string',
  'integer',
  'number',
  'boolean',
];

/** Creates random JSON, and changes JSON at random. The same seed gives the same values. */
export class RandomValues {
  private state: number;

  constructor(seed: number) {
    this.state = Math.trunc(seed);
  }

  /** Changes some members of a copy of a value. */
  mutate(value: JsonValue, probability: number): JsonValue {
    const copy = cloneJson(value);
    let result = copy;
    while (this.chance(probability)) result = this.mutateOnce(result);
    return result;
  }

  private mutateOnce(value: JsonValue): JsonValue {
    const isContainer = isObject(value) || Array.isArray(value);
    if (!isContainer || this.chance(0.1)) return this.value(3);
    if (Array.isArray(value)) {
      if (value.length === 0 || this.chance(0.2)) value.push(this.value(2));
      else {
        const index = this.integer(value.length);
        value[index] = this.mutateOnce(value[index]);
      }
      return value;
    }
    const names = Object.keys(value);
    const name = names.length > 0 ? this.pick(names) : '';
    const choice = this.random();
    if (choice < 0.1) delete value[name];
    else if (choice < 0.3) assign(value, this.pick(keys), this.value(2));
    else if (name !== '') assign(value, name, this.mutateOnce(value[name]));
    return value;
  }

  /** Changes some schemas of a definition. */
  mutateSchema(value: JsonValue): JsonValue {
    if (Array.isArray(value)) return value.map(item => this.mutateSchema(item));
    if (!isObject(value)) return value;
    for (const key of Object.keys(value)) {
      assign(value, key, this.mutateSchema(value[key]));
    }
    if (typeof value.type === 'string' && this.chance(0.2)) {
      const key = this.pick(schemaKeys);
      assign(value, key, this.schemaValue(key));
    }
    return value;
  }

  private schemaValue(key: string): JsonValue {
    if (this.chance(0.3)) return this.value(2);
    const schema = { type: this.pick(schemaTypes) };
    switch (key) {
      case 'type':
        return this.pick(schemaTypes);
      case 'properties':
        return { [this.pick(keys)]: schema };
      case 'items':
      case 'additionalProperties':
      case 'not':
        return schema;
      case 'allOf':
      case 'anyOf':
      case 'oneOf':
        return [schema, { required: ['a'] }];
      case 'required':
      case 'x-kubernetes-list-map-keys':
        return [this.pick(keys)];
      case 'x-kubernetes-list-type':
        return this.pick(['map', 'set', 'atomic']);
      case 'x-kubernetes-map-type':
        return this.pick(['granular', 'atomic']);
      case 'x-kubernetes-validations':
        return [
          {
            rule: this.pick(rules),
            ...(this.chance(0.2) ? { messageExpression: 'string(self)' } : {}),
            ...(this.chance(0.2) ? { optionalOldSelf: true } : {}),
          },
        ];
      default:
        return this.pick([true, false, 1, 'a', '^a$', '(']);
    }
  }

  /** A random value with at most `depth` levels, or a deeply nested object. */
  value(depth: number): JsonValue {
    const choice = this.random();
    if (choice < 0.35 || depth === 0) return this.pick(strings);
    if (choice < 0.5) {
      return this.pick([0, -1, 1.5, 1e20, 2 ** 31, 2 ** 53, -(2 ** 63)]);
    }
    if (choice < 0.6) return this.pick([true, false, null]);
    if (choice < 0.62) return nest(this.integer(600));
    const items = Array.from({ length: this.integer(4) }, () =>
      this.value(depth - 1),
    );
    if (choice < 0.8) return items;
    const object: JsonObject = {};
    for (const item of items) assign(object, this.pick(keys), item);
    return object;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.integer(items.length)];
  }

  chance(probability: number): boolean {
    return this.random() < probability;
  }

  /** An integer from 0 up to, but not including, the limit. */
  integer(limit: number): number {
    return Math.floor(this.random() * limit);
  }

  /** A number from 0 up to, but not including, 1: a linear congruential generator with the constants of Numerical Recipes. */
  random(): number {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) % 2 ** 32;
    return ((this.state + 2 ** 32) % 2 ** 32) / 2 ** 32;
  }
}

function nest(depth: number): JsonValue {
  let value: JsonValue = {};
  for (let level = 0; level < depth; level += 1) value = { a: value };
  return value;
}
