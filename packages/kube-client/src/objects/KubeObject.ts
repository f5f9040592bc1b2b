/**
 * A reference from an object to the one that owns it (meta/v1 OwnerReference).
 *
 * @public
 */
export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
}

/**
 * The part of meta/v1 ObjectMeta that this package reads. Objects are plain JSON and keep every other field they came with;
 * times stay the strings that the server wrote.
 *
 * @public
 */
export interface ObjectMeta {
  name: string;
  namespace?: string;
  generateName?: string;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  finalizers?: string[];
  ownerReferences?: OwnerReference[];
}

/**
 * Any object of the Kubernetes API.
 *
 * @public
 */
export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
}

/**
 * An object of which nothing more is known than that it is one.
 *
 * @public
 */
export interface UnstructuredObject extends KubeObject {
  [field: string]: unknown;
}

/** A JSON object, as opposed to an array, null or a plain value. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value that came over the wire has what every object of the API has: metadata with a name. */
export function isKubeObject(value: unknown): value is KubeObject {
  return (
    isRecord(value) &&
    isRecord(value.metadata) &&
    typeof value.metadata.name === 'string'
  );
}
