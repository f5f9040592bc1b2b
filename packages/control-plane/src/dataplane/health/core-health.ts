import { conditionAt, objectsAt, textAt, type HealthRule } from './health';

/** core/v1 PersistentVolumeClaim: healthy when bound. */
export const persistentVolumeClaimHealth: HealthRule = live => {
  switch (textAt(live, 'status', 'phase')) {
    case 'Bound':
      return 'Healthy';
    case 'Lost':
      return 'Degraded';
    default:
      return 'Progressing';
  }
};

/** core/v1 Service: there when it is there, but for one that waits for its load balancer. */
export const serviceHealth: HealthRule = live =>
  textAt(live, 'spec', 'type') === 'LoadBalancer' &&
  objectsAt(live, 'status', 'loadBalancer', 'ingress').length === 0
    ? 'Progressing'
    : 'Healthy';

/** apiextensions.k8s.io/v1 CustomResourceDefinition: healthy when what it defines is served. */
export const definitionHealth: HealthRule = live => {
  if (conditionAt(live, 'NamesAccepted')?.status === 'False') return 'Degraded';
  return conditionAt(live, 'Established')?.status === 'True'
    ? 'Healthy'
    : 'Progressing';
};
