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
} from '@promenade/openchoreo-model';
import type { DataPlaneCluster } from '../../dataplane/access/data-plane-cluster';
import type { DataPlanes } from '../../dataplane/access/data-planes';
import { summarizePodTrouble } from '../../dataplane/pods/pod-trouble';
import { ensureFinalizer, isDeleting } from '../../runtime/finalizer';
import { StatusDebounce } from '../../runtime/status-debounce';
import type { Reconcile } from '../../runtime/reconcile';
import { findShared } from '../../core/lookups/shared-resource';
import type { Write } from '../../runtime/write';
import { DriftDetector } from '../../dataplane/apply/drift-detector';
import {
  type ApplyResult,
  failureOf,
  type Failure,
} from '../../dataplane/apply/apply-result';
import { applyObjects, releaseHash } from '../../dataplane/apply/apply-objects';
import { desiredObjects } from '../../dataplane/apply/desired-objects';
import { finalizeRelease } from './finalize';
import { standingOf } from '../../core/release-state';
import { nextLookMs } from './intervals';
import { objectLabel } from '../../dataplane/apply/object-id';
import { mayGoUntoldMs } from './passing';
import {
  deleteObjects,
  listInventory,
  staleObjects,
} from '../../dataplane/apply/prune';
import {
  observedStatus,
  unobservedStatus,
  type Observation,
  type ReleaseStatus,
} from './status';
import { annotateSecretVersions } from '../../dataplane/apply/secret-versions';
import { convertToServedVersions } from '../../dataplane/apply/served-versions';

/** What Releases are reconciled with. */
export interface ReleaseReconcilerOptions {
  readonly dataPlanes: DataPlanes;
  readonly clock: Clock;
  /** Source of chance in [0, 1), for spreading load. */
  readonly random?: () => number;
}

/** Makes what a Release holds so on its data plane, takes away what it no longer holds, and reports how it is there. */
export function releaseReconciler({
  dataPlanes,
  clock,
  random = Math.random,
}: ReleaseReconcilerOptions): Reconcile {
  const memory = new DriftDetector();
  const patience = new StatusDebounce(clock);
  return async (key, read, write) => {
    const found = read.get(releaseKind, key);
    if (!found) return undefined;
    const now = new Date(clock.now());
    const cluster = await dataPlanes.forEnvironment(
      found.metadata.namespace ?? '',
      found.spec.environmentName,
    );
    if (isDeleting(found)) {
      const environment = findShared(
        read,
        environmentKind,
        found.metadata.namespace ?? '',
        found.spec.environmentName,
      );
      return finalizeRelease({
        release: found,
        cluster,
        environment,
        write,
        memory,
        now,
      });
    }
    const release = await ensureFinalizer(
      write,
      releaseKind,
      found,
      finalizers.release,
    );
    if ('reason' in cluster) {
      const { reason, message } = cluster;
      await write.updateStatus(
        releaseKind,
        release,
        unobservedStatus(release, reason, message, now),
      );
      return lookAgain(release, false, random);
    }
    const observation = await bringAbout(cluster, memory, release, write);
    const status = observedStatus(release, observation, now);
    const untoldMs = patience.remainingMs(
      release,
      mayGoUntoldMs(release, status),
    );
    if (untoldMs > 0) return { requeueAfter: untoldMs };
    await write.updateStatus(releaseKind, release, status);
    return next(release, observation, isSettled(status), random);
  };
}

async function bringAbout(
  cluster: DataPlaneCluster,
  memory: DriftDetector,
  release: Release,
  write: Write,
): Promise<Observation> {
  const { desired: declared, invalid: unusable } = desiredObjects(release);
  const served = await convertToServedVersions(cluster, declared);
  const desired = await annotateSecretVersions(cluster, served);
  const objects = await applyObjects(cluster, memory, release, desired);
  const failures: Failure[] = [
    ...unusable.map(problem => ({ ...problem, transient: false })),
    ...objects.flatMap(({ failure }) => failure ?? []),
  ];
  tellChanges(write, release, objects);
  // What is to be replaced stays until its replacement is there.
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
    return [failureOf('', 'What the Release has cannot be read', error)];
  }
  const stale = staleObjects(inventory, objects).filter(
    ({ metadata }) => !metadata.deletionTimestamp,
  );
  if (stale.length === 0) return [];
  const failures = await deleteObjects(cluster, stale);
  const names = stale.map(({ apiVersion, kind, metadata: { name } }) =>
    objectLabel({ apiVersion, kind, name }),
  );
  write.event(release, 'Normal', 'Pruned', `Took away ${names.join(', ')}`);
  return failures;
}

function tellChanges(
  write: Write,
  release: Release,
  objects: readonly ApplyResult[],
): void {
  const named = (list: readonly ApplyResult[]) =>
    list.map(({ desired: wanted }) => objectLabel(wanted.key)).join(', ');
  const applied = objects.filter(
    ({ syncStatus: verdict, failure }) => verdict !== 'Current' && !failure,
  );
  const drifted = applied.filter(
    ({ syncStatus: verdict }) => verdict === 'Drifted',
  );
  const changed = applied.filter(
    ({ syncStatus: verdict }) => verdict !== 'Drifted',
  );
  // What is applied for the first time is told by what it is applied for: the component is deployed.
  if (changed.length > 0 && release.status?.observedGeneration) {
    write.event(release, 'Normal', 'Applied', `Applied ${named(changed)}`);
  }
  if (drifted.length > 0) {
    write.event(
      release,
      'Warning',
      'DriftCorrected',
      `Put back what somebody else had changed: ${named(drifted)}`,
    );
  }
}

/** @throws AggregateError where trying again soon may help, so that the work queue backs off */
function next(
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
  return lookAgain(release, settled && failures.length === 0, random);
}

function lookAgain(
  release: Release,
  settled: boolean,
  random: () => number,
): ReconcileResult | undefined {
  const requeueAfter = nextLookMs(release, settled, random);
  return requeueAfter === undefined ? undefined : { requeueAfter };
}

/** Whether every object is where it is going to stay. */
function isSettled({ resources = [] }: ReleaseStatus): boolean {
  return resources.every(each =>
    ['Healthy', 'Suspended'].includes(standingOf(each)),
  );
}
