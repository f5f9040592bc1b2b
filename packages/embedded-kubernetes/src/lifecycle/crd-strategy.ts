import { parseCrdSpec } from '../api/custom-resource-definition';
import { isObject } from '../schema/json';
import type { KubeObject } from '../api/types';
import type { ResourceStrategy } from './resource-strategy';
import { normalizeCrd, validateCrd } from './validate-crd';

/** Blocks the deletion of a CustomResourceDefinition until all its custom resources are deleted. */
export const crdFinalizer = 'customresourcecleanup.apiextensions.k8s.io';

/** The rules of CustomResourceDefinitions: names, versions and the cleanup finalizer. */
export const crdStrategy: ResourceStrategy = {
  prepareForCreate: crd => {
    const defaulted = setDefaults(normalizeCrd(crd));
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
    const defaulted = setDefaults(normalizeCrd(next));
    validateCrd(defaulted, live);
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

function storageVersionsOf(crd: KubeObject): string[] {
  return parseCrdSpec(crd)
    .versions.filter(version => version.storage)
    .map(version => version.name);
}
