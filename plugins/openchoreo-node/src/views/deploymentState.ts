import type { DeploymentState } from '@promenade/backstage-plugin-openchoreo-common';
import {
  deploymentStateOf,
  podProgress,
  type PodProgress,
  type StateCause,
} from '@promenade/openchoreo-model';
import type {
  DeploymentSnapshot,
  EnvironmentSnapshot,
  ObservedObject,
} from '../domain/ComponentSnapshot';
import { explain, sentence } from './trouble';

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

/** What the sentences are made from. */
interface Subject {
  deployment: DeploymentSnapshot;
  environment: EnvironmentSnapshot | undefined;
  /** What the platform says in its own words. */
  said: string;
  progress: PodProgress | undefined;
}

type Told = Partial<Omit<StateVerdict, 'state'>>;

/** The state of a deployment for people: what the model tells from the resources, with the reason in a sentence. */
const tellings: Record<StateCause, (subject: Subject) => Told> = {
  OutOfReach: ({ environment }) => {
    const { name, unreachable } = environment?.dataPlane ?? {};
    return {
      since: unreachable?.since,
      reason: unreachable?.reason,
      message: `The data plane ${name} cannot be reached: ${sentence(
        unreachable?.message ?? 'no answer',
      )}`,
    };
  },
  BeingRemoved: ({ deployment }) => ({
    ...(deployment.isBeingDeleted && { reason: 'Deleting', since: undefined }),
    message: 'It is being removed.',
  }),
  BeingSuspended: () => ({ message: 'It is being suspended.' }),
  NotTakenUp: ({ deployment }) => ({
    since: undefined,
    reason: 'Pending',
    message: deployment.ready
      ? 'The control plane is about to take up the last change.'
      : 'The control plane is about to take it up.',
  }),
  Silence: ({ deployment }) => ({
    since: deployment.createdAt,
    reason: 'NotReconciled',
    message:
      'The control plane has not said anything about it yet. Check that it is running.',
  }),
  NothingSeen: () => ({
    message: 'Nothing of it has been seen in the data plane yet.',
  }),
  Runs: ({ progress }) => ({ progress }),
  SuspendedOnPurpose: ({ deployment: { requestedBy } }) => ({
    message: `It is scaled to nothing on purpose${
      requestedBy ? ` by ${requestedBy}` : ''
    }. Resume it to run it again.`,
  }),
  Undeployed: () => ({
    message: 'It was removed here. Deploy it to run it again.',
  }),
  Health: ({ deployment, progress, said }) => ({
    message:
      waiting(progress) ??
      waitingForKinds(deployment.objects ?? []) ??
      sentence(said),
    progress,
  }),
  WaitsForConnections: ({ said }) => ({ message: sentence(said) }),
  SomethingMissing: ({ said }) => ({
    message: `${sentence(said)} It goes on by itself when that exists.`,
  }),
  Refused: ({ said }) => ({ message: sentence(said) }),
  Unrecognised: ({ deployment, said }) => ({
    message: sentence(
      said || `The control plane says ${deployment.ready?.reason}`,
    ),
  }),
};

/**
 * How a deployment fares: the state that the model tells, since when, and why in words that a developer understands.
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
  const { ready, generation, isBeingDeleted } = deployment;
  const objects = deployment.objects?.map(object => ({
    ...object,
    healthStatus: object.health,
  }));
  const { state, cause, trouble } = deploymentStateOf({
    releaseState: deployment.intent,
    isBeingDeleted,
    generation,
    ready,
    objects,
    isOutOfReach: environment?.dataPlane?.unreachable !== undefined,
    age: now.getTime() - Date.parse(deployment.createdAt ?? ''),
  });
  const subject: Subject = {
    deployment,
    environment,
    said: ready?.message ?? '',
    progress: podProgress(objects ?? []),
  };
  return {
    state,
    ...(ready && { since: ready.lastTransitionTime, reason: ready.reason }),
    ...tellings[cause](subject),
    ...(trouble && {
      reason: trouble.reason,
      message: explain(trouble, {
        contents: deployment.contents,
        dataPlane: environment?.dataPlane?.name,
      }),
    }),
  };
}

function waiting(progress: PodProgress | undefined): string | undefined {
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
