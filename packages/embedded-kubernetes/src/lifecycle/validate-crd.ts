import {
  crdSpecSchema,
  customResourceDefinitionType,
  type CrdSpec,
} from '../api/custom-resource-definition';
import { badRequest, invalid as invalidObject } from '../api/status-error';
import type { KubeObject } from '../api/types';
import {
  parseSchema,
  SchemaTypeError,
} from '../schema/definition/parse-schema';
import {
  invalid,
  notSupported,
  required,
  type FieldError,
} from '../schema/field-error';
import {
  assign,
  isObject,
  type JsonObject,
  type JsonValue,
} from '../schema/json';
import { asJson } from '../schema/kube-json';
import { dnsLabel1035Problems, subdomainProblems } from '../schema/names';
import { validateVersion } from './validate-crd-version';

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
