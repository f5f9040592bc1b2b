import { KubeObject, ObjectKey, ResourceType } from '@promenade/kube-client';

/** A kind together with the TypeScript type of its objects. Every `KindDefinition` of the model is one. */
export interface TypedResource<T> extends ResourceType {
  readonly apiVersion: string;
  /** Only its type matters here; objects are parsed when they enter the cache. */
  readonly schema: { parse(input: unknown): T };
}

/** The names under which the cache finds objects; `indexes.ts` says what each one holds. */
export type IndexName =
  | 'namespace'
  | 'project'
  | 'component'
  | 'workload'
  | 'class'
  | 'apiClass'
  | 'api'
  | 'controller'
  | 'connectsTo'
  | 'configurationGroup'
  | 'managedResource'
  | 'environment'
  | 'dataPlane'
  | 'pipeline'
  | 'place';

/**
 * What a reconciler sees of the world: the cache, never a call to the server.
 * It may lag behind the reconciler's own writes, so writes carry the version they are based on (see {@link Write}).
 */
export interface Read {
  get<T extends KubeObject>(
    type: TypedResource<T>,
    key: ObjectKey,
  ): T | undefined;
  /** What is wrong with an object that is there and does not fit its kind, so that {@link Read.get} does not find it. */
  trouble<T extends KubeObject>(
    type: TypedResource<T>,
    key: ObjectKey,
  ): string | undefined;
  /** All objects of a kind, in no particular order. */
  list<T extends KubeObject>(type: TypedResource<T>): T[];
  /** The objects that are found under `value` in one of the indexes. */
  byIndex<T extends KubeObject>(
    type: TypedResource<T>,
    index: IndexName,
    value: string,
  ): T[];
}
