import { KubeObject, ObjectKey, ResourceType } from '@promenade/kube-client';

/** A kind together with the TypeScript type of its objects. Every `KindDefinition` of the model is one. */
export interface TypedResource<T> extends ResourceType {
  readonly apiVersion: string;
  /** Only its type matters here; objects are parsed when they enter the cache. */
  readonly schema: { parse(input: unknown): T };
}

/** An index of the object cache. The cache holds every index for every kind; an object without a value is not found by it. */
export interface ObjectIndex {
  readonly name: string;
  /** The values under which an object is found. It is called with parsed objects only. */
  readonly valuesOf: (object: KubeObject) => string[];
}

/**
 * How a reconciler reads objects: from the cache, without a call to the API server.
 * The cache may lag behind the reconciler's own writes, so writes carry the resource version that they are based on (see {@link Write}).
 */
export interface Read {
  get<T extends KubeObject>(
    type: TypedResource<T>,
    key: ObjectKey,
  ): T | undefined;
  /** What is wrong with an object that is there and does not fit its kind, so that {@link Read.get} does not find it. */
  validationError<T extends KubeObject>(
    type: TypedResource<T>,
    key: ObjectKey,
  ): string | undefined;
  /** All objects of a kind, in no particular order. */
  list<T extends KubeObject>(type: TypedResource<T>): T[];
  /** The objects that an index finds under `value`, in no particular order. */
  byIndex<T extends KubeObject>(
    type: TypedResource<T>,
    index: ObjectIndex,
    value: string,
  ): T[];
}
