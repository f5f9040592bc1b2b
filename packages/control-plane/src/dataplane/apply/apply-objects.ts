import type { UnstructuredObject } from '@promenade/kube-client';
import { contentHash, type Release } from '@promenade/openchoreo-model';
import type { DataPlaneCluster } from '../access/data-plane-cluster';
import type { LiveObjects } from '../access/live-objects';
import { uncheckedFields } from '../../runtime/api-write';
import { applyWaves } from './apply-order';
import {
  duplicateResourceError,
  lastResources,
  missingPolicyError,
} from './apply-preconditions';
import { failureOf, type ApplyResult, type Failure } from './apply-result';
import type { DesiredObject } from './desired-objects';
import {
  matchesDesired,
  type DriftDetector,
  type SyncStatus,
} from './drift-detector';
import { ensureNamespaces } from './ensure-namespaces';
import { objectLabel } from './object-id';
import { otherOwnerOf, type ReleaseExists } from './object-owner';
import { releaseFieldManager } from './tracking-labels';

/** Hash of the desired objects. A restarted process compares it with `Release.status.appliedHash`. */
export function releaseHash(desired: readonly DesiredObject[]): string {
  return contentHash(desired.map(({ object, hashed }) => hashed ?? object));
}

/** What objects are applied with. */
export interface ApplyContext {
  readonly cluster: DataPlaneCluster;
  readonly driftDetector: DriftDetector;
  readonly releaseExists: ReleaseExists;
}

/**
 * Applies the objects of a Release by server-side apply, and only those that are missing, changed or drifted.
 * A failure does not block the others, except routes whose security policy failed.
 *
 * @returns a result per object, in the order of `desired`
 */
export async function applyObjects(
  context: ApplyContext,
  release: Release,
  desired: readonly DesiredObject[],
): Promise<ApplyResult[]> {
  const { cluster, driftDetector } = context;
  const { uid = '' } = release.metadata;
  const appliedBefore =
    !driftDetector.hasRecord(uid) &&
    release.status?.appliedHash === releaseHash(desired);
  const namespaceFailures = await ensureNamespaces(cluster, release, desired);
  const results = new Map<DesiredObject, ApplyResult>();
  const lastOfObject = lastResources(desired);
  const apply = async (each: DesiredObject): Promise<ApplyResult> => {
    const { id } = each;
    const message =
      duplicateResourceError(each, lastOfObject) ??
      missingPolicyError(each, results.values());
    const failure = message
      ? { id, message, transient: false }
      : namespaceFailures.get(each.key.namespace ?? '');
    return failure
      ? { desired: each, syncStatus: 'Missing', failure: { ...failure, id } }
      : applyObject(context, release, each, appliedBefore);
  };
  for (const wave of applyWaves(desired)) {
    await Promise.all(
      wave.map(async each => results.set(each, await apply(each))),
    );
  }
  return desired.flatMap(each => results.get(each) ?? []);
}

async function applyObject(
  { cluster, driftDetector, releaseExists }: ApplyContext,
  release: Release,
  desired: DesiredObject,
  appliedBefore: boolean,
): Promise<ApplyResult> {
  const { uid = '' } = release.metadata;
  let live: UnstructuredObject | undefined;
  let syncStatus: SyncStatus = 'Missing';
  try {
    const objects = await liveObjects(cluster, desired);
    live = objects.get(desired.key);
    const owner = live && otherOwnerOf(live, release, releaseExists);
    if (owner) {
      // It may be released at any time, so the work queue retries with back-off.
      const failure = alreadyTaken(desired, owner);
      return { desired, syncStatus, failure };
    }
    if (live && appliedBefore && matchesDesired(desired, live)) {
      driftDetector.recordApplied(uid, desired, live);
    }
    // An object that is being deleted is created again when it is gone.
    if (live?.metadata.deletionTimestamp) {
      return { desired, live, syncStatus: 'Current' };
    }
    syncStatus = driftDetector.compare(uid, desired, live);
    if (syncStatus === 'Current') return { desired, live, syncStatus };
    const applied = await cluster.connection.send((client, signal) =>
      client.apply(objects.type, desired.object, {
        ...uncheckedFields,
        fieldManager: releaseFieldManager,
        force: true,
        signal,
      }),
    );
    objects.recordWrite(applied);
    driftDetector.recordApplied(uid, desired, applied);
    return { desired, live: applied, syncStatus };
  } catch (error) {
    const failure = failureOf(desired.id, objectLabel(desired.key), error);
    return { desired, live, syncStatus, failure };
  }
}

function alreadyTaken({ id, key }: DesiredObject, owner: string): Failure {
  return {
    id,
    message: `${objectLabel(key)}: already taken by ${owner}; ${
      owner.startsWith('Release ')
        ? 'rename the object, or remove it from one of the Releases'
        : 'rename the object'
    }`,
    transient: true,
  };
}

/** @throws Error when the data plane does not serve the type */
async function liveObjects(
  cluster: DataPlaneCluster,
  { key: { apiVersion, kind } }: DesiredObject,
): Promise<LiveObjects> {
  const objects = await cluster.live(apiVersion, kind);
  if (!objects) {
    throw new Error(
      `the data plane does not serve ${kind} of ${apiVersion}; install its definition there`,
    );
  }
  return objects;
}
