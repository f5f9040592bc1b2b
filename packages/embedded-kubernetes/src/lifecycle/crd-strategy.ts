import {
  crdSpecSchema,
  parseCrdSpec,
} from '../api/custom-resource-definition';
import { customResourceDefinitionType } from '../api/custom-resource-definition-type';
import type { FieldError } from '../schema';
import { isObject } from '../schema/json';
import { invalid } from '../api/status-errors';
import type { KubeObject } from '../api/types';
import type { KindRule } from './resource-strategy';

/** Holds a CustomResourceDefinition until all objects of its kind are gone. */
export const crdFinalizer = 'customresourcecleanup.apiextensions.k8s.io';

/** What is particular about CustomResourceDefinitions: their names, versions and what depends on them. */
export const crdRule: KindRule = {
  beforeCreate: crd => {
    const completed = complete(crd);
    refuseMalformed(completed);
    return {
      ...completed,
      status: {
        conditions: [],
        acceptedNames: { plural: '', kind: '' },
        storedVersions: storageVersionsOf(completed),
      },
    };
  },
  beforeUpdate: (live, next, subresource) => {
    if (subresource === 'status') return next;
    const completed = complete(next);
    refuseMalformed(completed);
    refuseOtherIdentity(live, completed);
    return completed;
  },
  onDeletion: crd => {
    const finalizers = new Set(crd.metadata.finalizers).add(crdFinalizer);
    return {
      ...crd,
      metadata: { ...crd.metadata, finalizers: [...finalizers] },
    };
  },
};

function complete(crd: KubeObject): KubeObject {
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

function refuseMalformed(crd: KubeObject): void {
  const name = crd.metadata.name ?? '';
  const parsed = crdSpecSchema.safeParse(crd.spec);
  if (!parsed.success) {
    throw invalid(
      customResourceDefinitionType,
      name,
      parsed.error.issues.map(issue =>
        fault(['spec', ...issue.path].join('.'), issue.message),
      ),
    );
  }
  const { names, group, versions } = parsed.data;
  const errors: FieldError[] = [];
  if (name !== `${names.plural}.${group}`) {
    errors.push(
      fault('metadata.name', `must be spec.names.plural+"."+spec.group`, name),
    );
  }
  if (versions.filter(version => version.storage).length !== 1) {
    errors.push(
      fault(
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

function refuseOtherIdentity(live: KubeObject, next: KubeObject): void {
  const before = parseCrdSpec(live);
  const after = parseCrdSpec(next);
  const errors: FieldError[] = [];
  if (before.group !== after.group) {
    errors.push(fault('spec.group', 'field is immutable', after.group));
  }
  if (before.names.plural !== after.names.plural) {
    errors.push(
      fault('spec.names.plural', 'field is immutable', after.names.plural),
    );
  }
  if (before.scope !== after.scope) {
    errors.push(fault('spec.scope', 'field is immutable', after.scope));
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

function fault(field: string, detail: string, value?: unknown): FieldError {
  const shown = value === undefined ? '' : `${JSON.stringify(value)}: `;
  return {
    field,
    type: 'FieldValueInvalid',
    message: `Invalid value: ${shown}${detail}`,
  };
}
