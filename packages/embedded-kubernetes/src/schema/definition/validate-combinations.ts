import { FieldError, forbidden, required } from '../field-error';
import { isObject, JsonValue, jsonEquals } from '../json';
import { StructuralSchema } from '../structural-schema';
import { ownProperty } from './schema-errors';
import { validateFields } from './validate-fields';

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
 * Validates `allOf`, `anyOf`, `oneOf` and `not`, which must only restrict values that the structural part of the schema declares.
 *
 * @param schema the structural part, undefined if it does not declare the value
 */
export function validateCombinations(
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

function toJson(value: object | undefined): JsonValue | undefined {
  return value && JSON.parse(JSON.stringify(value));
}
