import { Duration } from '@marcbachmann/cel-js/evaluator';
import { evaluate, type Environment } from '@marcbachmann/cel-js';
import { isObject, type JsonObject, type JsonValue } from '../json';
import { listIdentityOf } from '../list-types';
import type { StructuralSchema } from '../structural-schema';

/** The type of a value in CEL expressions, by the rules of kube-apiserver for structural schemas. */
export type ValueType =
  | ScalarType
  | { kind: 'list'; name: string; items: ValueType; schema: StructuralSchema }
  | { kind: 'map'; name: string; values: ValueType }
  | ObjectType;

interface ScalarType {
  kind: 'scalar';
  name: string;
  convert(value: JsonValue): unknown;
}

interface ObjectType {
  kind: 'object';
  name: string;
  /** The fields by their names in JSON, with those in expressions. */
  fields: Map<string, { names: string[]; type: ValueType }>;
  /** Whether fields outside the schema are kept. Expressions cannot read them, but a comparison includes them. */
  isOpen: boolean;
  Constructor: new () => CelObject;
}

/** An object with a schema. */
export class CelObject extends Map<string, unknown> {
  /** The fields that expressions cannot read but comparisons include. */
  others: JsonObject | undefined;
}

/** How the items of a list of type `set` or `map` are compared: by identity, not by position. */
const identities = new WeakMap<object, string[]>();

/** The identities of the items of a list whose order has no meaning; undefined for other values. */
export function itemIdentitiesOf(list: object): string[] | undefined {
  return identities.get(list);
}

const scalars = {
  string: scalar('string', value => value),
  int: scalar('int', value =>
    Number.isInteger(value) && typeof value === 'number'
      ? BigInt(value)
      : value,
  ),
  double: scalar('double', value => value),
  bool: scalar('bool', value => value),
  bytes: scalar('bytes', value =>
    typeof value === 'string' ? Buffer.from(value, 'base64') : value,
  ),
  timestamp: scalar('google.protobuf.Timestamp', value =>
    typeof value === 'string' ? new Date(value) : value,
  ),
  duration: scalar('google.protobuf.Duration', value =>
    typeof value === 'string' ? parseDuration(value) : value,
  ),
  dyn: scalar('dyn', convertUntyped),
};

function scalar(
  name: string,
  convert: (value: JsonValue) => unknown,
): ScalarType {
  return { kind: 'scalar', name, convert };
}

function parseDuration(value: string): unknown {
  try {
    const duration: unknown = evaluate('duration(value)', { value });
    return duration instanceof Duration ? duration : value;
  } catch {
    return value;
  }
}

const stringSchema: StructuralSchema = { type: 'string' };

/** The fields that every resource has. Expressions can read no other metadata. */
const resourceFields: Record<string, StructuralSchema> = {
  apiVersion: stringSchema,
  kind: stringSchema,
  metadata: {
    type: 'object',
    properties: { name: stringSchema, generateName: stringSchema },
  },
};

/** Declares the types of a schema in an environment. */
export class TypeDeclarations {
  private objects = 0;
  private readonly known = new Map<StructuralSchema, ValueType | undefined>();

  constructor(private readonly environment: Environment) {}

  /**
   * @param isResource - whether the value is a whole resource, at the root or embedded
   * @returns undefined if expressions cannot read values of the schema
   */
  typeOf(schema: StructuralSchema, isResource: boolean): ValueType | undefined {
    if (this.known.has(schema)) return this.known.get(schema);
    const type = this.createType(schema, isResource);
    this.known.set(schema, type);
    return type;
  }

  private createType(
    schema: StructuralSchema,
    isResource: boolean,
  ): ValueType | undefined {
    if (schema['x-kubernetes-int-or-string']) return scalars.dyn;
    switch (isResource ? 'object' : schema.type) {
      case 'object':
        return this.objectTypeOf(schema, isResource);
      case 'array': {
        const items =
          schema.items &&
          this.typeOf(
            schema.items,
            schema.items['x-kubernetes-embedded-resource'] === true,
          );
        return (
          items && { kind: 'list', name: `list<${items.name}>`, items, schema }
        );
      }
      case 'string':
        return stringTypeOf(schema);
      case 'integer':
        return scalars.int;
      case 'number':
        return scalars.double;
      case 'boolean':
        return scalars.bool;
      default:
        return undefined;
    }
  }

  private objectTypeOf(
    schema: StructuralSchema,
    isResource: boolean,
  ): ValueType | undefined {
    const { additionalProperties } = schema;
    if (isObject(additionalProperties)) {
      const valueSchema: StructuralSchema = additionalProperties;
      const values = this.typeOf(
        valueSchema,
        valueSchema['x-kubernetes-embedded-resource'] === true,
      );
      return (
        values && { kind: 'map', name: `map<string, ${values.name}>`, values }
      );
    }
    const properties = isResource
      ? { ...schema.properties, ...resourceFields }
      : schema.properties ?? {};
    const fields: ObjectType['fields'] = new Map();
    const declared: Record<string, string> = Object.create(null);
    for (const [property, propertySchema] of Object.entries(properties)) {
      const type = this.typeOf(
        propertySchema,
        propertySchema['x-kubernetes-embedded-resource'] === true,
      );
      const names = fieldNamesOf(property);
      if (!type || !names.length) continue;
      fields.set(property, { names, type });
      for (const name of names) declared[name] = type.name;
    }
    this.objects += 1;
    const name = `object${this.objects}`;
    const Constructor = class extends CelObject {};
    this.environment.registerType(name, {
      ctor: Constructor,
      fields: declared,
    });
    for (const other of [name, 'null']) {
      this.environment.registerOperator(`${name} == ${other}`, Object.is);
    }
    const isOpen = schema['x-kubernetes-preserve-unknown-fields'] === true;
    return { kind: 'object', name, fields, isOpen, Constructor };
  }
}

function stringTypeOf({ format }: StructuralSchema): ScalarType {
  switch (format) {
    case 'byte':
      return scalars.bytes;
    case 'duration':
      return scalars.duration;
    case 'date':
    case 'date-time':
      return scalars.timestamp;
    default:
      return scalars.string;
  }
}

/** The names that Kubernetes escapes, as its documentation of `x-kubernetes-validations` lists them. `var` is none of them. */
const reservedNames = new Set([
  ...['true', 'false', 'null', 'in', 'as', 'break', 'const', 'continue'],
  ...['else', 'for', 'function', 'if', 'import', 'let', 'loop', 'package'],
  ...['namespace', 'return'],
]);

/** The names of a field in expressions; none if they cannot name it. */
function fieldNamesOf(name: string): string[] {
  // Kubernetes 1.31 and later accept a reserved name as it is, too.
  if (reservedNames.has(name)) return [`__${name}__`, name];
  const escaped = name
    .replaceAll('__', '__underscores__')
    .replaceAll('.', '__dot__')
    .replaceAll('-', '__dash__')
    .replaceAll('/', '__slash__');
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(escaped) ? [escaped] : [];
}

/** Converts the values of one object to CEL values, each part once. */
export class ValueConverter {
  private readonly converted = new Map<
    object,
    { type: ValueType; value: unknown }
  >();

  convert(type: ValueType, value: JsonValue): unknown {
    if (value === null) return null;
    if (type.kind === 'scalar') return type.convert(value);
    if (typeof value !== 'object') return value;
    const known = this.converted.get(value);
    if (known && known.type === type) return known.value;
    const result = this.convertComposite(type, value);
    this.converted.set(value, { type, value: result });
    return result;
  }

  private convertComposite(
    type: Exclude<ValueType, ScalarType>,
    value: JsonValue[] | JsonObject,
  ): unknown {
    if (Array.isArray(value)) {
      if (type.kind !== 'list') return convertUntyped(value);
      const list = value.map(item => this.convert(type.items, item));
      const identityOf = listIdentityOf(type.schema);
      if (identityOf) identities.set(list, value.map(identityOf));
      return list;
    }
    if (type.kind === 'list') return convertUntyped(value);
    if (type.kind === 'map') {
      const map = new Map<string, unknown>();
      for (const [key, item] of Object.entries(value)) {
        map.set(key, this.convert(type.values, item));
      }
      return map;
    }
    const object = new type.Constructor();
    for (const [key, item] of Object.entries(value)) {
      // As in kube-apiserver, has() is false for null.
      if (item === null) continue;
      const field = type.fields.get(key);
      if (field) {
        const converted = this.convert(field.type, item);
        for (const name of field.names) object.set(name, converted);
      } else if (type.isOpen) {
        object.others ??= Object.create(null);
        if (object.others) object.others[key] = item;
      }
    }
    return object;
  }
}

function convertUntyped(value: JsonValue): unknown {
  if (typeof value === 'number') {
    return Number.isInteger(value) ? BigInt(value) : value;
  }
  if (Array.isArray(value)) return value.map(convertUntyped);
  if (!isObject(value)) return value;
  return new Map(
    Object.entries(value).map(([key, item]) => [key, convertUntyped(item)]),
  );
}
