import { KubeObject } from '../api/types';
import {
  assign,
  cloneJson,
  has,
  isObject,
  JsonObject,
  JsonValue,
} from './json';
import { asJson, asKubeObject } from './kube-json';
import { objectMetaSchema } from './object-meta-schema';
import { StructuralSchema } from './structural-schema';

/** A pruned and defaulted object, and the pruned fields. */
export interface PrunedObject {
  object: KubeObject;
  /** The sorted paths of unknown fields: `spec.colour`. */
  unknownFields: string[];
}

const rootFields = new Set(['apiVersion', 'kind', 'metadata']);

class Normalizer {
  constructor(
    private readonly root: JsonObject,
    /** Whether nulls, empty lists and empty maps are absent values, as in Go structs. */
    private readonly struct: boolean,
    readonly unknownFields: string[] = [],
  ) {}

  /** Returns undefined for an absent value. */
  value(
    schema: StructuralSchema | undefined,
    value: JsonValue,
    path: string,
  ): JsonValue | undefined {
    if (!schema) return this.struct && value === null ? undefined : value;
    if (value === null) return this.null(schema);
    if (Array.isArray(value)) {
      if (this.struct && value.length === 0) return cloneDefault(schema);
      return value.map(
        (item, index) =>
          this.value(schema.items, item, `${path}[${index}]`) ?? null,
      );
    }
    if (isObject(value)) {
      const isMap = !schema.properties && isSchema(schema.additionalProperties);
      if (this.struct && isMap && Object.keys(value).length === 0) {
        return cloneDefault(schema);
      }
      return this.object(schema, value, path);
    }
    if (schema.rules?.omitZero && isZero(value)) return cloneDefault(schema);
    return schema.rules?.canonicalize?.(value) ?? value;
  }

  object(
    schema: StructuralSchema,
    value: JsonObject,
    path: string,
    isResource = schema['x-kubernetes-embedded-resource'] === true,
  ): JsonObject {
    const { properties, additionalProperties } = schema;
    let source = value;
    if (schema.rules?.setDefaults) {
      source = withoutNulls(value);
      schema.rules.setDefaults(source, this.root);
    }
    const result: JsonObject = {};
    for (const key of Object.keys(source)) {
      const member = source[key];
      if (member === undefined) continue;
      if (isResource && rootFields.has(key)) {
        const isMetadata = key === 'metadata' && path !== '';
        assign(
          result,
          key,
          isMetadata ? this.metadata(source, join(path, key)) : member,
        );
      } else if (properties && declares(properties, key)) {
        this.set(
          result,
          key,
          this.value(properties[key], member, join(path, key)),
        );
      } else if (
        additionalProperties !== undefined &&
        additionalProperties !== false
      ) {
        const rest = isSchema(additionalProperties)
          ? additionalProperties
          : undefined;
        this.set(result, key, this.value(rest, member, join(path, key)));
      } else if (schema['x-kubernetes-preserve-unknown-fields']) {
        assign(result, key, member);
      } else if (path !== '' || !rootFields.has(key)) {
        this.unknownFields.push(join(path, key));
      }
    }
    if (properties) this.addDefaults(result, properties, path);
    return result;
  }

  /** The `metadata` of an object, which is a struct for every kind. */
  metadata(resource: JsonObject, path: string): JsonObject {
    const metadata = has(resource, 'metadata') ? resource.metadata : undefined;
    if (!isObject(metadata)) return {};
    const normalizer = new Normalizer(this.root, true, this.unknownFields);
    return normalizer.object(objectMetaSchema, metadata, path);
  }

  private addDefaults(
    result: JsonObject,
    properties: Record<string, StructuralSchema>,
    path: string,
  ) {
    for (const name of defaultedIn(properties)) {
      if (has(result, name)) continue;
      const property = properties[name];
      const value = cloneDefault(property);
      if (value !== undefined) {
        this.set(result, name, this.value(property, value, join(path, name)));
      }
    }
  }

  private null(schema: StructuralSchema): JsonValue | undefined {
    if (schema.nullable && !this.struct) return null;
    return cloneDefault(schema);
  }

  private set(object: JsonObject, key: string, value: JsonValue | undefined) {
    if (value !== undefined) assign(object, key, value);
  }
}

const defaulted = new WeakMap<Record<string, StructuralSchema>, string[]>();

/** The names of properties with a default, in the order of the schema. */
function defaultedIn(properties: Record<string, StructuralSchema>): string[] {
  let names = defaulted.get(properties);
  if (!names) {
    names = Object.keys(properties).filter(
      name => properties[name].default !== undefined,
    );
    defaulted.set(properties, names);
  }
  return names;
}

function cloneDefault(schema: StructuralSchema): JsonValue | undefined {
  return schema.default === undefined ? undefined : cloneJson(schema.default);
}

function withoutNulls(value: JsonObject): JsonObject {
  const result: JsonObject = {};
  for (const key of Object.keys(value)) {
    if (value[key] !== null) assign(result, key, value[key]);
  }
  return result;
}

function isZero(value: JsonValue): boolean {
  return value === '' || value === 0 || value === false;
}

function isSchema(
  value: StructuralSchema | boolean | undefined,
): value is StructuralSchema {
  return typeof value === 'object';
}

function declares(
  object: Record<string, StructuralSchema>,
  key: string,
): boolean {
  return Object.prototype.hasOwnProperty.call(object, key);
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

/**
 * Removes unknown fields and nulls that are not nullable, and sets defaults, in
 * a copy of the object. Without a schema it removes only unknown metadata.
 */
export function pruneAndDefault(
  schema: StructuralSchema | undefined,
  object: KubeObject,
): PrunedObject {
  const root = asJson(object);
  const normalizer = new Normalizer(root, schema?.rules?.struct === true);
  const result: JsonObject = {};
  const body = schema ? normalizer.object(schema, root, '', true) : { ...root };
  for (const key of ['apiVersion', 'kind']) {
    if (has(root, key)) result[key] = root[key];
  }
  result.metadata = normalizer.metadata(root, 'metadata');
  for (const key of Object.keys(body)) {
    if (!rootFields.has(key)) assign(result, key, body[key]);
  }
  return {
    object: asKubeObject(result),
    unknownFields: normalizer.unknownFields.sort(),
  };
}

/** Finds the fields of a value that its schema does not know. */
export function findUnknownFields(
  schema: StructuralSchema,
  value: JsonValue,
): string[] {
  const normalizer = new Normalizer({}, false);
  normalizer.value(schema, value, 'value');
  return normalizer.unknownFields;
}
