import {
  buildKind,
  componentKind,
  getCondition,
  isConditionTrue,
  trackOf,
  type Build,
  type BuildPlane,
} from '@promenade/openchoreo-model';
import { WorkflowError, type Workflows } from '../../buildplane/workflows';
import { componentIndexValue, indexes } from '../../core/lookups/indexes';
import { findTrack, isExpired } from '../../core/track/tracks';
import { reservedParameters } from '../../render/build/render-workflow';
import { isDeleting } from '../../runtime/finalizer';
import type { Read } from '../../runtime/read';
import { creationOrderKey } from '../../runtime/sort';
import { invalidObjectError } from '../../runtime/validation';
import type { Write } from '../../runtime/write';
import { findBuildPlane } from './find-build-plane';
import { findComponent } from './find-component';
import { readRun, type BuildRun } from './run';
import {
  built,
  failed,
  pending,
  running,
  unknown,
  type BuildProgress,
} from './status';
import { updateWorkload } from './update-workload';

/** Interval of reads of a running Workflow, in milliseconds, where its watch is forbidden or late. As in OpenChoreo v0.3.2. */
const runningIntervalMs = 20_000;

/** Interval of attempts where no watch reports that the cause is gone, in milliseconds. */
export const retryIntervalMs = 30_000;

/** Takes the next step of a build: starts its Workflow, reads it, or updates the Workload of the component. */
export async function advanceBuild(
  build: Build,
  workflows: Workflows,
  now: number,
  read: Read,
  write: Write,
): Promise<BuildProgress> {
  const recorded = recordedResult(build);
  if (recorded) return recorded;
  const isStarted = isStartedBuild(build);
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
      now,
      read,
      write,
    );
  } catch (error) {
    if (!(error instanceof WorkflowError)) throw error;
    return notStarted(error.reason, error.message, retryOf(error));
  }
}

/** Whether the Workflow of a build was created. It is not created again. OpenChoreo v0.3.2 records the condition only. */
export function isStartedBuild({ status }: Build): boolean {
  return (
    status?.workflow !== undefined ||
    isConditionTrue(status?.conditions, 'BuildTriggered')
  );
}

/** Returns the result of a Build that OpenChoreo v0.3.2 has run: it records no phase. */
function recordedResult({ status }: Build): BuildProgress | undefined {
  const conditions = status?.conditions;
  if (isConditionTrue(conditions, 'WorkloadUpdated')) {
    const message = 'Workload updated successfully';
    return { phase: 'Succeeded', conditions: [], reason: 'Completed', message };
  }
  return getCondition(conditions, 'BuildCompleted')?.reason === 'BuildFailed'
    ? failed('The workflow failed; create a new Build')
    : undefined;
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

/** Reads the progress of a build from its Workflow. A Workflow that succeeded updates the Workload of the component. */
async function progressOf(
  build: Build,
  buildPlane: BuildPlane,
  run: BuildRun,
  now: number,
  read: Read,
  write: Write,
): Promise<BuildProgress> {
  if (run.result === 'Running') {
    return running(buildPlane, run, runningIntervalMs);
  }
  const { image } = run;
  return run.result === 'Failed' || !image
    ? failed(run.message, buildPlane, run)
    : deployImage(build, image, buildPlane, run, now, read, write);
}

/** Sets the image of a build in the Workload of its component, unless a newer Build has one. */
async function deployImage(
  build: Build,
  image: string,
  buildPlane: BuildPlane,
  run: BuildRun,
  now: number,
  read: Read,
  write: Write,
): Promise<BuildProgress> {
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
      message: `Build "${newer.metadata.name}" is newer and has an image, too`,
    };
    return built(buildPlane, run, {
      phase: 'Succeeded',
      ...superseded,
      workload: { status: 'False', ...superseded },
    });
  }
  const expired = findExpiredTrack(build, now, read);
  if (expired) {
    return built(buildPlane, run, {
      phase: 'Succeeded',
      ...expired,
      workload: { status: 'False', ...expired },
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

/** The condition of a build whose track has expired. Such a build creates no Workload. */
function findExpiredTrack(
  { metadata, spec }: Build,
  now: number,
  read: Read,
): { reason: string; message: string } | undefined {
  const { namespace = '' } = metadata;
  const name = trackOf({ spec });
  const track = findTrack(read, namespace, spec.owner, name);
  return track && isExpired(track, now)
    ? {
        reason: 'TrackExpired',
        message: `DeploymentTrack "${track.metadata.name}" has expired; extend its ttl and build again`,
      }
    : undefined;
}

/** A newer Build of the track that has an image. */
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
        trackOf(other) === trackOf(build) &&
        creationOrderKey(other) > creationOrderKey(build) &&
        other.status?.imageStatus !== undefined,
    );
}

/** Nothing is logged for a build plane that does not respond: its own condition says so. */
function retryOf(error: WorkflowError) {
  return error.reason === 'BuildPlaneUnreachable' ||
    error.reason === 'BuildPlaneCredentialsInvalid'
    ? { requeueAfter: retryIntervalMs }
    : { error };
}
