import type { CrdVersion } from '../api/custom-resource-definition';
import { validateSchema } from '../schema/definition/validate-schema';
import {
  duplicate,
  forbidden,
  invalid,
  required,
  tooMany,
  type FieldError,
} from '../schema/field-error';
import { jsonEquals, type JsonValue } from '../schema/json';
import { asJson } from '../schema/kube-json';
import { dnsLabel1035Problems } from '../schema/names';
import type { StructuralSchema } from '../schema/structural-schema';
import { compileRules } from '../schema/validation-rules/compile-rules';

const columnFormats = [
  'byte',
  'date',
  'date-time',
  'double',
  'float',
  'int32',
  'int64',
  'password',
];

const selectableTypes = ['string', 'boolean', 'integer'];

const maxSelectableFields = 8;

const maxDeprecationWarning = 256;

/** The fields of a root schema that cannot be combined with the status subresource. */
const fieldsForbiddenWithStatus = [
  'default',
  'enum',
  'maxProperties',
  'minProperties',
  'allOf',
  'anyOf',
  'oneOf',
  'not',
  'additionalProperties',
  'nullable',
  'x-kubernetes-embedded-resource',
  'x-kubernetes-int-or-string',
  'x-kubernetes-map-type',
];

/**
 * Validates a version of a CustomResourceDefinition.
 * @param liveSchema - the stored schema of the version; an unchanged schema is not validated again
 */
export function validateVersion(
  version: CrdVersion,
  path: string,
  liveSchema: JsonValue | undefined,
): FieldError[] {
  const errors: FieldError[] = [];
  const problems = dnsLabel1035Problems(version.name);
  if (problems.length > 0) {
    errors.push(invalid(`${path}.name`, version.name, problems.join(',')));
  }
  errors.push(...validateDeprecation(version, path));
  const schema = version.schema?.openAPIV3Schema;
  const schemaPath = `${path}.schema.openAPIV3Schema`;
  if (!schema) {
    errors.push(required(schemaPath, 'schemas are required'));
  } else if (!jsonEquals(asJson(schema), liveSchema)) {
    const schemaErrors = validateSchema(schema, schemaPath);
    errors.push(
      ...(schemaErrors.length > 0
        ? schemaErrors
        : compileRules(schema, schemaPath).errors),
    );
    if (version.subresources?.status) {
      errors.push(...validateSchemaWithStatus(schema, schemaPath));
    }
  }
  errors.push(...validateScale(version, `${path}.subresources.scale`));
  version.additionalPrinterColumns?.forEach((column, index) =>
    errors.push(
      ...validateColumn(column, `${path}.additionalPrinterColumns[${index}]`),
    ),
  );
  if (schema) errors.push(...validateSelectableFields(version, schema, path));
  return errors;
}

function validateDeprecation(version: CrdVersion, path: string): FieldError[] {
  const { deprecated, deprecationWarning: warning } = version;
  if (warning === undefined) return [];
  const fieldPath = `${path}.deprecationWarning`;
  const details: string[] = [];
  if (!deprecated) details.push('can only be set for deprecated versions');
  else {
    if (Buffer.byteLength(warning) > maxDeprecationWarning) {
      details.push(`must be <= ${maxDeprecationWarning} characters long`);
    }
    if (warning === '') details.push('must not be an empty string');
    if (/\p{C}/u.test(warning)) {
      details.push('must only contain printable UTF-8 characters');
    }
  }
  return details.map(detail => invalid(fieldPath, warning, detail));
}

function validateSchemaWithStatus(schema: StructuralSchema, path: string) {
  const fields = asJson(schema);
  return fieldsForbiddenWithStatus
    .filter(field => fields[field] !== undefined && fields[field] !== false)
    .map(field =>
      forbidden(
        `${path}.${field}`,
        'must not be set at the root of the schema if the status subresource is enabled',
      ),
    );
}

function validateScale(version: CrdVersion, path: string): FieldError[] {
  const scale = version.subresources?.scale;
  if (!scale) return [];
  const validatePath = (name: keyof typeof scale, roots: string[]) => {
    const value = scale[name] ?? '';
    if (value === '') {
      return name === 'labelSelectorPath' ? [] : [required(`${path}.${name}`)];
    }
    return roots.some(root => value.startsWith(root))
      ? []
      : [
          invalid(
            `${path}.${name}`,
            value,
            `should be a json path under ${roots
              .map(root => root.slice(0, -1))
              .join(' or ')}`,
          ),
        ];
  };
  return [
    ...validatePath('specReplicasPath', ['.spec.']),
    ...validatePath('statusReplicasPath', ['.status.']),
    ...validatePath('labelSelectorPath', ['.spec.', '.status.']),
  ];
}

function validateColumn(
  column: NonNullable<CrdVersion['additionalPrinterColumns']>[number],
  path: string,
): FieldError[] {
  const { name, format, jsonPath } = column;
  const errors: FieldError[] = [];
  if (name === '') errors.push(required(`${path}.name`));
  if (format && !columnFormats.includes(format)) {
    const detail = `must be one of ${columnFormats.join(',')}`;
    errors.push(invalid(`${path}.format`, format, detail));
  }
  if (jsonPath === '') errors.push(required(`${path}.JSONPath`));
  else if (!jsonPath.startsWith('.')) {
    const detail = 'must be a simple json path starting with .';
    errors.push(invalid(`${path}.JSONPath`, jsonPath, detail));
  }
  return errors;
}

function validateSelectableFields(
  version: CrdVersion,
  schema: StructuralSchema,
  path: string,
): FieldError[] {
  const fields = version.selectableFields ?? [];
  const fieldsPath = `${path}.selectableFields`;
  const seen = new Set<string>();
  const errors = fields.flatMap(({ jsonPath }, index) => {
    const fieldPath = `${fieldsPath}[${index}].jsonPath`;
    if (jsonPath === '') return [required(fieldPath)];
    if (seen.has(jsonPath)) return [duplicate(fieldPath, jsonPath)];
    seen.add(jsonPath);
    if (jsonPath.startsWith('.metadata.')) {
      const detail = 'must not point to fields in metadata';
      return [invalid(fieldPath, jsonPath, detail)];
    }
    const found = findSchema(schema, jsonPath);
    if (!found) {
      const detail = 'is an invalid path: does not refer to a valid field';
      return [invalid(fieldPath, jsonPath, detail)];
    }
    if (selectableTypes.includes(found.type ?? '')) return [];
    const detail =
      'must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed.';
    return [invalid(fieldPath, jsonPath, detail)];
  });
  return seen.size > maxSelectableFields
    ? [...errors, tooMany(fieldsPath, seen.size, maxSelectableFields)]
    : errors;
}

/** The schema at a simple path such as `.spec.type`. */
function findSchema(
  root: StructuralSchema,
  jsonPath: string,
): StructuralSchema | undefined {
  if (!jsonPath.startsWith('.')) return undefined;
  let schema: StructuralSchema | undefined = root;
  for (const name of jsonPath.slice(1).split('.')) {
    const properties: StructuralSchema['properties'] = schema?.properties;
    schema =
      properties && Object.hasOwn(properties, name)
        ? properties[name]
        : undefined;
  }
  return schema;
}
