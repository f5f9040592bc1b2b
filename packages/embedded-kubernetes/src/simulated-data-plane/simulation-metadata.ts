import { KubeObject, ObjectMeta, OwnerReference } from '../api/types';
import { nameOf } from './cluster';

const domain = 'simulated.openchoreo.dev';

/** The label of all objects that the simulation creates. */
export const simulatedLabels = { [`${domain}/by`]: 'promenade' };

/** The node of all simulated pods. */
export const nodeName = 'simulated';

/** The annotations that control the simulated behaviour of a workload. */
export const behaviourAnnotations = {
  /** The reason of a failure, such as ImagePullBackOff or CrashLoopBackOff. */
  fail: `${domain}/fail`,
  /** The message of the failed container. */
  message: `${domain}/fail-message`,
  /** Seconds before the failure. */
  failAfter: `${domain}/fail-after`,
  /** Seconds until a pod is ready. */
  delay: `${domain}/delay`,
  /** Seconds that the pod of a Job runs. */
  duration: `${domain}/duration`,
};

/** Whether the behaviour annotations of two states differ. */
export function behaviourChanged(a: KubeObject, b: KubeObject): boolean {
  return Object.values(behaviourAnnotations).some(
    key => a.metadata.annotations?.[key] !== b.metadata.annotations?.[key],
  );
}

/** The owner reference of an object to its controller. */
export function controllerReference(owner: KubeObject): OwnerReference {
  return {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: nameOf(owner),
    uid: owner.metadata.uid ?? '',
    controller: true,
    blockOwnerDeletion: true,
  };
}

/** The owner reference to the controller of an object. */
export function controllerOf(metadata: ObjectMeta): OwnerReference | undefined {
  return metadata.ownerReferences?.find(owner => owner.controller);
}

/** Whether `owner` is the controller of an object. */
export function controls(owner: KubeObject, object: KubeObject): boolean {
  return controllerOf(object.metadata)?.uid === owner.metadata.uid;
}
