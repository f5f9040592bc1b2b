import { KubeObject, ObjectChange, ObjectKey } from '@promenade/kube-client';
import { DataPlane, Release, releaseKind } from '@promenade/openchoreo-model';
import { findDataPlane } from '../lookups/find-data-plane';
import { isSameCluster } from '../lookups/find-data-plane';
import {
  FindRouteOwner,
  routeKeys,
} from '../effective-binding/apis/route-keys';
import { creationOrderKey } from '../../runtime/sort';
import {
  valueChanged,
  deleted,
  generationChanged,
} from '../../runtime/predicates';
import { Read, TypedResource } from '../../runtime/read';
import { bindingReasons } from './reasons';
import { indexes } from '../lookups/indexes';

/**
 * Finds the owners of route keys at the gateways of an environment. The first Release with a route key keeps it. All projects and
 * organizations of a data plane share its gateways.
 *
 * @param key - key of the Release that is rendered; it is no owner to itself
 */
export function routeOwnerLookup(
  read: Read,
  key: ObjectKey,
  environment: string,
): FindRouteOwner {
  const dataPlane = dataPlaneOfEnvironment(read, key.namespace, environment);
  const own = read.get(releaseKind, key);
  return routeKey => {
    const owner = read
      .byIndex(releaseKind, indexes.routeKey, routeKey)
      .find(
        release =>
          isOtherRelease(release, key) &&
          !release.metadata.deletionTimestamp &&
          hasPrecedence(release, own, routeKey) &&
          isOnCluster(dataPlane, release, read),
      );
    return owner && describeOwner(owner, key.namespace);
  };
}

/** A Release was deleted, or its route keys changed, so that other bindings may take a route key. */
export function releasesRouteKeys(change: ObjectChange<Release>): boolean {
  return (
    deleted(change) ||
    (generationChanged(change) && valueChanged(change, releaseRouteKeys))
  );
}

/** Map function from a Release to the bindings of a kind that may wait for its route keys or its name. */
export function waitingForRouteKeys<T extends KubeObject>(
  type: TypedResource<T>,
) {
  return (release: Release, read: Read): T[] => [
    ...(releaseRouteKeys(release).length > 0
      ? read.byIndex(
          type,
          indexes.waitingReason,
          bindingReasons.invalidConfiguration,
        )
      : []),
    ...read
      .byIndex(type, indexes.waitingReason, bindingReasons.releaseTaken)
      .filter(
        ({ metadata }) => metadata.namespace === release.metadata.namespace,
      ),
  ];
}

/** The route keys of a Release. */
function releaseRouteKeys({ spec }: Release): string[] {
  return (spec.resources ?? []).flatMap(({ object }) => routeKeys(object));
}

function isOtherRelease({ metadata }: Release, key: ObjectKey): boolean {
  return (
    metadata.name !== key.name ||
    (metadata.namespace ?? '') !== (key.namespace ?? '')
  );
}

/** Whether another Release owns a route key: this one does not have it, or is younger. */
function hasPrecedence(
  release: Release,
  own: Release | undefined,
  routeKey: string,
): boolean {
  return (
    !own ||
    !releaseRouteKeys(own).includes(routeKey) ||
    creationOrderKey(release) < creationOrderKey(own)
  );
}

function isOnCluster(
  dataPlane: DataPlane | undefined,
  { metadata, spec }: Release,
  read: Read,
): boolean {
  const other = dataPlaneOfEnvironment(
    read,
    metadata.namespace,
    spec.environmentName,
  );
  return (
    dataPlane !== undefined &&
    other !== undefined &&
    isSameCluster(dataPlane, other)
  );
}

function dataPlaneOfEnvironment(
  read: Read,
  namespace: string | undefined,
  environment: string,
): DataPlane | undefined {
  const found = findDataPlane(read, namespace ?? '', environment);
  return 'reason' in found ? undefined : found.dataPlane;
}

/** Describes an owner of a route key. Nothing of another organization is named, because conditions are readable. */
function describeOwner(
  { metadata, spec }: Release,
  organization: string | undefined,
): string {
  if (metadata.namespace !== organization) {
    return 'a component of another organization';
  }
  const { componentName, projectName } = spec.owner;
  return `component "${componentName}" of project "${projectName}" in ${spec.environmentName} (organization ${metadata.namespace})`;
}
