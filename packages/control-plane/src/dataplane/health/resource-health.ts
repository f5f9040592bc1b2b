import {
  conditionAt,
  conditionsAt,
  isCurrent,
  objectsAt,
  type HealthRule,
  textAt,
  isStale,
} from './health-rule';
import { jsonAt } from '../../runtime/json';

/**
 * Gateway API routes and Envoy Gateway policies report conditions per gateway, in a list of parents or ancestors.
 * Healthy until a gateway rejects it: one that no gateway has observed is healthy because it exists.
 */
function perParentHealth(list: 'parents' | 'ancestors'): HealthRule {
  return live => {
    const isRejected = objectsAt(live, 'status', list)
      .flatMap(parent => conditionsAt(parent, 'conditions'))
      .some(
        condition =>
          ['Accepted', 'ResolvedRefs'].includes(condition.type) &&
          condition.status === 'False' &&
          isCurrent(live, condition),
      );
    return isRejected ? 'Degraded' : 'Healthy';
  };
}

/** HTTPRoute, GRPCRoute, TCPRoute, TLSRoute and UDPRoute. */
export const routeHealth = perParentHealth('parents');

/** SecurityPolicy, BackendTrafficPolicy, ClientTrafficPolicy and BackendTLSPolicy. */
export const gatewayPolicyHealth = perParentHealth('ancestors');

/** Envoy Gateway Backend: degraded when it is not accepted. */
export const acceptanceHealth: HealthRule = live => {
  const accepted = conditionAt(live, 'Accepted');
  return accepted?.status === 'False' && isCurrent(live, accepted)
    ? 'Degraded'
    : 'Healthy';
};

/** Gateway: healthy when its configuration is programmed. */
export const gatewayHealth: HealthRule = live => {
  if (conditionAt(live, 'Accepted')?.status === 'False') return 'Degraded';
  return conditionAt(live, 'Programmed')?.status === 'True'
    ? 'Healthy'
    : 'Progressing';
};

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

/** core/v1 Service: healthy, except while a LoadBalancer has no address. */
export const serviceHealth: HealthRule = live =>
  textAt(live, 'spec', 'type') === 'LoadBalancer' &&
  objectsAt(live, 'status', 'loadBalancer', 'ingress').length === 0
    ? 'Progressing'
    : 'Healthy';

/** apiextensions.k8s.io/v1 CustomResourceDefinition: healthy when established. */
export const customResourceDefinitionHealth: HealthRule = live => {
  if (conditionAt(live, 'NamesAccepted')?.status === 'False') return 'Degraded';
  return conditionAt(live, 'Established')?.status === 'True'
    ? 'Healthy'
    : 'Progressing';
};

/** cilium.io/v2 CiliumNetworkPolicy: healthy until Cilium reports it as invalid. */
export const ciliumNetworkPolicyHealth: HealthRule = live => {
  const valid = conditionAt(live, 'Valid');
  return valid?.status === 'False' && isCurrent(live, valid)
    ? 'Degraded'
    : 'Healthy';
};

/** external-secrets.io ExternalSecret: healthy when its Secret is synchronized, degraded when the store cannot be read. */
export const externalSecretHealth: HealthRule = live => {
  switch (conditionAt(live, 'Ready')?.status) {
    case 'True':
      return 'Healthy';
    case 'False':
      return 'Degraded';
    default:
      return 'Progressing';
  }
};

/**
 * Any other kind, by the conventions of kstatus: observedGeneration and the conditions Reconciling, Stalled and Ready.
 * Not ready counts as progressing; only Stalled counts as degraded. An object that reports none of these is healthy.
 */
export const genericHealth: HealthRule = live => {
  const reportsGeneration =
    typeof jsonAt(live, 'status', 'observedGeneration') === 'number';
  if (reportsGeneration && isStale(live)) return 'Progressing';
  if (conditionAt(live, 'Reconciling')?.status === 'True') return 'Progressing';
  if (conditionAt(live, 'Stalled')?.status === 'True') return 'Degraded';
  const ready = conditionAt(live, 'Ready');
  return !ready || (ready.status === 'True' && isCurrent(live, ready))
    ? 'Healthy'
    : 'Progressing';
};
