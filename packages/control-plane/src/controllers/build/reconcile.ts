import type { Clock } from '@promenade/kube-client';
import {
  buildKind,
  finalizers,
  getCondition,
  isFinishedBuild,
  trackName,
  type Build,
} from '@promenade/openchoreo-model';
import { WorkflowError, type Workflows } from '../../buildplane/workflows';
import { listTracks } from '../../core/track/tracks';
import { isCleanupSkipped, skipCleanupHint } from '../../core/skip-cleanup';
import {
  isDeleting,
  withFinalizer,
  type DeletionBlocked,
} from '../../runtime/finalizer';
import {
  controllerOf,
  controllerReference,
} from '../../runtime/owner-reference';
import type { Read } from '../../runtime/read';
import type { Reconcile } from '../../runtime/reconcile';
import type { Write } from '../../runtime/write';
import { advanceBuild, isStartedBuild, retryIntervalMs } from './advance-build';
import { findBuildPlane } from './find-build-plane';
import { findComponent } from './find-component';
import { statusOf, type BuildProgress } from './status';

/** Dependencies of {@link buildReconciler}. */
export interface BuildDependencies {
  readonly clock: Clock;
  readonly workflows: Workflows;
}

/**
 * Runs a Build: starts its Workflow once, reports its steps, and sets the image in the Workload of the component. A finished Build
 * is not run again.
 */
export function buildReconciler({
  clock,
  workflows,
}: BuildDependencies): Reconcile {
  return withFinalizer({
    clock,
    kind: buildKind,
    finalizer: finalizers.build,
    finalizingReason: 'BuildFinalizing',
    cleanUp: (build, read) => removeWorkflow(build, workflows, read),
    async reconcile(build, read, write) {
      if (isFinishedBuild(build)) return undefined;
      const owned = await setOwner(build, read, write);
      const progress = await advanceBuild(
        owned,
        workflows,
        clock.now(),
        read,
        write,
      );
      await writeProgress(owned, progress, new Date(clock.now()), write);
      if (progress.error) throw progress.error;
      const { requeueAfter } = progress;
      return requeueAfter === undefined ? undefined : { requeueAfter };
    },
  });
}

/**
 * Makes the component the owner of a build, unless it has another, and records the track that follows the branch of the build, so that
 * the result goes where it did when the build began.
 */
async function setOwner(
  build: Build,
  read: Read,
  write: Write,
): Promise<Build> {
  const component = findComponent(build, read);
  if (!component || isDeleting(component) || controllerOf(build)) return build;
  const { ownerReferences = [], ...metadata } = build.metadata;
  const { deploymentTrack = findTrackOfBranch(build, read) } = build.spec;
  return write.update(buildKind, build, {
    ...build,
    metadata: {
      ...metadata,
      ownerReferences: [...ownerReferences, controllerReference(component)],
    },
    spec: { ...build.spec, ...(deploymentTrack && { deploymentTrack }) },
  });
}

/** The name of the track that follows the branch of a build that has not started. */
function findTrackOfBranch(build: Build, read: Read): string | undefined {
  const { metadata, spec } = build;
  const { branch } = spec.repository.revision;
  const track =
    branch && !isStartedBuild(build)
      ? listTracks(read, metadata.namespace ?? '', spec.owner).find(
          each => each.spec.branch === branch && !isDeleting(each),
        )
      : undefined;
  return track && trackName(track);
}

async function writeProgress(
  build: Build,
  progress: BuildProgress,
  now: Date,
  write: Write,
): Promise<void> {
  const before = getCondition(build.status?.conditions, 'Ready');
  await write.updateStatus(buildKind, build, statusOf(build, progress, now));
  const { phase, reason, message } = progress;
  if (before?.reason === reason) return;
  const isNormal =
    phase === 'Succeeded' ||
    reason === 'BuildInProgress' ||
    reason === 'BuildCompleted';
  write.event(build, isNormal ? 'Normal' : 'Warning', reason, message);
}

/** Deletes the Workflow of a Build that is being deleted. Without its build plane, nobody can; Argo deletes it some time after its end. */
async function removeWorkflow(
  build: Build,
  workflows: Workflows,
  read: Read,
): Promise<DeletionBlocked | undefined> {
  const buildPlane = findBuildPlane(build, read);
  if ('reason' in buildPlane || isCleanupSkipped(build)) return undefined;
  try {
    await workflows.remove(build, buildPlane);
    return undefined;
  } catch (error) {
    if (!(error instanceof WorkflowError)) throw error;
    if (!isStartedBuild(build)) return undefined;
    return {
      message: `${
        error.message
      }; if the build plane no longer exists, ${skipCleanupHint('Build')}`,
      requeueAfter: retryIntervalMs,
    };
  }
}
