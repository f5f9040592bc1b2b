import { z } from 'zod';
import type { KubernetesObject } from './schemas/object-meta';
import type { ModelApiVersion } from './schemas/resource';

/** A column of `kubectl get`. */
export interface PrinterColumn {
  name: string;
  type: 'string' | 'integer' | 'boolean' | 'date';
  /** Simple JSONPath from the root of the object, as the API server knows it. */
  jsonPath: string;
  description: string;
  /** 0 (the default) is shown always, more only with `-o wide`. */
  priority?: number;
}

/**
 * Which fields of a kind name what it belongs to, as dotted paths from the
 * root of the object. The organization is always `metadata.namespace`.
 */
export interface OwnerPaths {
  project?: string;
  component?: string;
  environment?: string;
}

/** All that a loop over kinds has to know about one of them. */
export interface KindDefinition<T = KubernetesObject> {
  kind: string;
  group: string;
  version: string;
  apiVersion: ModelApiVersion;
  plural: string;
  singular: string;
  scope: 'Namespaced' | 'Cluster';
  shortNames: readonly string[];
  categories: readonly string[];
  /** What the kind is for, in one sentence or two. */
  description: string;
  columns: readonly PrinterColumn[];
  /** Parses a whole object: fills defaults, drops what the kind does not have. */
  schema: z.ZodType<T>;
  owner: OwnerPaths;
}

interface KindInput<T> {
  apiVersion: ModelApiVersion;
  kind: string;
  plural: string;
  scope?: 'Namespaced' | 'Cluster';
  shortNames?: readonly string[];
  categories?: readonly string[];
  description: string;
  columns: readonly PrinterColumn[];
  schema: z.ZodType<T>;
  owner?: OwnerPaths;
}

/** Completes what a kind says of itself with what follows from it. */
export function defineKind<T>(input: KindInput<T>): KindDefinition<T> {
  const [group, version] = input.apiVersion.split('/');
  return {
    scope: 'Namespaced',
    shortNames: [],
    owner: {},
    ...input,
    group,
    version,
    singular: input.kind.toLocaleLowerCase('en-US'),
    categories: ['openchoreo', ...(input.categories ?? [])],
  };
}

/** For kinds with `spec.owner.{projectName,componentName}`. */
export const specOwner: OwnerPaths = {
  project: 'spec.owner.projectName',
  component: 'spec.owner.componentName',
};

/** For bindings, which name their environment too. */
export const specOwnerAndEnvironment: OwnerPaths = {
  ...specOwner,
  environment: 'spec.environment',
};
