import { z } from 'zod';
import type { ValidationRule } from './crd/validation-rule';
import type { KubernetesObject } from './schemas/object-meta';
import type { ModelApiVersion } from './schemas/resource';

/**
 * A column of `kubectl get`.
 *
 * @public
 */
export interface PrinterColumn {
  name: string;
  type: 'string' | 'integer' | 'boolean' | 'date';
  /** Simple JSONPath from the root of the object, as the API server supports it. */
  jsonPath: string;
  description: string;
  /** 0 (the default) is always shown, more than 0 only with `-o wide`. */
  priority?: number;
}

/**
 * Dotted paths of the fields of a kind that name its parents. The organization
 * is always `metadata.namespace`.
 *
 * @public
 */
export interface OwnerPaths {
  project?: string;
  component?: string;
  environment?: string;
  /** The field with the name of the track, of kinds that a track has its own objects of. */
  track?: string;
}

/**
 * Definition of a kind.
 *
 * @public
 */
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
  /** Purpose of the kind, in one or two sentences. */
  description: string;
  columns: readonly PrinterColumn[];
  /** Parses an object: sets defaults and drops unknown fields. `spec: null` is a missing spec. */
  schema: z.ZodType<T>;
  /** CEL rules for the whole object. */
  validations: readonly ValidationRule[];
  owner: OwnerPaths;
  /** Whether the objects are a record, which stays when their owner is deleted. */
  isRecord: boolean;
  /**
   * Whether the status is a subresource. A kind that one controller derives as a whole, with its status, has none: it writes object
   * and status at once.
   */
  hasStatusSubresource: boolean;
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
  validations?: readonly ValidationRule[];
  owner?: OwnerPaths;
  isRecord?: boolean;
  hasStatusSubresource?: boolean;
}

/** An API server drops `spec: null` before it sets defaults. YAML writes it as `spec:` without a value. */
function withoutNullSpec(object: unknown): unknown {
  if (
    typeof object !== 'object' ||
    object === null ||
    !('spec' in object) ||
    object.spec !== null
  ) {
    return object;
  }
  const { spec: _, ...rest } = object;
  return rest;
}

/**
 * Completes the definition of a kind with derived values and defaults.
 *
 * @public
 */
export function defineKind<T>(input: KindInput<T>): KindDefinition<T> {
  const [group, version] = input.apiVersion.split('/');
  return {
    scope: 'Namespaced',
    shortNames: [],
    owner: {},
    isRecord: false,
    hasStatusSubresource: true,
    validations: [],
    ...input,
    schema: z.preprocess(withoutNullSpec, input.schema),
    group,
    version,
    singular: input.kind.toLocaleLowerCase('en-US'),
    categories: ['openchoreo', ...(input.categories ?? [])],
  };
}

/** Owner paths of kinds with `spec.owner.projectName` and `spec.owner.componentName`. */
export const specOwner: OwnerPaths = {
  project: 'spec.owner.projectName',
  component: 'spec.owner.componentName',
};

/** Owner paths of kinds that a track has its own objects of. */
export const specOwnerAndTrack: OwnerPaths = {
  ...specOwner,
  track: 'spec.deploymentTrack',
};

/** Owner paths of bindings, which also have `spec.environment`. */
export const specOwnerAndEnvironment: OwnerPaths = {
  ...specOwnerAndTrack,
  environment: 'spec.environment',
};
