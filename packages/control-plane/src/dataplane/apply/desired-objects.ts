import type { UnstructuredObject } from '@promenade/kube-client';
import type { Release } from '@promenade/openchoreo-model';
import { z } from 'zod';
import { issuesOf } from '../../runtime/issues';
import { objectIdOf, type ObjectId } from './object-id';
import { trackingLabels } from './tracking-labels';

/** An object that a Release wants on its data plane. */
export interface DesiredObject {
  /** Id of the resource in the Release. */
  readonly id: string;
  readonly key: ObjectId;
  /** The object as it is applied: as declared, and labelled as the Release's. */
  readonly object: UnstructuredObject;
}

/** A resource of a Release that is no Kubernetes object. */
export interface UnusableResource {
  readonly id: string;
  readonly message: string;
}

/** What a manifest may leave empty. */
function orEmpty<T>(schema: z.ZodType<T>) {
  return schema.nullish().transform(value => value ?? undefined);
}

const manifestSchema = z.looseObject({
  apiVersion: z.string().min(1),
  kind: z.string().min(1),
  metadata: z.looseObject({
    name: z.string().min(1),
    namespace: orEmpty(z.string()),
    labels: orEmpty(z.record(z.string(), z.string())),
  }),
});

/** What a Release wants on its data plane, in the order of the Release. */
export function desiredObjects(release: Release): {
  desired: DesiredObject[];
  unusable: UnusableResource[];
} {
  const desired: DesiredObject[] = [];
  const unusable: UnusableResource[] = [];
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
      unusable.push({
        id,
        message: `resource "${id}" is no Kubernetes object: ${issuesOf(
          parsed.error,
        )}`,
      });
    }
  }
  return { desired, unusable };
}
