import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { KubernetesObject } from '@promenade/openchoreo-model';

/** The annotation that names the owner of a resource: an entity ref, or the name of a group. */
export const ownerAnnotation = 'openchoreo.dev/owner';

/**
 * The owner of an entity: what the nearest resource says, else what the next one up says, else the default.
 *
 * @param nearestFirst - the resource itself, then what it belongs to
 * @param defaultOwner - an entity ref
 */
export function ownerOf(
  nearestFirst: readonly (KubernetesObject | undefined)[],
  defaultOwner: string,
): string {
  const said = nearestFirst
    .map(resource => resource?.metadata.annotations?.[ownerAnnotation]?.trim())
    .map(asEntityRef)
    .find(owner => owner !== undefined);
  return said ?? defaultOwner;
}

function asEntityRef(text: string | undefined): string | undefined {
  if (!text) return undefined;
  try {
    return stringifyEntityRef(
      parseEntityRef(text, {
        defaultKind: 'Group',
        defaultNamespace: 'default',
      }),
    );
  } catch {
    // Not an entity ref: the next one up answers, which beats an entity that the catalog refuses.
    return undefined;
  }
}
