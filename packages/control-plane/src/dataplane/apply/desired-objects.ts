import type { UnstructuredObject } from '@promenade/kube-client';
import type { Release } from '@promenade/openchoreo-model';
import { z } from 'zod';
import { formatIssues } from '../../runtime/validation';
import { objectIdOf, type ObjectId } from './object-id';
import { trackingLabels } from './tracking-labels';

/** An object of a Release, ready to be applied. */
export interface DesiredObject {
  /** Id of the resource in the Release. */
  readonly id: string;
  readonly key: ObjectId;
  /** The declared object with the tracking labels. */
  readonly object: UnstructuredObject;
  /** What the hash of the Release covers instead of the object, which has the data of a Secret. */
  readonly hashed?: object;
}

/** A resource of a Release that is not a Kubernetes object. */
export interface InvalidResource {
  readonly id: string;
  readonly message: string;
}

/** Accepts a missing or null field. */
function optionalOrNull<T>(schema: z.ZodType<T>) {
  return schema.nullish().transform(value => value ?? undefined);
}

const manifestSchema = z.looseObject({
  apiVersion: z.string().min(1),
  kind: z.string().min(1),
  metadata: z.looseObject({
    name: z.string().min(1),
    namespace: optionalOrNull(z.string()),
    labels: optionalOrNull(z.record(z.string(), z.string())),
  }),
});

/** Parses the resources of a Release and labels them. Both lists are in the order of the Release. */
export function desiredObjects(release: Release): {
  desired: DesiredObject[];
  invalid: InvalidResource[];
} {
  const desired: DesiredObject[] = [];
  const invalid: InvalidResource[] = [];
  for (const { id, object } of release.spec.resources ?? []) {
    const parsed = manifestSchema.safeParse(object);
    if (parsed.success) {
      const { metadata } = parsed.data;
      const labelled = {
        ...parsed.data,
        metadata: {
          ...metadata,
          labels: { ...metadata.labels, ...trackingLabels(release, id) },
        },
      };
      desired.push({ id, key: objectIdOf(labelled), object: labelled });
    } else {
      invalid.push({
        id,
        message: `resource "${id}" is not a Kubernetes object: ${formatIssues(
          parsed.error,
        )}`,
      });
    }
  }
  return { desired, invalid };
}
