import {
  FieldError,
  forbidden,
  invalid,
  notSupported,
  required,
} from '../field-error';
import { isObject } from '../json';
import { StructuralSchema } from '../structural-schema';
import { normalizeFieldPath } from '../validation-rules/field-path';
import { ownProperty, requireValue } from './schema-errors';
import { validateCombinations } from './validate-combinations';
import { validateDefaults } from './validate-defaults';
import { validateFields } from './validate-fields';
import { validateListType } from './validate-list-type';

/** The position of a schema, which changes some rules. */
type Level = 'root' | 'item' | 'field';

const mapTypes = ['atomic', 'granular'];

const reasons = [
  'FieldValueDuplicate',
  'FieldValueForbidden',
  'FieldValueInvalid',
  'FieldValueRequired',
];

/**
 * Validates the schema of a CustomResourceDefinition by the rules of kube-apiserver for structural schemas. Does not compile
 * validation rules: `compileRules` does.
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
  return rules.flatMap((validationRule, index) => {
    const { rule = '', message, reason } = validationRule;
    const { messageExpression, fieldPath } = validationRule;
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
    if (messageExpression && messageExpression.trim() === '') {
      errors.push(
        required(
          `${rulePath}.messageExpression`,
          'messageExpression must be non-empty if specified',
        ),
      );
    }
    if (fieldPath && normalizeFieldPath(fieldPath, schema) === undefined) {
      const detail = 'must be a valid path';
      errors.push(invalid(`${rulePath}.fieldPath`, fieldPath, detail));
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
