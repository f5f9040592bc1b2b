import type { StructuralSchema } from '../schema/structural-schema';

/** An owner of an object, as `metadata.ownerReferences` names it. */
export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
}

/** One manager's fields, as `metadata.managedFields` keeps them. */
export interface ManagedFieldsEntry {
  manager?: string;
  operation?: 'Apply' | 'Update';
  apiVersion?: string;
  time?: string;
  fieldsType?: string;
  fieldsV1?: Record<string, unknown>;
  subresource?: string;
}

/** `metadata` of a stored object. Times are RFC 3339 in UTC, to the second. */
export interface ObjectMeta {
  name?: string;
  generateName?: string;
  namespace?: string;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  deletionGracePeriodSeconds?: number;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  finalizers?: string[];
  ownerReferences?: OwnerReference[];
  managedFields?: ManagedFieldsEntry[];
}

/**
 * Any object of the API. Objects that come from the store are shared: treat them as immutable and
 * make a copy (`structuredClone`) before changing one.
 */
export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
  [field: string]: unknown;
}

/** A column that `kubectl get` shows: a JSON path as CRDs declare it, or a function for what no path can say. */
export interface PrinterColumn {
  name: string;
  type: 'string' | 'integer' | 'number' | 'boolean' | 'date';
  format?: string;
  description?: string;
  /** 0 is always shown, 1 with `-o wide`. */
  priority?: number;
  /** Where the value is, in kubectl's JSON path dialect: `.spec.replicas`. */
  jsonPath?: string;
  /** Computes the cell where a path is not enough; `now` is in milliseconds. A `date` column returns an RFC 3339 time. */
  value?(
    object: KubeObject,
    now: number,
  ): string | number | boolean | null | undefined;
}

/** Where the scale subresource reads and writes, as a CRD's `subresources.scale` says. */
export interface ScalePaths {
  specReplicasPath: string;
  statusReplicasPath?: string;
  labelSelectorPath?: string;
}

/** A kind in one version, as this API serves it. */
export interface ServedType {
  /** '' is the core group. */
  group: string;
  version: string;
  kind: string;
  plural: string;
  singular: string;
  /** Kind of a list; `<Kind>List` unless told otherwise. */
  listKind?: string;
  shortNames: string[];
  categories: string[];
  scope: 'Namespaced' | 'Cluster';
  /** Absent: whatever the object holds is kept. */
  schema?: StructuralSchema;
  subresources: { status: boolean; scale?: ScalePaths };
  /** Without `Name`, which comes first unless a column of the format `name` is among them. Empty: Age alone. */
  columns: PrinterColumn[];
  /** JSON paths that field selectors may use besides metadata.name and metadata.namespace: `.spec.type`. */
  selectableFields?: string[];
  /** All verbs unless told otherwise. */
  verbs?: string[];
  /** True for kinds this server brings along; they take strategic merge patches and typed-client conventions. */
  builtIn?: boolean;
}

/** `group/version`, or `version` alone for the core group. */
export function apiVersionOf(type: { group: string; version: string }): string {
  return type.group === '' ? type.version : `${type.group}/${type.version}`;
}

/** `plural.group`, or the plural alone for the core group: how Kubernetes names a resource in messages. */
export function resourceNameOf(type: {
  group: string;
  plural: string;
}): string {
  return type.group === '' ? type.plural : `${type.plural}.${type.group}`;
}
