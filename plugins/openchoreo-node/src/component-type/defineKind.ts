import { objectMetaSchema } from '@promenade/openchoreo-model';
import { z } from 'zod';
import type { ResourceKind } from '../cache/ResourceReader';

/**
 * Defines a kind with the fields that the adapter reads. The others are dropped.
 *
 * @param input - the group version is `openchoreo.dev/v1alpha1` by default, and the scope `Namespaced`
 */
export function defineKind<
  Kind extends string,
  Spec extends z.ZodType,
  Status extends z.ZodType,
>({
  group = 'openchoreo.dev',
  version = 'v1alpha1',
  scope = 'Namespaced',
  owner = {},
  kind,
  plural,
  spec,
  status,
}: {
  group?: string;
  version?: string;
  scope?: ResourceKind['scope'];
  owner?: ResourceKind['owner'];
  kind: Kind;
  plural: string;
  spec: Spec;
  status: Status;
}) {
  const apiVersion = group ? `${group}/${version}` : version;
  const schema = z.object({
    apiVersion: z.literal(apiVersion),
    kind: z.literal(kind),
    metadata: objectMetaSchema,
    spec,
    status: status.optional(),
  });
  return { group, version, apiVersion, kind, plural, scope, owner, schema };
}
