import type { DeploymentState } from '@promenade/backstage-plugin-openchoreo-common';
import type {
  DeploymentSnapshot,
  EnvironmentSnapshot,
  ObservedObject,
  ReadyCondition,
} from '../domain/ComponentSnapshot';
import { sentence, troubleOf } from './trouble';
import { hasRolledOut, workloadProgress } from './workloadProgress';

/** How a component fares in an environment, and why. */
export interface StateVerdict {
  state: DeploymentState;
  /** ISO 8601 time. */
  since?: string;
  /** One word, for programs. */
  reason?: string;
  /** One or two sentences, for people. */
  message?: string;
  progress?: { ready: number; total: number };
}

/** How long something new may go without a word from the control plane, in milliseconds. */
const silenceThatIsNormal = 30_000;

interface Evidence {
  deployment: DeploymentSnapshot;
  environment: EnvironmentSnapshot | undefined;
  ready: ReadyCondition;
  progress?: { ready: number; total: number };
}

/** What each reason of a Ready condition that is False means. */
const verdicts: Record<string, (evidence: Evidence) => StateVerdict> = {
  ResourcesSuspended: ({ deployment: { requestedBy } }) => ({
    state: 'Suspended',
    message: `It is scaled to nothing on purpose${
      requestedBy ? ` by ${requestedBy}` : ''
    }. Resume it to run it again.`,
  }),
  ResourcesUndeployed: ({ deployment }) =>
    deployment.objects
      ? { state: 'Progressing', message: 'It is being removed.' }
      : {
          state: 'NotDeployed',
          message: 'It was removed here. Deploy it to run it again.',
        },
  ResourceHealthProgressing: byHealth,
  ResourceHealthDegraded: byHealth,
  ResourcesPending: byHealth,
  ConnectionsPending: waitsFor,
  ServiceClassNotFound: isMissing,
  WebApplicationClassNotFound: isMissing,
  ScheduledTaskClassNotFound: isMissing,
  APIClassNotFound: isMissing,
  ProjectNotFound: isMissing,
  EnvironmentNotFound: isMissing,
  DataPlaneNotFound: isMissing,
  InvalidConfiguration: isRefused,
  PolicyViolation: isRefused,
  ReleaseCreationFailed: isRefused,
  ReleaseUpdateFailed: isRefused,
  ReleaseDeletionFailed: isRefused,
  ReleaseNotApplied: isRefused,
};

/**
 * The one mapping from what the platform reports to the eight states. Page, REST, catalog and agents share it. It never
 * guesses: what it does not know is `Unknown`, and says so in the platform's own words.
 *
 * @param deployment - what should run and what is known of what does
 * @param environment - where; its data plane may be out of reach
 * @param now - the present
 */
export function deploymentState(
  deployment: DeploymentSnapshot,
  environment: EnvironmentSnapshot | undefined,
  now: Date,
): StateVerdict {
  const { ready } = deployment;
  const unreachable = environment?.dataPlane?.unreachable;
  if (unreachable) {
    return {
      state: 'Unknown',
      since: unreachable.since,
      reason: unreachable.reason,
      message: `The data plane ${
        environment?.dataPlane?.name
      } cannot be reached: ${sentence(unreachable.message)}`,
    };
  }
  if (deployment.isBeingDeleted) {
    return {
      state: 'Progressing',
      reason: 'Deleting',
      message: 'It is being removed.',
    };
  }
  if (!ready) return withoutCondition(deployment, now);
  if (isOutdated(ready, deployment)) {
    return {
      state: 'Progressing',
      reason: 'Pending',
      message: 'The control plane is about to take up the last change.',
    };
  }
  return {
    since: ready.lastTransitionTime,
    reason: ready.reason,
    ...byCondition(deployment, environment, ready),
  };
}

function byCondition(
  deployment: DeploymentSnapshot,
  environment: EnvironmentSnapshot | undefined,
  ready: ReadyCondition,
): StateVerdict {
  const progress = workloadProgress(deployment.objects ?? []);
  if (ready.status === 'Unknown') {
    return { state: 'Unknown', message: sentence(ready.message) };
  }
  if (ready.status === 'True') {
    if (deployment.intent !== 'Active') return settling(deployment);
    // OpenChoreo v0.3.2 says True before it has looked; what says which generation it has seen, has looked.
    return deployment.objects?.length || ready.observedGeneration !== undefined
      ? { state: 'Ready', progress }
      : {
          state: 'Progressing',
          message: 'Nothing of it has been seen in the data plane yet.',
        };
  }
  const known = verdicts[ready.reason];
  if (!known) {
    return {
      state: 'Unknown',
      message: sentence(
        ready.message || `The control plane says ${ready.reason}`,
      ),
    };
  }
  return known({ deployment, environment, ready, progress });
}

function byHealth({
  deployment,
  environment,
  ready,
  progress,
}: Evidence): StateVerdict {
  if (deployment.intent !== 'Active') return settling(deployment);
  const objects = deployment.objects ?? [];
  const dataPlane = environment?.dataPlane?.name;
  const trouble = troubleOf(objects, {
    contents: deployment.contents,
    dataPlane,
  });
  if (trouble && !trouble.mayPass) {
    const { reason, message } = trouble;
    // The release before may still answer: then what was ready is not lost, and it is degraded.
    const answers = objects.some(hasRolledOut) || (progress?.ready ?? 0) > 0;
    return {
      state: answers ? 'Degraded' : 'Failed',
      reason,
      message,
      progress,
    };
  }
  const message =
    trouble?.message ??
    waiting(progress) ??
    waitingForKinds(objects) ??
    sentence(ready.message);
  const isDegraded = objects.some(({ health }) => health === 'Degraded');
  return {
    state: isDegraded ? 'Degraded' : 'Progressing',
    ...(trouble ? { reason: trouble.reason } : {}),
    message,
    progress,
  };
}

function waitsFor({ ready }: Evidence): StateVerdict {
  return { state: 'Progressing', message: sentence(ready.message) };
}

function isMissing({ ready }: Evidence): StateVerdict {
  return {
    state: 'Failed',
    message: `${sentence(
      ready.message,
    )} It goes on by itself when that exists.`,
  };
}

function isRefused({ ready }: Evidence): StateVerdict {
  return { state: 'Failed', message: sentence(ready.message) };
}

/** On its way to not running, on purpose. */
function settling({ intent }: DeploymentSnapshot): StateVerdict {
  return {
    state: 'Progressing',
    message:
      intent === 'Suspend' ? 'It is being suspended.' : 'It is being removed.',
  };
}

function withoutCondition(
  deployment: DeploymentSnapshot,
  now: Date,
): StateVerdict {
  const objects = deployment.objects ?? [];
  // Some kinds of OpenChoreo v0.3.2 have no conditions: what is seen in the data plane then says it all.
  if (objects.length) {
    const progress = workloadProgress(objects);
    if (objects.every(({ health }) => health === 'Healthy')) {
      return { state: 'Ready', progress };
    }
    if (objects.some(({ health }) => health === 'Degraded')) {
      return { state: 'Degraded', progress };
    }
    return { state: 'Progressing', message: waiting(progress), progress };
  }
  const age = now.getTime() - Date.parse(deployment.createdAt ?? '');
  return age < silenceThatIsNormal
    ? {
        state: 'Progressing',
        reason: 'Pending',
        message: 'The control plane is about to take it up.',
      }
    : {
        state: 'Unknown',
        since: deployment.createdAt,
        reason: 'NotReconciled',
        message:
          'The control plane has not said anything about it yet. Check that it is running.',
      };
}

function isOutdated(ready: ReadyCondition, deployment: DeploymentSnapshot) {
  return (
    ready.observedGeneration !== undefined &&
    deployment.generation !== undefined &&
    ready.observedGeneration < deployment.generation
  );
}

function waiting(progress: StateVerdict['progress']): string | undefined {
  if (!progress || progress.ready >= progress.total) return undefined;
  const missing = progress.total - progress.ready;
  return `Waiting for ${missing} ${missing === 1 ? 'pod' : 'pods'}.`;
}

/** What is not well yet, by kind: rendered names mean nothing to a developer. */
function waitingForKinds(
  objects: readonly ObservedObject[],
): string | undefined {
  const kinds = new Set(
    objects
      .filter(({ health }) => health !== 'Healthy' && health !== 'Suspended')
      .map(({ kind }) => kind),
  );
  return kinds.size
    ? `Waiting for its ${[...kinds].join(' and its ')} to be healthy.`
    : undefined;
}
