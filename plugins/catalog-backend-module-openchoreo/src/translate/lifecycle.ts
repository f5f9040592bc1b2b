import type { KubernetesObject } from '@promenade/openchoreo-model';

/** The annotation that says where in its life a component is, in the catalog's words, such as `experimental`. */
export const lifecycleAnnotation = 'openchoreo.dev/lifecycle';

/** The lifecycle of an entity: what the nearest resource says, else what the next one up says, else the default. */
export function lifecycleOf(
  nearestFirst: readonly (KubernetesObject | undefined)[],
  defaultLifecycle: string,
): string {
  const said = nearestFirst
    .map(resource =>
      resource?.metadata.annotations?.[lifecycleAnnotation]?.trim(),
    )
    .find(Boolean);
  return said ?? defaultLifecycle;
}
