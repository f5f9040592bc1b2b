import type { Clock } from '@promenade/kube-client';
import {
  buildKind,
  componentKind,
  finalizers,
  getCondition,
  isFinishedBuild,
  type Build,
  type BuildPlane,
  type Component,
} from '@promenade/openchoreo-model';
import { WorkflowError, type Workflows } from '../../buildplane/workflows';
import { componentIndexValue, indexes } from '../../core/lookups/indexes';
import { isCleanupSkipped, skipCleanupHint } from '../../core/skip-cleanup';
import { reservedParameters } from '../../render/build/render-workflow';
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
import { creationOrderKey } from '../../runtime/sort';
import { invalidObjectError } from '../../runtime/validation';
import type { Write } from '../../runtime/write';
import { findBuildPlane } from './find-build-plane';
import { readRun, type BuildRun } from './run';
import {
  built,
  failed,
  pending,
  running,
  statusOf,
  unknown,
  type BuildProgress,
} from './status';
import { updateWorkload } from './update-workload';

/** Interval of reads of a running Workflow, in milliseconds, where its watch is forbidden or late. As in OpenChoreo v0.3.2. */
const runningIntervalMs = 20_000;

/** Interval of attempts where no watch reports that the cause is gone, in milliseconds. */
const retryIntervalMs = 30_000;

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
      const progress = await advance(owned, workflows, read, write);
      await writeProgress(owned, progress, new Date(clock.now()), write);
      if (progress.error) throw progress.error;
      const { requeueAfter } = progress;
      return requeueAfter === undefined ? undefined : { requeueAfter };
    },
  });
}

/** Takes the next step of a build. */
async function advance(
  build: Build,
  workflows: Workflows,
  read: Read,
  write: Write,
): Promise<BuildProgress> {
  const isStarted = build.status?.workflow !== undefined;
  const problem = isStarted ? undefined : startProblem(build, read);
  if (problem) return problem;
  const buildPlane = findBuildPlane(build, read);
  const notStarted = isStarted ? unknown : pending;
  if ('reason' in buildPlane) {
    return notStarted(buildPlane.reason, buildPlane.message, {
      requeueAfter: retryIntervalMs,
    });
  }
  try {
    const workflow = isStarted
      ? await workflows.find(build, buildPlane)
      : await workflows.start(build, buildPlane);
    if (!workflow) {
      return failed(
        'The Workflow was deleted before its result was read; create a new Build',
      );
    }
    return await progressOf(
      build,
      buildPlane,
      readRun(workflow, build, buildPlane),
      read,
      write,
    );
  } catch (error) {
    if (!(error instanceof WorkflowError)) throw error;
    return notStarted(error.reason, error.message, retryOf(error));
  }
}

/** Nothing is logged for a build plane that does not respond: its own condition says so. */
function retryOf(error: WorkflowError) {
  return error.reason === 'BuildPlaneUnreachable' ||
    error.reason === 'BuildPlaneCredentialsInvalid'
    ? { requeueAfter: retryIntervalMs }
    : { error };
}

/** Why the Workflow of a build must not be started. */
function startProblem(build: Build, read: Read): BuildProgress | undefined {
  const { owner } = build.spec;
  const component = findComponent(build, read);
  if (!component || isDeleting(component)) {
    const { namespace } = build.metadata;
    const key = { namespace, name: owner.componentName };
    return pending(
      'ComponentNotFound',
      `spec.owner.componentName: ${
        invalidObjectError(read, componentKind, key) ??
        `Component "${owner.componentName}" not found in project "${owner.projectName}"; create it`
      }`,
    );
  }
  const [reserved] = reservedParameters(build);
  return reserved === undefined
    ? undefined
    : pending(
        'InvalidConfiguration',
        `spec.templateRef.parameters: "${reserved}" is set by the control plane; remove it`,
      );
}

async function progressOf(
  build: Build,
  buildPlane: BuildPlane,
  run: BuildRun,
  read: Read,
  write: Write,
): Promise<BuildProgress> {
  if (run.result === 'Running') {
    return running(buildPlane, run, runningIntervalMs);
  }
  const { image } = run;
  if (run.result === 'Failed' || !image) {
    return failed(run.message, buildPlane, run);
  }
  if (build.status?.imageStatus?.image !== image) {
    // Recorded before the Workload is updated, so that an older Build that ends now sees it.
    return built(buildPlane, run, {
      phase: 'Running',
      reason: 'BuildCompleted',
      message: run.message,
      requeueAfter: 0,
    });
  }
  const newer = findNewerResult(build, read);
  if (newer) {
    const superseded = {
      reason: 'Superseded',
      message: `Build "${newer.metadata.name}" is newer, and its image is deployed`,
    };
    return built(buildPlane, run, {
      phase: 'Succeeded',
      ...superseded,
      workload: { status: 'False', ...superseded },
    });
  }
  const workload = await updateWorkload(
    build,
    { image, workload: run.workload },
    read,
    write,
  );
  if (typeof workload !== 'string') {
    const refused = {
      reason: 'WorkloadUpdateFailed',
      message: workload.problem,
    };
    return built(buildPlane, run, {
      phase: 'Running',
      ...refused,
      requeueAfter: retryIntervalMs,
      workload: { status: 'False', ...refused },
    });
  }
  return built(buildPlane, run, {
    phase: 'Succeeded',
    reason: 'Completed',
    message: `${run.message}; Workload "${workload}" has it`,
    workload: {
      status: 'True',
      reason: 'WorkloadUpdated',
      message: 'Workload updated successfully',
    },
  });
}

/** A newer Build of the component that has an image. */
function findNewerResult(build: Build, read: Read): Build | undefined {
  const { namespace = '' } = build.metadata;
  return read
    .byIndex(
      buildKind,
      indexes.component,
      componentIndexValue(namespace, build.spec.owner),
    )
    .find(
      other =>
        creationOrderKey(other) > creationOrderKey(build) &&
        other.status?.imageStatus !== undefined,
    );
}

function findComponent(
  { metadata: { namespace }, spec: { owner } }: Build,
  read: Read,
): Component | undefined {
  const key = { namespace, name: owner.componentName };
  const component = read.get(componentKind, key);
  return component?.spec.owner.projectName === owner.projectName
    ? component
    : undefined;
}

/** Makes the component the owner of a build, unless it has another. */
async function setOwner(
  build: Build,
  read: Read,
  write: Write,
): Promise<Build> {
  const component = findComponent(build, read);
  if (!component || isDeleting(component) || controllerOf(build)) return build;
  const { ownerReferences = [], ...metadata } = build.metadata;
  return write.update(buildKind, build, {
    ...build,
    metadata: {
      ...metadata,
      ownerReferences: [...ownerReferences, controllerReference(component)],
    },
  });
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
  const isStarted = build.status?.workflow !== undefined;
  try {
    await workflows.remove(build, buildPlane);
    return undefined;
  } catch (error) {
    if (!(error instanceof WorkflowError)) throw error;
    if (!isStarted) return undefined;
    return {
      message: `${
        error.message
      }; if the build plane no longer exists, ${skipCleanupHint('Build')}`,
      requeueAfter: retryIntervalMs,
    };
  }
}
