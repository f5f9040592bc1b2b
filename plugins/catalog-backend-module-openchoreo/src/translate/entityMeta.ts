import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  type EntityMeta,
} from '@backstage/catalog-model';
import {
  entityNameOf,
  openchoreoAnnotations,
  type PlatformObject,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  annotations,
  type KubernetesObject,
} from '@promenade/openchoreo-model';

/** Where every entity of this module says that it comes from. */
export const originLocation = 'openchoreo:control-plane';

/**
 * The metadata of the entity for a resource: name, title and description, and the annotations that tie it to the resource.
 * Only what identifies: nothing in it changes while the resource lives, but for its title and description.
 */
export function entityMeta(
  resource: KubernetesObject,
  object: PlatformObject,
  own: Record<string, string> = {},
): EntityMeta {
  const { namespace, name } = entityNameOf(object);
  const given = resource.metadata.annotations ?? {};
  const title = given[annotations.displayName];
  const description = given[annotations.description];
  return {
    namespace,
    name,
    ...(title && title !== name ? { title } : {}),
    ...(description ? { description } : {}),
    annotations: {
      [ANNOTATION_LOCATION]: originLocation,
      [ANNOTATION_ORIGIN_LOCATION]: originLocation,
      [openchoreoAnnotations.kind]: resource.kind,
      ...(resource.metadata.uid
        ? { [openchoreoAnnotations.uid]: resource.metadata.uid }
        : {}),
      ...own,
    },
  };
}
