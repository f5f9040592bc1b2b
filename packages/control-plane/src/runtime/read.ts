import { KubeObject, ObjectKey, ResourceType } from '@promenade/kube-client';

/** A resource type with the TypeScript type of its objects. */
export interface TypedResource<T> extends ResourceType {
  readonly apiVersion: string;
  /** Whether the status is a subresource. Default: true. */
  readonly hasStatusSubresource?: boolean;
  /** Parses objects when they enter the cache. */
  readonly schema: { parse(input: unknown): T };
}

/** An index of the object cache. The cache holds every index for every kind; an object without a value is not found by it. */
export interface ObjectIndex {
  readonly name: string;
  /** The values under which an object is found. It is called with parsed objects only. */
  readonly valuesOf: (object: KubeObject) => string[];
  /** The values for {@link Read.invalidByIndex}, from the unparsed object. Default: none. */
  readonly invalidValuesOf?: (object: KubeObject) => string[];
}

/**
 * How a reconciler reads objects (controller-runtime's client.Reader): from the cache, without a call to the API server.
 * The cache may lag behind the reconciler's own writes, so writes carry the resource version that they are based on (see {@link Write}).
 */
export interface Read {
  get<T extends KubeObject>(
    type: TypedResource<T>,
    key: ObjectKey,
  ): T | undefined;
  /** Returns the validation issues of an object that exists but does not match its schema, so that {@link Read.get} does not return it. */
  validationError<T extends KubeObject>(
    type: TypedResource<T>,
    key: ObjectKey,
  ): string | undefined;
  /**
   * Returns an object that is being deleted and does not match its schema. It has the spec that can be recovered from its
   * metadata, which is enough to clean up. Undefined if there is none.
   */
  recoverDeleted<T extends KubeObject>(
    type: TypedResource<T>,
    key: ObjectKey,
  ): T | undefined;
  /** Returns all objects of a kind, in no particular order. */
  list<T extends KubeObject>(type: TypedResource<T>): T[];
  /** Returns the objects that an index finds under `value`, in no particular order. */
  byIndex<T extends KubeObject>(
    type: TypedResource<T>,
    index: ObjectIndex,
    value: string,
  ): T[];
  /** Returns the number of objects that an index finds under `value`, without own writes that the cache has not received. */
  countByIndex<T extends KubeObject>(
    type: TypedResource<T>,
    index: ObjectIndex,
    value: string,
  ): number;
  /** Returns the objects that an index finds under `value` and that do not match their schema, unparsed. */
  invalidByIndex<T extends KubeObject>(
    type: TypedResource<T>,
    index: ObjectIndex,
    value: string,
  ): KubeObject[];
}
