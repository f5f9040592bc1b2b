import { conditionAt, isOfNow, type HealthRule } from './health';

/** cilium.io/v2 CiliumNetworkPolicy: one that Cilium cannot read is degraded; before it has looked, it is there. */
export const ciliumNetworkPolicyHealth: HealthRule = live => {
  const valid = conditionAt(live, 'Valid');
  return valid?.status === 'False' && isOfNow(live, valid)
    ? 'Degraded'
    : 'Healthy';
};

/** external-secrets.io ExternalSecret: healthy when its Secret is there, degraded when the store cannot be read. */
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
