import { KubeObject, ObjectChange, ObjectKey } from '@promenade/kube-client';
import {
  Condition,
  DataPlane,
  Release,
  getCondition,
  releaseKind,
} from '@promenade/openchoreo-model';
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

type Conditioned = KubeObject & { status?: { conditions?: Condition[] } };

/**
 * Tells which places at the gateways of an environment are another's. The first
 * Release to have a place keeps it, whoever made it: gateways are shared by all
 * projects and organizations of a data plane.
 *
 * @param key - key of the Release that asks
 */
export function routeOwnerLookup(
  read: Read,
  key: ObjectKey,
  environment: string,
): FindRouteOwner {
  const dataPlane = dataPlaneOfEnvironment(read, key.namespace, environment);
  const own = read.get(releaseKind, key);
  return place => {
    const rival = read
      .byIndex(releaseKind, indexes.routeKey, place)
      .find(
        release =>
          isOtherRelease(release, key) &&
          !release.metadata.deletionTimestamp &&
          hasPrecedence(release, own, place) &&
          isOnCluster(dataPlane, release, read),
      );
    return rival && describeOwner(rival);
  };
}

/** Whether a change of a Release may free a place that somebody else waits for. */
export function releasesRouteKeys(change: ObjectChange<Release>): boolean {
  return (
    deleted(change) ||
    (generationChanged(change) && valueChanged(change, releaseRouteKeys))
  );
}

/** What may be said of a binding that waits for a place, or for the Release of its name. */
const waitingReasons: readonly string[] = [
  bindingReasons.invalidConfiguration,
  bindingReasons.releaseTaken,
];

/** Whom a place or a Release that is free now may concern: those of a kind that are in error. */
export function waitingForRouteKeys<T extends Conditioned>(
  type: TypedResource<T>,
) {
  return (_: Release, read: Read): T[] =>
    read
      .list(type)
      .filter(({ status }) =>
        waitingReasons.includes(
          getCondition(status?.conditions, 'Ready')?.reason ?? '',
        ),
      );
}

/** All places that a Release has at gateways. */
function releaseRouteKeys({ spec }: Release): string[] {
  return (spec.resources ?? []).flatMap(({ object }) => routeKeys(object));
}

function isOtherRelease({ metadata }: Release, key: ObjectKey): boolean {
  return (
    metadata.name !== key.name ||
    (metadata.namespace ?? '') !== (key.namespace ?? '')
  );
}

/** Of two Releases that both have a place, the older comes before. */
function hasPrecedence(
  release: Release,
  own: Release | undefined,
  place: string,
): boolean {
  return (
    !own ||
    !releaseRouteKeys(own).includes(place) ||
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

function describeOwner({ metadata, spec }: Release): string {
  const { componentName, projectName } = spec.owner;
  return `component "${componentName}" of project "${projectName}" in ${spec.environmentName} (organization ${metadata.namespace})`;
}
