import type { UnstructuredObject } from '@promenade/kube-client';
import { contentHash, type Release } from '@promenade/openchoreo-model';
import type { DataPlaneCluster } from '../access/data-plane-cluster';
import type { LiveObjects } from '../access/live-objects';
import { covers, type AppliedMemory, type Verdict } from './applied-memory';
import type { AppliedObject } from './applied-object';
import { wavesOf } from './apply-order';
import type { DesiredObject } from './desired-objects';
import { ensureNamespaces } from './ensure-namespaces';
import { failureOf } from './failure';
import { missingGuardOf } from './guarded';
import { lastNamed, namedAgain } from './named-again';
import { objectLabel } from './object-id';

const fieldManager = 'release-controller';

/** Hash by which a Release knows, after a restart, that what it wants now was applied. */
export function releaseHash(desired: readonly DesiredObject[]): string {
  return contentHash(desired.map(({ object }) => object));
}

/**
 * Makes the objects of a Release so on its data plane, each by server-side
 * apply, and only those that are missing, changed, or no longer as applied.
 * One that is refused does not keep back the others, but for the
 * route that a refused policy protects.
 */
export async function applyObjects(
  cluster: DataPlaneCluster,
  memory: AppliedMemory,
  release: Release,
  desired: readonly DesiredObject[],
): Promise<AppliedObject[]> {
  const uid = release.metadata.uid ?? '';
  const appliedBefore =
    !memory.knows(uid) && release.status?.appliedHash === releaseHash(desired);
  const unusable = await ensureNamespaces(cluster, release, desired);
  const applied = new Map<DesiredObject, AppliedObject>();
  const named = lastNamed(desired);
  const apply = async (wanted: DesiredObject) => {
    const namespaceFailure = unusable.get(wanted.key.namespace ?? '');
    const message =
      namedAgain(wanted, named) ?? missingGuardOf(wanted, applied.values());
    if (message) {
      const failure = { id: wanted.id, message, transient: false };
      applied.set(wanted, { wanted, verdict: 'Missing', failure });
      return;
    }
    applied.set(
      wanted,
      namespaceFailure
        ? {
            wanted,
            verdict: 'Missing',
            failure: { ...namespaceFailure, id: wanted.id },
          }
        : await applyObject(cluster, memory, uid, wanted, appliedBefore),
    );
  };
  for (const wave of wavesOf(desired)) await Promise.all(wave.map(apply));
  return desired.flatMap(wanted => applied.get(wanted) ?? []);
}

async function applyObject(
  cluster: DataPlaneCluster,
  memory: AppliedMemory,
  uid: string,
  wanted: DesiredObject,
  appliedBefore: boolean,
): Promise<AppliedObject> {
  let live: UnstructuredObject | undefined;
  let verdict: Verdict = 'Missing';
  try {
    const objects = await liveObjects(cluster, wanted);
    live = objects.get(wanted.key);
    if (live && appliedBefore && covers(wanted, live)) {
      memory.remember(uid, wanted, live);
    }
    // An object on its way out cannot be mended; its successor is made when it is gone.
    if (live?.metadata.deletionTimestamp) {
      return { wanted, live, verdict: 'Current' };
    }
    verdict = memory.verdict(uid, wanted, live);
    if (verdict === 'Current') return { wanted, live, verdict };
    const applied = await cluster.client.apply(objects.type, wanted.object, {
      fieldManager,
      force: true,
    });
    objects.wrote(applied);
    memory.remember(uid, wanted, applied);
    return { wanted, live: applied, verdict };
  } catch (error) {
    const failure = failureOf(wanted.id, objectLabel(wanted.key), error);
    return { wanted, live, verdict, failure };
  }
}

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
