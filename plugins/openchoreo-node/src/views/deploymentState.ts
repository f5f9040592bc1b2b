import type { DeploymentState } from '@promenade/backstage-plugin-openchoreo-common';
import type {
  DeploymentSnapshot,
  EnvironmentSnapshot,
  ObservedObject,
  StatusCause,
} from '../domain/ComponentSnapshot';
import { failureMessage, sentence } from './failureMessage';

/**
 * The state of a component in an environment, with its reason.
 *
 * @public
 */
export interface StateVerdict {
  state: DeploymentState;
  /** ISO 8601 time. */
  since?: string;
  /** One word, for programs. */
  reason?: string;
  /** One or two sentences, for people. */
  message?: string;
  /** How many of the desired pods are ready. */
  progress?: { ready: number; total: number };
}

interface Subject {
  deployment: DeploymentSnapshot;
  environment: EnvironmentSnapshot | undefined;
  /** The message of the Ready condition. */
  message: string;
}

type StateDetails = Partial<Omit<StateVerdict, 'state'>>;

/** The details that a page shows for each cause. */
const detailsByCause: Record<StatusCause, (subject: Subject) => StateDetails> =
  {
    DataPlaneUnreachable: ({ environment }) => {
      const { name, unreachable } = environment?.dataPlane ?? {};
      return {
        since: unreachable?.since,
        reason: unreachable?.reason,
        message: `The data plane ${name} cannot be reached: ${sentence(
          unreachable?.message ?? 'no answer',
        )}`,
      };
    },
    Deleting: ({ deployment }) => ({
      ...(deployment.isBeingDeleted && {
        reason: 'Deleting',
        since: undefined,
      }),
      message: 'It is being removed.',
    }),
    Suspending: () => ({ message: 'It is being suspended.' }),
    NotObserved: ({ deployment }) => ({
      since: undefined,
      reason: 'Pending',
      message: deployment.ready
        ? 'The control plane has not processed the last change yet.'
        : 'The control plane has not processed it yet.',
    }),
    NotReconciled: ({ deployment }) => ({
      since: deployment.createdAt,
      reason: 'NotReconciled',
      message:
        'The control plane has not reported a status yet. Check that it is running.',
    }),
    NoObjects: () => ({
      message: 'No object of it has been observed in the data plane yet.',
    }),
    Running: ({ deployment }) => ({ progress: deployment.status.pods }),
    Suspended: ({ deployment: { requestedBy } }) => ({
      message: `It is suspended${
        requestedBy ? ` by ${requestedBy}` : ''
      }. Resume it to run it again.`,
    }),
    Undeployed: () => ({
      message: 'It was undeployed. Deploy it to run it again.',
    }),
    ObjectHealth: ({ deployment: { status, objects = [] }, message }) => ({
      message:
        missingPodsMessage(status.pods) ??
        unhealthyKindsMessage(objects) ??
        sentence(message),
      progress: status.pods,
    }),
    ConnectionsPending: ({ message }) => ({ message: sentence(message) }),
    ReferenceNotFound: ({ message }) => ({
      message: `${sentence(message)} It recovers when that exists.`,
    }),
    ReleaseFailed: ({ message }) => ({ message: sentence(message) }),
    UnknownReason: ({ deployment, message }) => ({
      message: sentence(
        message || `The control plane reports ${deployment.ready?.reason}`,
      ),
    }),
  };

/**
 * The state of a deployment for people: since when, and the reason in a sentence.
 *
 * @param environment - undefined when it does not exist
 */
export function deploymentState(
  deployment: DeploymentSnapshot,
  environment: EnvironmentSnapshot | undefined,
): StateVerdict {
  const { ready, status, contents } = deployment;
  const message = ready?.message ?? '';
  return {
    state: status.state,
    ...(ready && { since: ready.lastTransitionTime, reason: ready.reason }),
    ...detailsByCause[status.cause]({ deployment, environment, message }),
    ...(status.failure && {
      reason: status.failure.reason,
      message: failureMessage(status.failure, {
        contents,
        dataPlane: environment?.dataPlane?.name,
      }),
    }),
  };
}

function missingPodsMessage(
  pods: StateVerdict['progress'],
): string | undefined {
  if (!pods || pods.ready >= pods.total) return undefined;
  const missing = pods.total - pods.ready;
  return `Waiting for ${missing} ${missing === 1 ? 'pod' : 'pods'}.`;
}

/** By kind, because developers do not know the names of rendered objects. */
function unhealthyKindsMessage(
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
