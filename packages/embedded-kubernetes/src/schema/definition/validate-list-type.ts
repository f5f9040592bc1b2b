import {
  FieldError,
  forbidden,
  invalid,
  notSupported,
  required,
} from '../field-error';
import { isObject } from '../json';
import { StructuralSchema } from '../structural-schema';
import { ownProperty, requireValue } from './schema-errors';

const listTypes = ['atomic', 'set', 'map'];

/** Validates `x-kubernetes-list-type` and `x-kubernetes-list-map-keys`. */
export function validateListType(
  schema: StructuralSchema,
  path: string,
): FieldError[] {
  const type = schema['x-kubernetes-list-type'];
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  const typePath = `${path}.x-kubernetes-list-type`;
  const errors: FieldError[] = [];
  if (keys.length > 0 && type !== 'map') {
    errors.push(
      requireValue(
        typePath,
        type,
        'must be map if x-kubernetes-list-map-keys is non-empty',
      ),
    );
  }
  if (type === undefined) return errors;
  if (!listTypes.includes(type)) {
    errors.push(notSupported(typePath, type, listTypes));
  }
  if (schema.type !== 'array') {
    errors.push(
      requireValue(
        `${path}.type`,
        schema.type,
        'must be array if x-kubernetes-list-type is specified',
      ),
    );
  }
  const { items } = schema;
  if (!isObject(items) || type === 'atomic') return errors;
  if (items.nullable) {
    errors.push(
      forbidden(
        `${path}.items.nullable`,
        `cannot be nullable when x-kubernetes-list-type is ${type}`,
      ),
    );
  }
  return [
    ...errors,
    ...(type === 'map'
      ? validateMapKeys(keys, items, path)
      : validateSetItems(items, path)),
  ];
}

function validateMapKeys(
  keys: string[],
  items: StructuralSchema,
  path: string,
): FieldError[] {
  const keysPath = `${path}.x-kubernetes-list-map-keys`;
  if (keys.length === 0) {
    return [
      required(keysPath, 'must not be empty if x-kubernetes-list-type is map'),
    ];
  }
  if (items.type !== 'object') {
    return [
      invalid(
        `${path}.items.type`,
        items.type ?? '',
        "must be object if parent array's x-kubernetes-list-type is map",
      ),
    ];
  }
  const errors: FieldError[] = [];
  if (new Set(keys).size < keys.length) {
    errors.push(invalid(keysPath, keys, 'must not contain duplicate entries'));
  }
  for (const key of keys) {
    const property = ownProperty(items, key);
    const keyPath = `${path}.items.properties[${key}]`;
    if (!property) {
      errors.push(
        invalid(keysPath, keys, 'entries must all be names of item properties'),
      );
      continue;
    }
    if (property.type === 'array' || property.type === 'object') {
      errors.push(
        invalid(
          `${keyPath}.type`,
          property.type,
          "must be a scalar type if parent array's x-kubernetes-list-type is map",
        ),
      );
    }
    if (!items.required?.includes(key) && property.default === undefined) {
      errors.push(
        required(
          `${keyPath}.default`,
          'this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property',
        ),
      );
    }
    if (property.nullable) {
      errors.push(
        forbidden(
          `${keyPath}.nullable`,
          'this property is in x-kubernetes-list-map-keys, so it cannot be nullable',
        ),
      );
    }
  }
  return errors;
}

function validateSetItems(items: StructuralSchema, path: string): FieldError[] {
  const detail =
    'must be atomic as item of a list with x-kubernetes-list-type=set';
  const listType = items['x-kubernetes-list-type'] ?? 'atomic';
  if (items.type === 'array' && listType !== 'atomic') {
    return [invalid(`${path}.items.x-kubernetes-list-type`, listType, detail)];
  }
  const mapType = items['x-kubernetes-map-type'];
  if (items.type === 'object' && mapType !== 'atomic') {
    return [
      invalid(`${path}.items.x-kubernetes-map-type`, mapType ?? '', detail),
    ];
  }
  return [];
}
