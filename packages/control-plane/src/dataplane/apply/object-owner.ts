import type { UnstructuredObject } from '@promenade/kube-client';
import { labels, type Release } from '@promenade/openchoreo-model';
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
 * labels. All Releases share a field manager, so the API server does not detect it. Nothing of another organization is
 * named, because conditions are readable.
 *
 * @param release - the Release that declares the object
 * @returns for example `Release "acme/greeter"`; undefined if the Release may apply the object
 */
export function otherOwnerOf(
  live: UnstructuredObject,
  { metadata: { uid, namespace = '' } }: Pick<Release, 'metadata'>,
  releaseExists: ReleaseExists,
): string | undefined {
  const {
    [labels.releaseUid]: ownerUid,
    [labels.releaseNamespace]: ownerNamespace = namespace,
    [labels.releaseName]: ownerName,
  } = live.metadata.labels ?? {};
  const describe = (kind: string, name: string | undefined) =>
    ownerNamespace === namespace
      ? `${kind} "${name}"`
      : `another organization's ${kind}`;
  if (!isAppliedByReleases(live)) {
    const controller = controllerOf(live);
    return controller && describe(controller.kind, controller.name);
  }
  return ownerUid && ownerUid !== uid && releaseExists(ownerUid, ownerNamespace)
    ? describe('Release', `${ownerNamespace}/${ownerName}`)
    : undefined;
}
