import { keyOf } from '@promenade/kube-client';
import {
  getCondition,
  releaseKind,
  type DataPlane,
  type Environment,
  type Release,
  type ReleaseTarget,
} from '@promenade/openchoreo-model';
import { isDeepStrictEqual } from 'node:util';
import { apiServerUrl } from '../../core/lookups/find-data-plane';
import { indexes, inNamespace } from '../../core/lookups/indexes';
import { isCleanupSkipped } from '../../core/skip-cleanup';
import type { DataPlaneCluster } from '../../dataplane/access/data-plane-cluster';
import type { DataPlanes } from '../../dataplane/access/data-planes';
import type { Read } from '../../runtime/read';
import type { Write } from '../../runtime/write';
import { cleanUpObjects, type IncompleteCleanup } from './clean-up';

/** Input of {@link recordTarget}. */
export interface TargetChange {
  readonly release: Release;
  readonly environment: Environment;
  readonly dataPlane: DataPlane;
  /** The cluster of the data plane. */
  readonly cluster: DataPlaneCluster;
  readonly dataPlanes: DataPlanes;
  readonly read: Read;
  readonly write: Write;
  readonly now: Date;
  /** Targets of first applies that no status has yet, by uid of the Release. */
  readonly unwrittenTargets: Map<string, ReleaseTarget>;
}

/** Where a Release is applied, and the Release with the status that was written last. */
export interface RecordedTarget {
  readonly release: Release;
  readonly target: ReleaseTarget;
}

/** Interval between checks whether an API server has responded for the first time, in milliseconds. */
const firstResponseMs = 500;

/**
 * Returns where a Release is applied. If it was applied to another cluster, its objects are
 * deleted there first, and the new target is written before the Release is applied; an annotation of the Release or its
 * environment skips the deletion.
 *
 * The target of the first apply is written with the first observed status, which saves a write for every Release. Until then
 * it is in `unwrittenTargets`.
 *
 * @returns the target and the Release, why its objects still exist on the former cluster, or when to check again
 */
export async function recordTarget({
  release,
  environment,
  dataPlane,
  cluster,
  dataPlanes,
  read,
  write,
  now,
  unwrittenTargets,
}: TargetChange): Promise<
  RecordedTarget | IncompleteCleanup | { requeueAfter: number }
> {
  const uid = release.metadata.uid ?? '';
  const former = release.status?.target ?? unwrittenTargets.get(uid);
  if (former && isWaitingForOther(former, dataPlane, cluster)) {
    return { requeueAfter: firstResponseMs };
  }
  const { namespace = '', name } = dataPlane.metadata;
  const target: ReleaseTarget = {
    dataPlane: { namespace, name },
    apiServerURL: apiServerUrl(dataPlane),
    clusterUID: await cluster.uid(),
  };
  if (!former) unwrittenTargets.set(uid, target);
  if (!former || isRecorded(former, target)) {
    return { release, target };
  }
  const isMoved = !isSameCluster(former, target);
  if (isMoved) {
    const organization = release.metadata.namespace ?? '';
    const incomplete =
      isCleanupSkipped(release) || isCleanupSkipped(environment)
        ? undefined
        : await cleanUpObjects(
            await dataPlanes.forTarget(organization, former),
            release,
            now,
          );
    if (incomplete) {
      const { reason } = incomplete;
      const message = `Deleting the objects on data plane ${label(
        former,
      )} before they are applied to ${label(target)}: ${incomplete.message}`;
      const applied = getCondition(release.status?.conditions, 'Applied');
      if (reason !== 'CleanupInProgress' && applied?.reason !== reason) {
        write.event(release, 'Warning', reason, message);
      }
      return { reason, message };
    }
    write.event(
      release,
      'Normal',
      'Moved',
      `Moved from data plane ${label(former)} to ${label(target)}`,
    );
  }
  const { status } = release;
  const updated = await write.updateStatus(releaseKind, release, {
    ...status,
    target,
    ...(isMoved && {
      appliedHash: undefined,
      resources: undefined,
      summary: undefined,
    }),
  });
  unwrittenTargets.delete(uid);
  if (isMoved && !isUsedByOthers(former, release, read)) {
    dataPlanes.closeFormer(former);
  }
  return { release: updated, target };
}

/**
 * Whether the API server of another data plane than the recorded one has not responded yet. A Release is in the queue of its
 * recorded data plane, whose workers must not wait for others. Starts a probe.
 */
function isWaitingForOther(
  former: ReleaseTarget,
  { metadata }: DataPlane,
  { connection }: DataPlaneCluster,
): boolean {
  if (connection.isReachable || keyOf(former.dataPlane) === keyOf(metadata)) {
    return false;
  }
  connection.probe().catch(() => {});
  return true;
}

function isRecorded(former: ReleaseTarget, target: ReleaseTarget): boolean {
  return isDeepStrictEqual(former, {
    ...target,
    // Unknown while namespaces cannot be read.
    clusterUID: target.clusterUID ?? former.clusterUID,
  });
}

/** A cluster may have several data planes and URLs. */
function isSameCluster(one: ReleaseTarget, other: ReleaseTarget): boolean {
  return one.clusterUID && other.clusterUID
    ? one.clusterUID === other.clusterUID
    : one.apiServerURL === other.apiServerURL &&
        isDeepStrictEqual(one.dataPlane, other.dataPlane);
}

function isUsedByOthers(
  { dataPlane, apiServerURL }: ReleaseTarget,
  { metadata }: Release,
  read: Read,
): boolean {
  return read
    .byIndex(
      releaseKind,
      indexes.targetDataPlane,
      inNamespace(dataPlane.namespace, dataPlane.name),
    )
    .some(
      other =>
        other.metadata.uid !== metadata.uid &&
        other.status?.target?.apiServerURL === apiServerURL,
    );
}

/** Names a target in messages: its data plane, and the API server if it has one. */
function label({ dataPlane, apiServerURL }: ReleaseTarget): string {
  const name = `"${dataPlane.namespace}/${dataPlane.name}"`;
  return apiServerURL ? `${name} (${apiServerURL})` : name;
}
