import {
  crdSpecSchema,
  customResourceDefinitionType,
  type CrdSpec,
  type CrdVersion,
} from '../api/custom-resource-definition';
import { badRequest, invalid as invalidObject } from '../api/status-error';
import type { KubeObject } from '../api/types';
import {
  duplicate,
  forbidden,
  invalid,
  notSupported,
  required,
  tooMany,
  type FieldError,
} from '../schema/field-error';
import {
  assign,
  isObject,
  jsonEquals,
  type JsonObject,
  type JsonValue,
} from '../schema/json';
import { asJson } from '../schema/kube-json';
import { dnsLabel1035Problems, subdomainProblems } from '../schema/names';
import { parseSchema, SchemaTypeError } from '../schema/parse-schema';
import type { StructuralSchema } from '../schema/structural-schema';
import { validateSchema } from '../schema/validate-schema';

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
 * Drops null fields of a CustomResourceDefinition, and unknown fields of its schemas.
 * @throws StatusError 400 if a field of a schema has the wrong type
 */
export function normalizeCrd(crd: KubeObject): KubeObject {
  const { spec } = crd;
  try {
    return isObject(spec) ? { ...crd, spec: withoutNulls(spec, 'spec') } : crd;
  } catch (error) {
    if (!(error instanceof SchemaTypeError)) throw error;
    throw badRequest(
      `CustomResourceDefinition in version "v1" cannot be handled as a CustomResourceDefinition: ${error.message}`,
      error,
    );
  }
}

/**
 * Validates a normalized CustomResourceDefinition by the rules of kube-apiserver.
 * @param live the stored definition on update; its unchanged schemas are not validated again
 * @throws StatusError 422
 */
export function validateCrd(crd: KubeObject, live?: KubeObject): void {
  const parsed = crdSpecSchema.safeParse(crd.spec);
  const errors = parsed.success
    ? [
        ...validateName(crd, parsed.data),
        ...validateSpec(parsed.data, live),
        ...(live ? validateUpdate(parsed.data, live) : []),
        ...(asJson(crd).spec && preservesUnknownFields(crd)
          ? [invalid('spec.preserveUnknownFields', true, 'must be false')]
          : []),
      ]
    : parsed.error.issues.map(issue => {
        const field = `spec${issue.path
          .map(step =>
            typeof step === 'number' ? `[${step}]` : `.${String(step)}`,
          )
          .join('')}`;
        return issue.code === 'invalid_type' && issue.input === undefined
          ? required(field)
          : invalid(field, undefined, issue.message);
      });
  if (errors.length === 0) return;
  const name = crd.metadata.name ?? '';
  throw invalidObject(customResourceDefinitionType, name, errors);
}

function withoutNulls(value: JsonObject, path: string): JsonObject {
  const result: JsonObject = {};
  for (const [name, item] of Object.entries(value)) {
    if (item === null) continue;
    assign(result, name, withoutNullFields(name, item, `${path}.${name}`));
  }
  return result;
}

function withoutNullFields(
  name: string,
  value: JsonValue,
  path: string,
): JsonValue {
  if (name === 'openAPIV3Schema') return asJson(parseSchema(value, path));
  if (isObject(value)) return withoutNulls(value, path);
  if (!Array.isArray(value)) return value;
  return value.map((item, index) =>
    isObject(item) ? withoutNulls(item, `${path}[${index}]`) : item,
  );
}

function preservesUnknownFields({ spec }: KubeObject): boolean {
  return isObject(spec) && spec.preserveUnknownFields === true;
}

function validateName(crd: KubeObject, spec: CrdSpec): FieldError[] {
  const name = crd.metadata.name ?? '';
  if (name === `${spec.names.plural}.${spec.group}`) return [];
  const detail = 'must be spec.names.plural+"."+spec.group';
  return [invalid('metadata.name', name, detail)];
}

function validateSpec(spec: CrdSpec, live: KubeObject | undefined) {
  const { group, versions } = spec;
  const errors: FieldError[] = [];
  const groupProblems = subdomainProblems(group);
  if (group === '') errors.push(required('spec.group'));
  else if (groupProblems.length > 0) {
    errors.push(invalid('spec.group', group, groupProblems.join(',')));
  } else if (!group.includes('.')) {
    const detail = 'should be a domain with at least one dot';
    errors.push(invalid('spec.group', group, detail));
  }
  errors.push(...validateNames(spec.names), ...validateConversion(spec));
  versions.forEach((version, index) => {
    const liveSchema = liveSchemas(live).get(version.name);
    errors.push(
      ...validateVersion(version, `spec.versions[${index}]`, liveSchema),
    );
  });
  const names = versions.map(version => version.name);
  if (new Set(names).size < names.length) {
    errors.push(
      invalid('spec.versions', names, 'must contain unique version names'),
    );
  }
  if (versions.filter(version => version.storage).length !== 1) {
    errors.push(
      invalid(
        'spec.versions',
        names,
        'must have exactly one version marked as storage version',
      ),
    );
  }
  return errors;
}

function validateNames(names: CrdSpec['names']): FieldError[] {
  const errors: FieldError[] = [];
  const validateLabel = (field: string, label: string) => {
    const problems = dnsLabel1035Problems(label);
    if (problems.length > 0) {
      errors.push(invalid(`spec.names.${field}`, label, problems.join(',')));
    }
  };
  const validateKind = (field: string, kind: string) => {
    const problems = dnsLabel1035Problems(kind.toLowerCase());
    if (problems.length === 0) return;
    const detail = `may have mixed case, but should otherwise match: ${problems.join(
      ',',
    )}`;
    errors.push(invalid(`spec.names.${field}`, kind, detail));
  };
  const { plural, singular = '', kind, listKind = '' } = names;
  for (const [field, value] of Object.entries({ plural, singular, kind })) {
    if (value === '') errors.push(required(`spec.names.${field}`));
    else if (field === 'kind') validateKind(field, value);
    else validateLabel(field, value);
  }
  if (listKind) validateKind('listKind', listKind);
  if (kind !== '' && kind === listKind) {
    const detail = 'kind and listKind may not be the same';
    errors.push(invalid('spec.names.listKind', listKind, detail));
  }
  names.shortNames?.forEach((name, index) =>
    validateLabel(`shortNames[${index}]`, name),
  );
  names.categories?.forEach((category, index) =>
    validateLabel(`categories[${index}]`, category),
  );
  return errors;
}

function validateConversion({ conversion }: CrdSpec): FieldError[] {
  const strategy = conversion?.strategy ?? 'None';
  const strategies = ['None', 'Webhook'];
  return strategies.includes(strategy)
    ? []
    : [notSupported('spec.conversion.strategy', strategy, strategies)];
}

function validateVersion(
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
    errors.push(...validateSchema(schema, schemaPath));
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

function validateUpdate(spec: CrdSpec, live: KubeObject): FieldError[] {
  const before = crdSpecSchema.parse(live.spec);
  const errors: FieldError[] = [];
  const immutable = (field: string, value: string, old: string) => {
    if (value === old) return;
    errors.push(invalid(`spec.${field}`, value, 'field is immutable'));
  };
  immutable('group', spec.group, before.group);
  immutable('names.plural', spec.names.plural, before.names.plural);
  immutable('names.kind', spec.names.kind, before.names.kind);
  immutable('scope', spec.scope, before.scope);
  const names = spec.versions.map(version => version.name);
  storedVersionsOf(live).forEach((version, index) => {
    if (names.includes(version)) return;
    errors.push(
      invalid(
        `status.storedVersions[${index}]`,
        version,
        `missing from spec.versions; ${version} was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in ${version} and removes ${version} from status.storedVersions`,
      ),
    );
  });
  return errors;
}

function storedVersionsOf({ status }: KubeObject): string[] {
  const versions = isObject(status) ? status.storedVersions : undefined;
  return Array.isArray(versions)
    ? versions.filter(version => typeof version === 'string')
    : [];
}

function liveSchemas(live: KubeObject | undefined) {
  const parsed = crdSpecSchema.safeParse(live?.spec);
  const versions = parsed.success ? parsed.data.versions : [];
  return new Map(
    versions.map(({ name, schema }): [string, JsonValue | undefined] => [
      name,
      schema?.openAPIV3Schema && asJson(schema.openAPIV3Schema),
    ]),
  );
}
