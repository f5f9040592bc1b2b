import {
  canonicalObject,
  isJsonObject,
  type JsonObject,
} from '../runtime/json';

/** An object for a data plane. */
export type Manifest = JsonObject & {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    /** Absent for cluster-scoped objects. */
    readonly namespace?: string;
    readonly labels: Labels;
    readonly annotations?: Labels;
  };
  /** Absent for kinds without a spec, such as ConfigMap. */
  readonly spec?: JsonObject;
};

export type Labels = { readonly [key: string]: string };

/** One entry of `Release.spec.resources`. */
export interface ReleaseResource {
  /** Identifies the resource in its Release, independent of the name of the object. */
  readonly id: string;
  readonly object: Manifest;
}

/** A resource whose id is the name of its object, such as a route or policy. */
export function namedResource(object: Manifest): ReleaseResource {
  return { id: object.metadata.name, object };
}

/** Sorts the members of the object, so that the result does not depend on the order of templates and maps. */
export function canonicalResource({
  id,
  object,
}: ReleaseResource): ReleaseResource {
  const { spec, data } = object;
  return {
    id,
    object: {
      ...object,
      ...(spec && { spec: canonicalObject(spec) }),
      ...(isJsonObject(data) && { data: canonicalObject(data) }),
    },
  };
}
