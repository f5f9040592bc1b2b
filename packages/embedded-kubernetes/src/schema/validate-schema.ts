import { compilePattern } from './compile-pattern';
import {
  FieldError,
  forbidden,
  invalid,
  notSupported,
  required,
} from './field-error';
import { isObject, JsonValue, jsonEquals } from './json';
import { findUnknownFields } from './prune-and-default';
import { StructuralSchema } from './structural-schema';
import { validateValue } from './validate';

/** The position of a schema, which changes some rules. */
type Level = 'root' | 'item' | 'field';

const types = ['array', 'boolean', 'integer', 'number', 'object', 'string'];
const listTypes = ['atomic', 'set', 'map'];
const mapTypes = ['atomic', 'granular'];
const reasons = [
  'FieldValueDuplicate',
  'FieldValueForbidden',
  'FieldValueInvalid',
  'FieldValueRequired',
];
const unsupportedFields = [
  'id',
  'additionalItems',
  'patternProperties',
  'definitions',
  'dependencies',
  '$ref',
] as const;
/** The fields that a schema inside `allOf`, `anyOf`, `oneOf` or `not` must not have. */
const structuralFields: [keyof StructuralSchema, string][] = [
  ['type', 'must be empty to be structural'],
  ['additionalProperties', 'must be undefined to be structural'],
  ['default', 'must be undefined to be structural'],
  ['title', 'must be empty to be structural'],
  ['description', 'must be empty to be structural'],
  ['nullable', 'must be false to be structural'],
  ['x-kubernetes-preserve-unknown-fields', 'must be false to be structural'],
  ['x-kubernetes-embedded-resource', 'must be false to be structural'],
  ['x-kubernetes-int-or-string', 'must be false to be structural'],
  ['x-kubernetes-list-map-keys', 'must be empty to be structural'],
  ['x-kubernetes-list-type', 'must be undefined to be structural'],
  ['x-kubernetes-map-type', 'must be undefined to be structural'],
  ['x-kubernetes-validations', 'must be empty to be structural'],
];
const intOrString = [{ type: 'integer' }, { type: 'string' }];

/**
 * Validates the schema of a CustomResourceDefinition by the rules of kube-apiserver for structural schemas. Does not compile
 * CEL rules.
 *
 * @param path the path of the schema, such as `spec.versions[0].schema.openAPIV3Schema`
 */
export function validateSchema(
  schema: StructuralSchema,
  path: string,
): FieldError[] {
  const errors = [
    ...validateStructure(schema, path, 'root'),
    ...(schema.nullable
      ? [forbidden(`${path}.nullable`, 'nullable cannot be true at the root')]
      : []),
  ];
  // Defaults are validated only against a valid schema.
  return errors.length > 0 ? errors : validateDefaults(schema, path, true);
}

function validateStructure(
  schema: StructuralSchema,
  path: string,
  level: Level,
): FieldError[] {
  const { properties = {}, additionalProperties, items } = schema;
  const isResource =
    level === 'root' || schema['x-kubernetes-embedded-resource'] === true;
  return [
    ...validateFields(schema, path),
    ...validateType(schema, path, level),
    ...validateListType(schema, path),
    ...validateMapType(schema, path),
    ...validateRules(schema, path),
    ...(isResource ? validateResource(schema, path, level) : []),
    ...validateCombinations(schema, schema, path, path),
    ...(isObject(additionalProperties)
      ? validateStructure(
          additionalProperties,
          `${path}.additionalProperties`,
          'field',
        )
      : []),
    ...Object.entries(properties).flatMap(([name, property]) =>
      validateStructure(property, `${path}.properties[${name}]`, 'field'),
    ),
    ...(isObject(items)
      ? validateStructure(items, `${path}.items`, 'item')
      : []),
  ];
}

/** Validates the fields that a schema may have at any position. */
function validateFields(schema: StructuralSchema, path: string): FieldError[] {
  const errors: FieldError[] = [];
  for (const field of unsupportedFields) {
    if (Object.hasOwn(schema, field)) {
      errors.push(forbidden(`${path}.${field}`, `${field} is not supported`));
    }
  }
  const { type, properties, additionalProperties, pattern } = schema;
  if (type === 'null') {
    errors.push(
      forbidden(
        `${path}.type`,
        'type cannot be set to null, use nullable as an alternative',
      ),
    );
  } else if (type && !types.includes(type)) {
    errors.push(notSupported(`${path}.type`, type, types));
  }
  if (schema.uniqueItems) {
    errors.push(
      forbidden(
        `${path}.uniqueItems`,
        'uniqueItems cannot be set to true since the runtime complexity becomes quadratic',
      ),
    );
  }
  if (
    additionalProperties !== undefined &&
    additionalProperties !== true &&
    Object.keys(properties ?? {}).length > 0
  ) {
    errors.push(
      forbidden(
        `${path}.additionalProperties`,
        'additionalProperties and properties are mutual exclusive',
      ),
    );
  }
  if (Array.isArray(schema.items)) {
    errors.push(
      forbidden(
        `${path}.items`,
        'items must be a schema object and not an array',
      ),
    );
  }
  if (schema['x-kubernetes-preserve-unknown-fields'] === false) {
    errors.push(
      invalid(
        `${path}.x-kubernetes-preserve-unknown-fields`,
        false,
        'must be true or undefined',
      ),
    );
  }
  if (pattern) errors.push(...validatePattern(pattern, path));
  return errors;
}

function validatePattern(pattern: string, path: string): FieldError[] {
  try {
    compilePattern(pattern);
    return [];
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return [
      invalid(
        `${path}.pattern`,
        pattern,
        `must be a valid regular expression, but isn't: ${message}`,
      ),
    ];
  }
}

function validateType(
  schema: StructuralSchema,
  path: string,
  level: Level,
): FieldError[] {
  const errors: FieldError[] = [];
  const isEmbedded = schema['x-kubernetes-embedded-resource'] === true;
  const isIntOrString = schema['x-kubernetes-int-or-string'] === true;
  const isPreserving = schema['x-kubernetes-preserve-unknown-fields'] === true;
  if (isEmbedded && schema.type !== 'object') {
    errors.push(
      requireValue(
        `${path}.type`,
        schema.type,
        'must be object if x-kubernetes-embedded-resource is true',
      ),
    );
  } else if (!schema.type && !isIntOrString && !isPreserving) {
    const detail = {
      root: 'must not be empty at the root',
      item: 'must not be empty for specified array items',
      field: 'must not be empty for specified object fields',
    }[level];
    errors.push(required(`${path}.type`, detail));
  }
  if (level === 'root' && schema.type && schema.type !== 'object') {
    errors.push(
      invalid(`${path}.type`, schema.type, 'must be object at the root'),
    );
  }
  if (schema.type === 'array' && schema.items === undefined) {
    errors.push(required(`${path}.items`, 'must be specified'));
  }
  for (const [isSet, name] of [
    [isPreserving, 'x-kubernetes-preserve-unknown-fields'],
    [isEmbedded, 'x-kubernetes-embedded-resource'],
  ] as const) {
    if (!isIntOrString || !isSet) continue;
    const detail = 'must be false if x-kubernetes-int-or-string is true';
    errors.push(invalid(`${path}.${name}`, true, detail));
  }
  return errors;
}

function validateListType(
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

function validateMapType(schema: StructuralSchema, path: string): FieldError[] {
  const type = schema['x-kubernetes-map-type'];
  if (type === undefined) return [];
  return [
    ...(schema.type === 'object'
      ? []
      : [
          requireValue(
            `${path}.type`,
            schema.type,
            'must be object if x-kubernetes-map-type is specified',
          ),
        ]),
    ...(mapTypes.includes(type)
      ? []
      : [notSupported(`${path}.x-kubernetes-map-type`, type, mapTypes)]),
  ];
}

function validateRules(schema: StructuralSchema, path: string): FieldError[] {
  const rules = schema['x-kubernetes-validations'] ?? [];
  return rules.flatMap(({ rule = '', message, reason }, index) => {
    const rulePath = `${path}.x-kubernetes-validations[${index}]`;
    const errors: FieldError[] = [];
    if (rule.trim() === '') {
      errors.push(required(`${rulePath}.rule`, 'rule is not specified'));
    } else if (message && message.trim() === '') {
      errors.push(
        invalid(
          `${rulePath}.message`,
          message,
          'must be non-empty if specified',
        ),
      );
    } else if (message && /[\n\r]/.test(message.trim())) {
      errors.push(
        invalid(`${rulePath}.message`, message, 'must not contain line breaks'),
      );
    } else if (/[\n\r]/.test(rule.trim()) && !message) {
      errors.push(
        required(
          `${rulePath}.message`,
          'message must be specified if rule contains line breaks',
        ),
      );
    }
    if (reason !== undefined && !reasons.includes(reason)) {
      errors.push(notSupported(`${rulePath}.reason`, reason, reasons));
    }
    return errors;
  });
}

/** Validates the schema of a whole object, at the root or embedded. */
function validateResource(
  schema: StructuralSchema,
  path: string,
  level: Level,
): FieldError[] {
  const errors: FieldError[] = [];
  for (const name of ['apiVersion', 'kind']) {
    const property = ownProperty(schema, name);
    if (property && property.type !== 'string') {
      errors.push(
        invalid(
          `${path}.properties[${name}].type`,
          property.type ?? '',
          'must be string',
        ),
      );
    }
  }
  const metadata = ownProperty(schema, 'metadata');
  const metadataPath = `${path}.properties[metadata]`;
  if (metadata && metadata.type !== 'object') {
    errors.push(
      invalid(`${metadataPath}.type`, metadata.type ?? '', 'must be object'),
    );
  }
  if (level === 'root') {
    if (metadata && !restrictsOnlyNames(metadata)) {
      errors.push(
        forbidden(
          metadataPath,
          'must not specify anything other than name and generateName, but metadata is implicitly specified',
        ),
      );
    }
    if (schema.additionalProperties !== undefined) {
      errors.push(
        forbidden(
          `${path}.additionalProperties`,
          'must not be used at the root',
        ),
      );
    }
  } else if (schema.additionalProperties !== undefined) {
    errors.push(
      forbidden(
        `${path}.additionalProperties`,
        'must not be used if x-kubernetes-embedded-resource is set',
      ),
    );
  } else if (
    !schema['x-kubernetes-preserve-unknown-fields'] &&
    Object.keys(schema.properties ?? {}).length === 0
  ) {
    errors.push(
      required(
        `${path}.properties`,
        'must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields',
      ),
    );
  }
  return errors;
}

function restrictsOnlyNames(metadata: StructuralSchema): boolean {
  const { type, description, properties = {}, ...rest } = metadata;
  return (
    Object.keys(rest).length === 0 &&
    Object.keys(properties).every(name =>
      ['name', 'generateName'].includes(name),
    )
  );
}

/**
 * Validates `allOf`, `anyOf`, `oneOf` and `not`, which must only restrict values that the structural part of the schema declares.
 *
 * @param schema the structural part, undefined if it does not declare the value
 */
function validateCombinations(
  combination: StructuralSchema,
  schema: StructuralSchema,
  path: string,
  combinationPath: string,
): FieldError[] {
  const isIntOrString = schema['x-kubernetes-int-or-string'] === true;
  const visit = (nested: StructuralSchema, nestedPath: string) =>
    validateNested(nested, schema, path, nestedPath);
  const errors: FieldError[] = [];
  for (const name of ['allOf', 'anyOf', 'oneOf'] as const) {
    const list = combination[name] ?? [];
    if (
      isIntOrString &&
      name === 'anyOf' &&
      jsonEquals(toJson(list), intOrString)
    ) {
      continue;
    }
    list.forEach((nested, index) => {
      const isFirst = isIntOrString && name === 'allOf' && index === 0;
      const { anyOf, ...rest } = nested;
      const isPattern = isFirst && jsonEquals(toJson(anyOf), intOrString);
      errors.push(
        ...visit(
          isPattern ? rest : nested,
          `${combinationPath}.${name}[${index}]`,
        ),
      );
    });
  }
  if (combination.not) {
    errors.push(...visit(combination.not, `${combinationPath}.not`));
  }
  return errors;
}

function validateNested(
  nested: StructuralSchema,
  schema: StructuralSchema,
  path: string,
  nestedPath: string,
): FieldError[] {
  const errors = validateFields(nested, nestedPath);
  for (const [field, detail] of structuralFields) {
    const value = nested[field];
    const isEmpty =
      value === undefined ||
      value === false ||
      value === '' ||
      (Array.isArray(value) && value.length === 0);
    if (!isEmpty) errors.push(forbidden(`${nestedPath}.${field}`, detail));
  }
  errors.push(...validateCombinations(nested, schema, path, nestedPath));
  if (isObject(nested.items)) {
    const itemsPath = `${nestedPath}.items`;
    errors.push(
      ...(isObject(schema.items)
        ? validateNested(nested.items, schema.items, `${path}.items`, itemsPath)
        : [required(`${path}.items`, `because it is defined in ${itemsPath}`)]),
    );
  }
  for (const [name, property] of Object.entries(nested.properties ?? {})) {
    const propertyPath = `${path}.properties[${name}]`;
    const nestedPropertyPath = `${nestedPath}.properties[${name}]`;
    const declared = ownProperty(schema, name);
    if (name === 'metadata') {
      errors.push(
        forbidden(
          nestedPropertyPath,
          'must not be specified in a nested context',
        ),
      );
    }
    errors.push(
      ...(declared
        ? validateNested(property, declared, propertyPath, nestedPropertyPath)
        : [
            required(
              propertyPath,
              `because it is defined in ${nestedPropertyPath}`,
            ),
          ]),
    );
  }
  return errors;
}

/** Validates that defaults have no unknown fields and are valid. */
function validateDefaults(
  schema: StructuralSchema,
  path: string,
  isRoot: boolean,
): FieldError[] {
  const errors: FieldError[] = [];
  if (schema.default !== undefined) {
    const defaultPath = `${path}.default`;
    if (findUnknownFields(schema, schema.default).length > 0) {
      errors.push(
        invalid(defaultPath, schema.default, 'must not have unknown fields'),
      );
    }
    errors.push(...validateValue(schema, schema.default, defaultPath));
  }
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const propertyPath = `${path}.properties[${name}]`;
    const isMeta = isRoot && ['metadata', 'kind', 'apiVersion'].includes(name);
    if (isMeta) {
      if (property.default === undefined) continue;
      errors.push(
        forbidden(
          `${propertyPath}.default`,
          `must not be set in top-level ${name}`,
        ),
      );
    } else {
      errors.push(...validateDefaults(property, propertyPath, false));
    }
  }
  if (isObject(schema.additionalProperties)) {
    errors.push(
      ...validateDefaults(
        schema.additionalProperties,
        `${path}.additionalProperties`,
        false,
      ),
    );
  }
  if (isObject(schema.items)) {
    errors.push(...validateDefaults(schema.items, `${path}.items`, false));
  }
  return errors;
}

function ownProperty(
  schema: StructuralSchema,
  name: string,
): StructuralSchema | undefined {
  const { properties } = schema;
  return properties && Object.hasOwn(properties, name)
    ? properties[name]
    : undefined;
}

function requireValue(
  path: string,
  value: string | undefined,
  detail: string,
): FieldError {
  return value ? invalid(path, value, detail) : required(path, detail);
}

function toJson(value: object | undefined): JsonValue | undefined {
  return value && JSON.parse(JSON.stringify(value));
}
