import type {
  Build,
  BuildPhase,
  BuildPlane,
  ConditionInput,
} from '@promenade/openchoreo-model';
import { withConditions } from '../../runtime/conditions';
import { workflowKey } from '../../render/build/render-workflow';
import type { BuildRun } from './run';

type Result = Omit<ConditionInput, 'observedGeneration'>;

/** How far a build is. The conditions and reasons are those of OpenChoreo v0.3.2, and Ready. */
export interface BuildProgress {
  readonly phase: BuildPhase;
  readonly conditions: readonly Result[];
  readonly reason: string;
  readonly message: string;
  readonly buildPlane?: BuildPlane;
  readonly run?: BuildRun;
  /** Milliseconds until the next pass. Default: when a watch reports a change. */
  readonly requeueAfter?: number;
  /** Thrown after the status is written, so that the queue backs off. */
  readonly error?: Error;
}

const initiated: Result = {
  type: 'BuildInitiated',
  status: 'True',
  reason: 'BuildInitiated',
  message: 'Build initialization started',
};

const triggered: Result = {
  type: 'BuildTriggered',
  status: 'True',
  reason: 'BuildTriggered',
  message: 'Build has been triggered',
};

/** The Workflow is not started, and why. */
export function pending(
  reason: string,
  message: string,
  retry: Pick<BuildProgress, 'requeueAfter' | 'error'> = {},
): BuildProgress {
  return {
    phase: 'Pending',
    conditions: [
      initiated,
      { type: 'BuildTriggered', status: 'False', reason, message },
    ],
    reason,
    message,
    ...retry,
  };
}

/** The Workflow runs. */
export function running(
  buildPlane: BuildPlane,
  run: BuildRun,
  requeueAfter: number,
): BuildProgress {
  const reason = 'BuildInProgress';
  return {
    phase: 'Running',
    conditions: [
      initiated,
      triggered,
      {
        type: 'BuildCompleted',
        status: 'False',
        reason,
        message: 'Build is in progress',
      },
    ],
    reason,
    message: run.message,
    buildPlane,
    run,
    requeueAfter,
  };
}

/** The Workflow was started and cannot be read now. The conditions about it stay. */
export function unknown(
  reason: string,
  message: string,
  retry: Pick<BuildProgress, 'requeueAfter' | 'error'>,
): BuildProgress {
  return { phase: 'Running', conditions: [], reason, message, ...retry };
}

/** The build has failed for good. */
export function failed(
  message: string,
  buildPlane?: BuildPlane,
  run?: BuildRun,
): BuildProgress {
  const reason = 'BuildFailed';
  return {
    phase: 'Failed',
    conditions: [
      initiated,
      triggered,
      {
        type: 'BuildCompleted',
        status: 'False',
        reason,
        message: 'Build workflow failed',
      },
    ],
    reason,
    message,
    buildPlane,
    run,
  };
}

/** The image is built. The rest says what became of the Workload, if anything yet. */
export function built(
  buildPlane: BuildPlane,
  run: BuildRun,
  {
    workload,
    ...rest
  }: Pick<BuildProgress, 'phase' | 'reason' | 'message' | 'requeueAfter'> & {
    workload?: Omit<Result, 'type'>;
  },
): BuildProgress {
  return {
    conditions: [
      initiated,
      triggered,
      {
        type: 'BuildCompleted',
        status: 'True',
        reason: 'BuildCompleted',
        message: 'Build completed successfully',
      },
      ...(workload ? [{ type: 'WorkloadUpdated', ...workload }] : []),
    ],
    buildPlane,
    run,
    ...rest,
  };
}

/** Returns the status of a build that has come this far. */
export function statusOf(
  build: Build,
  { phase, conditions, reason, message, buildPlane, run }: BuildProgress,
  now: Date,
): NonNullable<Build['status']> {
  const { namespace = '', name = '' } = buildPlane?.metadata ?? {};
  return {
    ...withConditions(
      build,
      [
        ...conditions,
        {
          type: 'Ready',
          status: phase === 'Succeeded' ? 'True' : 'False',
          reason,
          message,
        },
      ],
      now,
    ),
    phase,
    ...(buildPlane && {
      buildPlane: { namespace, name },
      workflow: workflowKey(build),
    }),
    ...(run && { steps: run.steps }),
    ...(run?.commit && { commit: run.commit }),
    ...(run?.image && { imageStatus: { image: run.image } }),
  };
}
