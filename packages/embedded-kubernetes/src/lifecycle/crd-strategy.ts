import {
  crdSpecSchema,
  parseCrdSpec,
  customResourceDefinitionType,
} from '../api/custom-resource-definition';
import type { FieldError } from '../schema';
import { isObject } from '../schema/json';
import type { KubeObject } from '../api/types';
import type { ResourceStrategy } from './resource-strategy';
import { invalid } from '../api/status-error';

/** Blocks the deletion of a CustomResourceDefinition until all its custom resources are deleted. */
export const crdFinalizer = 'customresourcecleanup.apiextensions.k8s.io';

/** The rules of CustomResourceDefinitions: names, versions and the cleanup finalizer. */
export const crdStrategy: ResourceStrategy = {
  prepareForCreate: crd => {
    const defaulted = setDefaults(crd);
    validateCrd(defaulted);
    return {
      ...defaulted,
      status: {
        conditions: [],
        acceptedNames: { plural: '', kind: '' },
        storedVersions: storageVersionsOf(defaulted),
      },
    };
  },
  prepareForUpdate: (live, next, subresource) => {
    if (subresource === 'status') return next;
    const defaulted = setDefaults(next);
    validateCrd(defaulted);
    validateImmutableFields(live, defaulted);
    return defaulted;
  },
  prepareForDelete: crd => {
    const finalizers = new Set(crd.metadata.finalizers).add(crdFinalizer);
    return {
      ...crd,
      metadata: { ...crd.metadata, finalizers: [...finalizers] },
    };
  },
};

function setDefaults(crd: KubeObject): KubeObject {
  const { spec } = crd;
  if (!isObject(spec) || !isObject(spec.names)) return crd;
  const { preserveUnknownFields, ...rest } = spec;
  const { names } = spec;
  const kind = typeof names.kind === 'string' ? names.kind : '';
  return {
    ...crd,
    spec: {
      ...rest,
      ...(preserveUnknownFields === true ? { preserveUnknownFields } : {}),
      conversion: spec.conversion ?? { strategy: 'None' },
      names: {
        ...names,
        singular: names.singular || kind.toLowerCase(),
        listKind: names.listKind || `${kind}List`,
      },
    },
  };
}

function validateCrd(crd: KubeObject): void {
  const name = crd.metadata.name ?? '';
  const parsed = crdSpecSchema.safeParse(crd.spec);
  if (!parsed.success) {
    throw invalid(
      customResourceDefinitionType,
      name,
      parsed.error.issues.map(issue =>
        fieldError(['spec', ...issue.path].join('.'), issue.message),
      ),
    );
  }
  const { names, group, versions } = parsed.data;
  const errors: FieldError[] = [];
  if (name !== `${names.plural}.${group}`) {
    errors.push(
      fieldError(
        'metadata.name',
        `must be spec.names.plural+"."+spec.group`,
        name,
      ),
    );
  }
  if (versions.filter(version => version.storage).length !== 1) {
    errors.push(
      fieldError(
        'spec.versions',
        'must have exactly one version marked as storage version',
        versions.map(version => version.name),
      ),
    );
  }
  versions.forEach((version, index) => {
    if (version.schema?.openAPIV3Schema) return;
    errors.push({
      field: `spec.versions[${index}].schema.openAPIV3Schema`,
      type: 'FieldValueRequired',
      message: 'Required value: schemas are required',
    });
  });
  if (errors.length > 0) {
    throw invalid(customResourceDefinitionType, name, errors);
  }
}

function validateImmutableFields(live: KubeObject, next: KubeObject): void {
  const before = parseCrdSpec(live);
  const after = parseCrdSpec(next);
  const errors: FieldError[] = [];
  if (before.group !== after.group) {
    errors.push(fieldError('spec.group', 'field is immutable', after.group));
  }
  if (before.names.plural !== after.names.plural) {
    errors.push(
      fieldError('spec.names.plural', 'field is immutable', after.names.plural),
    );
  }
  if (before.scope !== after.scope) {
    errors.push(fieldError('spec.scope', 'field is immutable', after.scope));
  }
  if (errors.length > 0) {
    throw invalid(
      customResourceDefinitionType,
      live.metadata.name ?? '',
      errors,
    );
  }
}

function storageVersionsOf(crd: KubeObject): string[] {
  return parseCrdSpec(crd)
    .versions.filter(version => version.storage)
    .map(version => version.name);
}

function fieldError(
  field: string,
  detail: string,
  value?: unknown,
): FieldError {
  const prefix = value === undefined ? '' : `${JSON.stringify(value)}: `;
  return {
    field,
    type: 'FieldValueInvalid',
    message: `Invalid value: ${prefix}${detail}`,
  };
}
