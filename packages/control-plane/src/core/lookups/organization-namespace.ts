import { labels, managers } from '@promenade/openchoreo-model';
import { z } from 'zod';
import { namespaceType } from '../../runtime/kubernetes-types';
import { TypedResource } from '../../runtime/read';

const namespaceSchema = z.looseObject({
  apiVersion: z.literal('v1'),
  kind: z.literal('Namespace'),
  metadata: z.looseObject({
    name: z.string(),
    uid: z.string().optional(),
    resourceVersion: z.string().optional(),
    deletionTimestamp: z.string().optional(),
    labels: z.record(z.string(), z.string()).optional(),
    annotations: z.record(z.string(), z.string()).optional(),
    finalizers: z.array(z.string()).optional(),
    ownerReferences: z
      .array(
        z.object({
          apiVersion: z.string(),
          kind: z.string(),
          name: z.string(),
          uid: z.string(),
          controller: z.boolean().optional(),
          blockOwnerDeletion: z.boolean().optional(),
        }),
      )
      .optional(),
  }),
});

/** The part of a core/v1 Namespace that the control plane reads. */
export type Namespace = z.infer<typeof namespaceSchema>;

export const namespaceKind: TypedResource<Namespace> = {
  ...namespaceType,
  apiVersion: 'v1',
  schema: namespaceSchema,
};

/** Returns the labels of the namespace of an organization. */
export function organizationNamespaceLabels(
  name: string,
): Record<string, string> {
  return {
    [labels.managedBy]: managers.controlPlane,
    [labels.organization]: name,
    [labels.name]: name,
  };
}
