import {
  DeploymentTrack,
  ProjectComponentOwner,
  Workload,
  defaultTrack,
  deploymentTrackKind,
  isDnsLabel,
  trackName,
  trackOf,
  workloadKind,
} from '@promenade/openchoreo-model';
import { isDeleting } from '../../runtime/finalizer';
import { parseGoDuration } from '../../runtime/go-duration';
import { Read } from '../../runtime/read';
import { compareText } from '../../runtime/sort';
import { componentIndexValue, indexes } from '../lookups/indexes';

/** Lists the DeploymentTracks of a component by name, without those of the default track, which need no object. */
export function listTracks(
  read: Read,
  namespace: string,
  owner: ProjectComponentOwner,
): DeploymentTrack[] {
  return read
    .byIndex(
      deploymentTrackKind,
      indexes.component,
      componentIndexValue(namespace, owner),
    )
    .filter(track => trackName(track) !== defaultTrack)
    .sort((a, b) => compareText(a.metadata.name, b.metadata.name));
}

/** Finds the DeploymentTrack of a component by the name of the track. */
export function findTrack(
  read: Read,
  namespace: string,
  owner: ProjectComponentOwner,
  name: string,
): DeploymentTrack | undefined {
  return listTracks(read, namespace, owner).find(
    track => trackName(track) === name,
  );
}

/** Lists the Workloads of a track of a component by name. */
export function listTrackWorkloads(
  read: Read,
  namespace: string,
  owner: ProjectComponentOwner,
  track: string,
): Workload[] {
  return read
    .byIndex(
      workloadKind,
      indexes.component,
      componentIndexValue(namespace, owner),
    )
    .filter(workload => trackOf(workload) === track)
    .sort((a, b) => compareText(a.metadata.name, b.metadata.name));
}

/** The last time that a timestamp of Kubernetes can have, in milliseconds since 1970. */
const lastTime = Date.UTC(9999, 11, 31);

/** When the objects of a track are deleted, in milliseconds since 1970; undefined for never. */
export function expiryOf({
  metadata,
  spec,
}: DeploymentTrack): number | undefined {
  const seconds =
    spec.ttl === undefined ? undefined : parseGoDuration(spec.ttl);
  if (seconds === undefined) return undefined;
  const expiry = Date.parse(metadata.creationTimestamp ?? '') + seconds * 1000;
  return expiry > lastTime ? undefined : expiry;
}

/** Whether the time of a track is over, so that its objects are deleted. */
export function isExpired(track: DeploymentTrack, now: number): boolean {
  const expiry = expiryOf(track);
  return expiry !== undefined && expiry <= now;
}

/** Whether the Workload of a track is deployed to the first environment. */
export function isDeployedTrack(track: DeploymentTrack, now: number): boolean {
  return (
    track.spec.autoDeploy !== false &&
    isDnsLabel(trackName(track)) &&
    !isDeleting(track) &&
    !isExpired(track, now)
  );
}

/** Finds another DeploymentTrack of the same track that still has its objects. */
export function findOtherTrack(
  read: Read,
  track: DeploymentTrack,
  owner: ProjectComponentOwner,
  now: number,
): DeploymentTrack | undefined {
  const { namespace = '', name } = track.metadata;
  return listTracks(read, namespace, owner).find(
    other =>
      other.metadata.name !== name &&
      trackName(other) === trackName(track) &&
      !isDeleting(other) &&
      !isExpired(other, now),
  );
}
