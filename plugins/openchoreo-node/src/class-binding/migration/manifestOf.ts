import type { Manifest } from '../../domain/PortableProject';
import type { ResourceObject } from '../../cache/ResourceReader';

/** The annotations that people write. The others record who has requested an object. */
const ownAnnotations = /\/(display-name|description|owner)$/;

/** An object without what the API server and controllers have added. */
export function manifestOf(
  { apiVersion, kind }: { apiVersion: string; kind: string },
  { metadata, spec }: ResourceObject,
): Manifest {
  const { name, namespace, labels: given } = metadata;
  const annotations = annotationsOf({ metadata });
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      ...(namespace && { namespace }),
      ...(given && { labels: given }),
      ...(annotations && { annotations }),
    },
    ...(typeof spec === 'object' && spec !== null && { spec }),
  };
}

/** Title, description and owner of an object. Undefined when it has none. */
export function annotationsOf({
  metadata,
}: Pick<ResourceObject, 'metadata'>): Record<string, string> | undefined {
  const own = Object.entries(metadata.annotations ?? {}).filter(([key]) =>
    ownAnnotations.test(key),
  );
  return own.length ? Object.fromEntries(own) : undefined;
}
