import type {
  Clock,
  ReconcileResult,
  UnstructuredObject,
} from '@promenade/kube-client';
import {
  environmentKind,
  finalizers,
  releaseKind,
  type Release,
  type ReleaseTarget,
} from '@promenade/openchoreo-model';
import { findDataPlane } from '../../core/lookups/find-data-plane';
import { findShared } from '../../core/lookups/shared-resource';
import { objectState } from '../../core/release-state';
import type {
  DataPlaneCluster,
  Unavailable,
} from '../../dataplane/access/data-plane-cluster';
import type { PullSecret } from '../../dataplane/access/pull-secret';
import type { DataPlanes } from '../../dataplane/access/data-planes';
import {
  applyObjects,
  releaseHash,
  type ApplyContext,
} from '../../dataplane/apply/apply-objects';
import {
  failureOf,
  type ApplyResult,
  type Failure,
} from '../../dataplane/apply/apply-result';
import { desiredObjects } from '../../dataplane/apply/desired-objects';
import { DriftDetector } from '../../dataplane/apply/drift-detector';
import { fillRegistrySecrets } from '../../dataplane/apply/fill-registry-secrets';
import { objectLabel } from '../../dataplane/apply/object-id';
import type { ReleaseExists } from '../../dataplane/apply/object-owner';
import {
  deleteObjects,
  listInventory,
  staleObjects,
} from '../../dataplane/apply/prune';
import { annotateSecretVersions } from '../../dataplane/apply/secret-versions';
import { convertToServedVersions } from '../../dataplane/apply/served-versions';
import { summarizePodTrouble } from '../../dataplane/pods/pod-trouble';
import { ensureFinalizer, isDeleting } from '../../runtime/finalizer';
import type { Reconcile } from '../../runtime/reconcile';
import { StatusDebounce } from '../../runtime/status-debounce';
import type { Write } from '../../runtime/write';
import { finalizeRelease } from './finalize';
import { requeueIntervalMs } from './requeue-interval';
import {
  observedStatus,
  releaseDebounceMs,
  unobservedStatus,
  type Observation,
  type ReleaseStatus,
} from './status';
import { recordTarget } from './target';

/** Options of {@link releaseReconciler}. */
export interface ReleaseReconcilerOptions {
  readonly dataPlanes: DataPlanes;
  readonly clock: Clock;
  readonly releaseExists: ReleaseExists;
  /** Random number in [0, 1), to spread load. */
  readonly random?: () => number;
}

/** Returns the reconciler that applies a Release to its data plane, prunes what it no longer declares and reports health. */
export function releaseReconciler({
  dataPlanes,
  clock,
  releaseExists,
  random = Math.random,
}: ReleaseReconcilerOptions): Reconcile {
  const driftDetector = new DriftDetector();
  const statusDebounce = new StatusDebounce(clock);
  const unwrittenTargets = new Map<string, ReleaseTarget>();
  return async (key, read, write) => {
    const found =
      read.get(releaseKind, key) ?? read.recoverDeleted(releaseKind, key);
    if (!found) return undefined;
    const now = new Date(clock.now());
    const organization = found.metadata.namespace ?? '';
    const target = findDataPlane(
      read,
      organization,
      found.spec.environmentName,
    );
    const desiredCluster = async () =>
      'reason' in target ? target : dataPlanes.forDataPlane(target.dataPlane);
    const uid = found.metadata.uid ?? '';
    if (isDeleting(found)) {
      const recorded = found.status?.target ?? unwrittenTargets.get(uid);
      const environment = findShared(
        read,
        environmentKind,
        organization,
        found.spec.environmentName,
      );
      return finalizeRelease({
        release: found,
        cluster: recorded
          ? await dataPlanes.forTarget(organization, recorded)
          : await desiredCluster(),
        environment,
        write,
        driftDetector,
        now,
      });
    }
    let release = await ensureFinalizer(
      write,
      releaseKind,
      found,
      finalizers.release,
    );
    const cluster = await desiredCluster();
    const report = async ({ reason, message }: Unavailable) => {
      await write.updateStatus(releaseKind, release, {
        ...unobservedStatus(release, reason, message, now),
        target: release.status?.target ?? unwrittenTargets.get(uid),
      });
      unwrittenTargets.delete(uid);
      return requeue(release, false, random);
    };
    if ('reason' in target) return report(target);
    if ('reason' in cluster) return report(cluster);
    if (cluster.unreachable) return report(cluster.unreachable);
    const recorded = await recordTarget({
      ...target,
      release,
      cluster,
      dataPlanes,
      read,
      write,
      now,
      unwrittenTargets,
    });
    if (cluster.unreachable) return report(cluster.unreachable);
    if ('requeueAfter' in recorded) return recorded;
    if ('reason' in recorded) return report(recorded);
    if (recorded.release !== release) driftDetector.forget(uid);
    release = recorded.release;
    const observation = await applyRelease(
      { cluster, driftDetector, releaseExists },
      release,
      () => dataPlanes.registrySecretOf(target.dataPlane),
      write,
    );
    if (cluster.unreachable) return report(cluster.unreachable);
    const status = {
      ...observedStatus(release, observation, now),
      target: recorded.target,
    };
    const remainingMs = statusDebounce.remainingMs(
      release,
      releaseDebounceMs(release, status),
    );
    if (remainingMs > 0) return { requeueAfter: remainingMs };
    await write.updateStatus(releaseKind, release, status);
    unwrittenTargets.delete(uid);
    return requeueOrThrow(release, observation, isSettled(status), random);
  };
}

async function applyRelease(
  context: ApplyContext,
  release: Release,
  readPullSecret: () => Promise<PullSecret>,
  write: Write,
): Promise<Observation> {
  const { cluster } = context;
  const { desired: declared, invalid } = desiredObjects(release);
  const served = await convertToServedVersions(cluster, declared);
  const filled = await fillRegistrySecrets(cluster, served, readPullSecret);
  const desired = await annotateSecretVersions(cluster, filled.desired);
  const objects = await applyObjects(context, release, desired);
  const failures: Failure[] = [
    ...invalid.map(problem => ({ ...problem, transient: false })),
    ...filled.failures,
    ...objects.flatMap(({ failure }) => failure ?? []),
  ];
  recordApplyEvents(write, release, objects);
  // An object is pruned only after its replacement is applied.
  if (failures.length === 0) {
    failures.push(...(await prune(cluster, release, objects, write)));
  }
  return {
    objects,
    failures,
    hash: releaseHash(desired),
    podTrouble: workload => summarizePodTrouble(cluster.pods.podsOf(workload)),
  };
}

async function prune(
  cluster: DataPlaneCluster,
  release: Release,
  objects: readonly ApplyResult[],
  write: Write,
): Promise<Failure[]> {
  let inventory: UnstructuredObject[];
  try {
    inventory = await listInventory(cluster, release);
  } catch (error) {
    return [failureOf('', 'Cannot list the objects of the Release', error)];
  }
  const stale = staleObjects(inventory, objects).filter(
    ({ metadata }) => !metadata.deletionTimestamp,
  );
  if (stale.length === 0) return [];
  const failures = await deleteObjects(cluster, stale);
  const names = stale.map(({ apiVersion, kind, metadata: { name } }) =>
    objectLabel({ apiVersion, kind, name }),
  );
  write.event(release, 'Normal', 'Pruned', `Deleted ${names.join(', ')}`);
  return failures;
}

function recordApplyEvents(
  write: Write,
  release: Release,
  objects: readonly ApplyResult[],
): void {
  const names = (list: readonly ApplyResult[]) =>
    list.map(({ desired }) => objectLabel(desired.key)).join(', ');
  const applied = objects.filter(
    ({ syncStatus, failure }) => syncStatus !== 'Current' && !failure,
  );
  const drifted = applied.filter(({ syncStatus }) => syncStatus === 'Drifted');
  const changed = applied.filter(({ syncStatus }) => syncStatus !== 'Drifted');
  // The first apply has no event of its own: the binding reports the deployment.
  if (changed.length > 0 && release.status?.observedGeneration) {
    write.event(release, 'Normal', 'Applied', `Applied ${names(changed)}`);
  }
  if (drifted.length > 0) {
    write.event(
      release,
      'Warning',
      'DriftCorrected',
      `Reverted changes of others to ${names(drifted)}`,
    );
  }
}

/** @throws AggregateError for transient failures, so that the work queue backs off */
function requeueOrThrow(
  release: Release,
  { failures }: Observation,
  settled: boolean,
  random: () => number,
): ReconcileResult | undefined {
  const transient = failures.filter(failure => failure.transient);
  if (transient.length > 0) {
    throw new AggregateError(
      transient.map(({ message }) => new Error(message)),
      transient.map(({ message }) => message).join('; '),
    );
  }
  return requeue(release, settled && failures.length === 0, random);
}

function requeue(
  release: Release,
  settled: boolean,
  random: () => number,
): ReconcileResult | undefined {
  const requeueAfter = requeueIntervalMs(release, settled, random);
  return requeueAfter === undefined ? undefined : { requeueAfter };
}

/** Whether every object has reached a final state. */
function isSettled({ resources = [] }: ReleaseStatus): boolean {
  return resources.every(each =>
    ['Healthy', 'Suspended'].includes(objectState(each)),
  );
}
