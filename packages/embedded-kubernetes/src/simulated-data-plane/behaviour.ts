import { listAt, objectAt, stringAt } from '../schema/json';
import { asJson } from '../schema/kube-json';
import { KubeObject } from '../api/types';
import { Cluster, namespaceOf } from './cluster';
import { behaviourAnnotations, controllerOf } from './simulation-metadata';

/** A simulated failure of a pod. */
export interface Failure {
  /** The reason in the container status, such as ImagePullBackOff. */
  reason: string;
  message: string;
  /** Milliseconds before the failure. */
  after: number;
}

/** The simulated behaviour of a pod. */
export interface Behaviour {
  failure: Failure | undefined;
  /** Milliseconds until it is ready. */
  delay: number | undefined;
  /** Milliseconds until completion, for pods that complete. */
  duration: number | undefined;
}

const messages = new Map([
  ['ImagePullBackOff', 'Back-off pulling image "{image}"'],
  ['ErrImagePull', 'failed to pull and unpack image "{image}": not found'],
  [
    'CrashLoopBackOff',
    'back-off 5m0s restarting failed container={container} pod={pod}',
  ],
]);

/** The environment variable that fails a pod where annotations cannot be set. */
const failVariable = 'SIMULATED_FAIL';

/**
 * Resolves the behaviour of a pod from its annotations, those of its owners and
 * the environment of its containers, in this order of precedence.
 */
export function resolveBehaviour(cluster: Cluster, pod: KubeObject): Behaviour {
  const annotations = inheritedAnnotations(cluster, pod);
  const reason =
    annotations[behaviourAnnotations.fail] ?? failVariableValue(pod);
  return {
    failure: reason
      ? {
          reason,
          message:
            annotations[behaviourAnnotations.message] ??
            messageFor(reason, pod),
          after: seconds(annotations[behaviourAnnotations.failAfter]) ?? 0,
        }
      : undefined,
    delay: seconds(annotations[behaviourAnnotations.delay]),
    duration: seconds(annotations[behaviourAnnotations.duration]),
  };
}

function inheritedAnnotations(
  cluster: Cluster,
  object: KubeObject,
): Record<string, string> {
  const owner = controllerOf(object.metadata);
  const ownerObject =
    owner && cluster.get(owner, namespaceOf(object), owner.name);
  return {
    ...(ownerObject && inheritedAnnotations(cluster, ownerObject)),
    ...object.metadata.annotations,
  };
}

function failVariableValue(pod: KubeObject): string | undefined {
  const containers = listAt(objectAt(asJson(pod), 'spec'), 'containers');
  for (const container of containers) {
    for (const variable of listAt(container, 'env')) {
      if (stringAt(variable, 'name') === failVariable) {
        return stringAt(variable, 'value');
      }
    }
  }
  return undefined;
}

function messageFor(reason: string, pod: KubeObject): string {
  const [container] = listAt(objectAt(asJson(pod), 'spec'), 'containers');
  const text = messages.get(reason) ?? `simulated failure: ${reason}`;
  return text
    .replace('{image}', stringAt(container, 'image') ?? '')
    .replace('{container}', stringAt(container, 'name') ?? '')
    .replace('{pod}', `${pod.metadata.name}_${namespaceOf(pod)}`);
}

function seconds(text: string | undefined): number | undefined {
  const number = text === undefined ? NaN : Number(text.replace(/s$/, ''));
  return Number.isFinite(number) && number >= 0 ? number * 1000 : undefined;
}

/** Whether a failure with this reason prevents the container from starting. */
export function preventsStart(reason: string): boolean {
  return /Image|CreateContainer|Config|Pending|Unschedulable/.test(reason);
}
