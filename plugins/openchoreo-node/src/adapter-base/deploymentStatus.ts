import {
  deploymentStateOf,
  podProgress,
  type ObservedHealth,
  type ReleaseResourceStatus,
  type ObjectProblem,
} from '@promenade/openchoreo-model';
import type {
  DeploymentSnapshot,
  DeploymentStatus,
  ObjectFailure,
  ObservedObject,
} from '../domain/ComponentSnapshot';

/** What the status of a deployment is derived from. */
export interface DeploymentEvidence
  extends Pick<
    DeploymentSnapshot,
    'intent' | 'isBeingDeleted' | 'ready' | 'createdAt'
  > {
  generation?: number;
  /** The last observed objects of the Release. Undefined while there is no Release. */
  resources?: readonly ObservedHealth[];
  isDataPlaneUnreachable: boolean;
  now: Date;
}

/** The status of a deployment, by the rules that the control plane uses too. */
export function deploymentStatus({
  intent,
  isBeingDeleted,
  ready,
  createdAt = '',
  generation,
  resources,
  isDataPlaneUnreachable,
  now,
}: DeploymentEvidence): DeploymentStatus {
  const { state, cause, problem } = deploymentStateOf({
    releaseState: intent,
    isBeingDeleted,
    generation,
    ready,
    objects: resources,
    isDataPlaneUnreachable,
    age: now.getTime() - Date.parse(createdAt),
  });
  return {
    state,
    cause,
    failure: problem && objectFailure(problem),
    pods: podProgress(resources ?? []),
  };
}

function objectFailure({
  reason,
  message,
  object,
}: ObjectProblem): ObjectFailure {
  const { image } = object.trouble ?? {};
  return { reason, message, pods: affectedPods(object), image };
}

/** The pods that report the failure themselves, or else those that are not ready. */
function affectedPods(object: ObservedHealth): ObjectFailure['pods'] {
  if (object.trouble) {
    return { affected: object.trouble.pods, total: object.trouble.of };
  }
  const progress = podProgress([object]);
  return progress && progress.ready < progress.total
    ? { affected: progress.total - progress.ready, total: progress.total }
    : undefined;
}

/** The neutral form of an entry of a Release's status. */
export function observedObject({
  kind,
  name,
  namespace,
  healthStatus,
  trouble,
}: Pick<
  ReleaseResourceStatus,
  'kind' | 'name' | 'namespace' | 'healthStatus' | 'trouble'
>): ObservedObject {
  return {
    kind,
    name,
    namespace,
    health: healthOf(healthStatus),
    message: trouble?.message,
  };
}

function healthOf(word: string | undefined): ObservedObject['health'] {
  switch (word) {
    case 'Healthy':
    case 'Progressing':
    case 'Degraded':
    case 'Suspended':
      return word;
    default:
      return 'Unknown';
  }
}
