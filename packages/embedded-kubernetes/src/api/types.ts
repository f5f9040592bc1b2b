import type { StructuralSchema } from '../schema/structural-schema';
import type { CompiledRules } from '../schema/validation-rules/compile-rules';

/** An owner of an object, as `metadata.ownerReferences` names it. */
export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
}

/** The fields of one manager, as in `metadata.managedFields`. */
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

/** Any object of the API. Objects from the store are shared: copy one (`structuredClone`) before changing it. */
export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
  [field: string]: unknown;
}

/** A column of `kubectl get`: a JSON path as in CRDs, or a function. */
export interface PrinterColumn {
  name: string;
  type: 'string' | 'integer' | 'number' | 'boolean' | 'date';
  format?: string;
  description?: string;
  /** 0: always shown; 1: shown with `-o wide`. */
  priority?: number;
  /** The path of the value, in the JSON path dialect of kubectl: `.spec.replicas`. */
  jsonPath?: string;
  /** Computes the cell; `now` is in milliseconds since 1970. For a `date` column it returns an RFC 3339 time. */
  value?(
    object: KubeObject,
    now: number,
  ): string | number | boolean | null | undefined;
}

/** The JSON paths of the scale subresource, as in `subresources.scale` of a CRD. */
export interface ScalePaths {
  specReplicasPath: string;
  statusReplicasPath?: string;
  labelSelectorPath?: string;
}

/** How the objects of a resource are stored as objects of another one. */
export interface StoredAs {
  /** The name of the other resource. */
  resource: string;
  /** The names of the other resource's fields, by the names of the own fields. */
  fields: Record<string, string>;
}

/** A resource in one version of the API. */
export interface ResourceType {
  /** '' for the core group. */
  group: string;
  version: string;
  kind: string;
  plural: string;
  singular: string;
  /** The kind of a list; default `<Kind>List`. */
  listKind?: string;
  shortNames: string[];
  categories: string[];
  scope: 'Namespaced' | 'Cluster';
  /** If absent, all fields are kept without validation. */
  schema?: StructuralSchema;
  /** The compiled validation rules of the schema of a custom resource. */
  rules?: CompiledRules;
  subresources: { status: boolean; scale?: ScalePaths };
  /** The columns without `Name`, which comes first unless a column of the format `name` is among them. If empty: Age. */
  columns: PrinterColumn[];
  /** The JSON paths of field selectors besides metadata.name and metadata.namespace: `.spec.type`. */
  selectableFields?: string[];
  /** Default: all verbs. */
  verbs?: string[];
  /** Whether the response to a deletion is the removed object instead of a Status. */
  returnsDeletedObject?: boolean;
  /** Set if the objects are stored as objects of another resource. */
  storedAs?: StoredAs;
  /** Whether the kind is one of Kubernetes itself, which supports strategic merge patches. */
  builtIn?: boolean;
}

/** `group/version`, or `version` alone for the core group. */
export function apiVersionOf(type: { group: string; version: string }): string {
  return type.group === '' ? type.version : `${type.group}/${type.version}`;
}

/** Whether a type is that of pods, whose containers have logs. */
export function isPod(type: { group: string; plural: string }): boolean {
  return type.group === '' && type.plural === 'pods';
}

/** `plural.group`, or the plural for the core group, as in messages of Kubernetes. */
export function resourceNameOf(type: {
  group: string;
  plural: string;
}): string {
  return type.group === '' ? type.plural : `${type.plural}.${type.group}`;
}

/** The name of the resource as which the objects of a type are stored. */
export function storedResourceOf(type: {
  group: string;
  plural: string;
  storedAs?: StoredAs;
}): string {
  return type.storedAs?.resource ?? resourceNameOf(type);
}
