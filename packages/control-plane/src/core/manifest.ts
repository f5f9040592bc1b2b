import {
  canonicalObject,
  isJsonObject,
  type JsonObject,
} from '../runtime/json';

/** An object of the data plane, as it is declared there. */
export type Manifest = JsonObject & {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    /** Absent of what belongs to the whole cluster. */
    readonly namespace?: string;
    readonly labels: Labels;
  };
  /** Absent in what has none, such as a ConfigMap. */
  readonly spec?: JsonObject;
};

export type Labels = { readonly [key: string]: string };

/** One entry of `Release.spec.resources`. */
export interface ReleaseResource {
  /** Names the resource within its Release, whatever becomes of the object's own name. */
  readonly id: string;
  readonly object: Manifest;
}

/** A resource whose id is the name of its object, as routes and policies have it. */
export function namedResource(object: Manifest): ReleaseResource {
  return { id: object.metadata.name, object };
}

/** The resource in one fixed order of members, whatever the order of the templates and maps that it came from. */
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
