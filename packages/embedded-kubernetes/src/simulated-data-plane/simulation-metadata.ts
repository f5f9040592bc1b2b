import { KubeObject, ObjectMeta, OwnerReference } from '../api/types';
import { nameOf } from './cluster';

const domain = 'simulated.openchoreo.dev';

/** Label of all that the simulation makes. */
export const simulatedLabels = { [`${domain}/by`]: 'promenade' };

/** The node on which everything seems to run. */
export const nodeName = 'simulated';

/** Annotations by which a workload is told how to behave. */
export const behaviourAnnotations = {
  /** A reason such as ImagePullBackOff or CrashLoopBackOff: pods fail so. */
  fail: `${domain}/fail`,
  /** What the failing container says. */
  message: `${domain}/fail-message`,
  /** Seconds that a pod runs well before it fails. */
  failAfter: `${domain}/fail-after`,
  /** Seconds until a pod is ready. */
  delay: `${domain}/delay`,
  /** Seconds that the pod of a Job runs. */
  duration: `${domain}/duration`,
};

/** True where what a workload was told has changed. */
export function behaviourChanged(a: KubeObject, b: KubeObject): boolean {
  return Object.values(behaviourAnnotations).some(
    key => a.metadata.annotations?.[key] !== b.metadata.annotations?.[key],
  );
}

/** The reference by which an object belongs to its controller. */
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

/** The reference to the controller of an object. */
export function controllerOf(metadata: ObjectMeta): OwnerReference | undefined {
  return metadata.ownerReferences?.find(owner => owner.controller);
}

/** True for an object that this one controls. */
export function controls(owner: KubeObject, object: KubeObject): boolean {
  return controllerOf(object.metadata)?.uid === owner.metadata.uid;
}
