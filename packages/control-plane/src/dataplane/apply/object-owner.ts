import type { UnstructuredObject } from '@promenade/kube-client';
import { labels } from '@promenade/openchoreo-model';
import { jsonAt, jsonListAt } from '../../runtime/json';
import { controllerOf } from '../../runtime/owner-reference';
import { releaseFieldManager } from './tracking-labels';

/**
 * Whether an object was applied by Releases and is not managed by another controller. The tracking labels alone do not show
 * it: controllers copy them, for example from an ExternalSecret to its Secret and from a Service to its EndpointSlices.
 */
export function isAppliedByReleases(object: UnstructuredObject): boolean {
  return (
    !controllerOf(object) &&
    jsonListAt(object, 'metadata', 'managedFields').some(
      entry => jsonAt(entry, 'manager') === releaseFieldManager,
    )
  );
}

/** Whether a Release exists, by its uid and namespace. True if its control plane is another one. */
export type ReleaseExists = (uid: string, namespace: string) => boolean;

/**
 * Returns who else owns a live object with tracking labels: another Release that exists, or a controller that copied the
 * labels. All Releases share a field manager, so the API server does not detect it.
 *
 * @param uid - of the Release that declares the object
 * @returns for example `Release "acme/greeter"`; undefined if the Release may apply the object
 */
export function otherOwnerOf(
  live: UnstructuredObject,
  uid: string,
  releaseExists: ReleaseExists,
): string | undefined {
  if (!isAppliedByReleases(live)) {
    const controller = controllerOf(live);
    return controller && `${controller.kind} "${controller.name}"`;
  }
  const { [labels.releaseUid]: ownerUid } = live.metadata.labels ?? {};
  const { [labels.releaseNamespace]: namespace = '' } =
    live.metadata.labels ?? {};
  return ownerUid && ownerUid !== uid && releaseExists(ownerUid, namespace)
    ? `Release "${namespace}/${live.metadata.labels?.[labels.releaseName]}"`
    : undefined;
}
