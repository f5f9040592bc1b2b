import {
  conditionAt,
  conditionsAt,
  isOfNow,
  objectsAt,
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
    const refused = objectsAt(live, 'status', list)
      .flatMap(parent => conditionsAt(parent, 'conditions'))
      .some(
        condition =>
          ['Accepted', 'ResolvedRefs'].includes(condition.type) &&
          condition.status === 'False' &&
          isOfNow(live, condition),
      );
    return refused ? 'Degraded' : 'Healthy';
  };
}

/** HTTPRoute, GRPCRoute, TCPRoute and their like. */
export const routeHealth = reportedPer('parents');

/** SecurityPolicy, BackendTrafficPolicy and their like. */
export const gatewayPolicyHealth = reportedPer('ancestors');

/** Backend and other parts of a gateway's configuration that report for themselves: one that is refused is degraded. */
export const acceptanceHealth: HealthRule = live => {
  const accepted = conditionAt(live, 'Accepted');
  return accepted?.status === 'False' && isOfNow(live, accepted)
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
