import type { ResourceKind } from '../../cache/ResourceReader';
import type { Manifest, Portable } from '../../domain/PortableProject';

/** A new object in the namespace of an organization, with the title, the description and the owner of what it replaces. */
export function manifest(
  { apiVersion, kind }: Pick<ResourceKind, 'apiVersion' | 'kind'>,
  { name, namespace }: { name: string; namespace: string },
  spec: object,
  { annotations }: Pick<Portable, 'annotations'> = {},
): Manifest {
  return {
    apiVersion,
    kind,
    metadata: { name, namespace, ...(annotations && { annotations }) },
    spec,
  };
}
