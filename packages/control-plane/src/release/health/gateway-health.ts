import {
  conditionAt,
  conditionsAt,
  numberAt,
  objectsAt,
  textAt,
  type HealthRule,
} from './health';

/**
 * Gateway API routes and Envoy Gateway policies report per gateway: a list of
 * parents (or ancestors) with conditions each. One that no gateway has looked
 * at is there, and that is all that can be known of it; one that any gateway
 * refuses is degraded.
 */
function reportedPer(list: 'parents' | 'ancestors'): HealthRule {
  return live => {
    const generation = numberAt(live, ['metadata', 'generation']);
    const refused = objectsAt(live, 'status', list)
      .flatMap(parent => conditionsAt(parent, 'conditions'))
      .some(
        ({ type, status, observedGeneration = generation }) =>
          (type === 'Accepted' || type === 'ResolvedRefs') &&
          status === 'False' &&
          observedGeneration >= generation,
      );
    return refused ? 'Degraded' : 'Healthy';
  };
}

/** HTTPRoute, GRPCRoute, TCPRoute and their like. */
export const routeHealth = reportedPer('parents');

/** SecurityPolicy, BackendTrafficPolicy and their like. */
export const gatewayPolicyHealth = reportedPer('ancestors');

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

/** autoscaling/v2 HorizontalPodAutoscaler: healthy when it can read what it scales by. */
export const horizontalPodAutoscalerHealth: HealthRule = live => {
  const ableToScale = conditionAt(live, 'AbleToScale');
  const scalingActive = conditionAt(live, 'ScalingActive');
  if (scalingActive?.reason === 'ScalingDisabled') return 'Suspended';
  if (ableToScale?.status === 'False' || scalingActive?.status === 'False') {
    return 'Degraded';
  }
  return ableToScale ? 'Healthy' : 'Progressing';
};
