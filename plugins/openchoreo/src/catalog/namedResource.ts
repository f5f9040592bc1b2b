import type { Entity } from '@backstage/catalog-model';
import { openchoreoAnnotations } from '@promenade/backstage-plugin-openchoreo-common';

/** The annotations that name a resource. */
export type NameAnnotation = keyof typeof openchoreoAnnotations;

/**
 * The organization and the name of the resource of an entity.
 *
 * @param annotation - the annotation with the name
 * @returns undefined when the entity does not have both annotations
 */
export function namedResource(
  { metadata: { annotations = {} } }: Entity,
  annotation: NameAnnotation,
): { organization: string; name: string } | undefined {
  const organization = annotations[openchoreoAnnotations.organization];
  const name = annotations[openchoreoAnnotations[annotation]];
  return organization && name ? { organization, name } : undefined;
}
