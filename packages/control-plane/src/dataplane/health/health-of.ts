import type { KubeObject } from '@promenade/kube-client';
import type { HealthStatus } from '@promenade/openchoreo-model';
import { groupOf } from '../apply/object-id';
import {
  cronJobHealth,
  jobHealth,
  deploymentHealth,
  podHealth,
  horizontalPodAutoscalerHealth,
  podDisruptionBudgetHealth,
  daemonSetHealth,
  replicaSetHealth,
  statefulSetHealth,
} from './workload-health';
import {
  customResourceDefinitionHealth,
  persistentVolumeClaimHealth,
  serviceHealth,
  acceptanceHealth,
  gatewayHealth,
  gatewayPolicyHealth,
  routeHealth,
  genericHealth,
  ciliumNetworkPolicyHealth,
  externalSecretHealth,
} from './resource-health';
import type { HealthRule } from './health-rule';

const gatewayApi = 'gateway.networking.k8s.io';
const envoyGateway = 'gateway.envoyproxy.io';

/** Rules by `group/Kind`. Other kinds use {@link genericHealth}. */
const rules: { readonly [groupKind: string]: HealthRule } = {
  'apps/Deployment': deploymentHealth,
  'apps/StatefulSet': statefulSetHealth,
  'apps/DaemonSet': daemonSetHealth,
  'apps/ReplicaSet': replicaSetHealth,
  '/Pod': podHealth,
  '/PersistentVolumeClaim': persistentVolumeClaimHealth,
  '/Service': serviceHealth,
  'batch/CronJob': cronJobHealth,
  'batch/Job': jobHealth,
  'autoscaling/HorizontalPodAutoscaler': horizontalPodAutoscalerHealth,
  'policy/PodDisruptionBudget': podDisruptionBudgetHealth,
  'apiextensions.k8s.io/CustomResourceDefinition':
    customResourceDefinitionHealth,
  'cilium.io/CiliumNetworkPolicy': ciliumNetworkPolicyHealth,
  'external-secrets.io/ExternalSecret': externalSecretHealth,
  [`${gatewayApi}/Gateway`]: gatewayHealth,
  [`${gatewayApi}/HTTPRoute`]: routeHealth,
  [`${gatewayApi}/GRPCRoute`]: routeHealth,
  [`${gatewayApi}/TCPRoute`]: routeHealth,
  [`${gatewayApi}/TLSRoute`]: routeHealth,
  [`${gatewayApi}/UDPRoute`]: routeHealth,
  [`${gatewayApi}/BackendTLSPolicy`]: gatewayPolicyHealth,
  [`${envoyGateway}/SecurityPolicy`]: gatewayPolicyHealth,
  [`${envoyGateway}/BackendTrafficPolicy`]: gatewayPolicyHealth,
  [`${envoyGateway}/ClientTrafficPolicy`]: gatewayPolicyHealth,
  [`${envoyGateway}/Backend`]: acceptanceHealth,
};

/** Returns the health of a live object; `Unknown` while it does not exist. */
export function healthOf(live: KubeObject | undefined): HealthStatus {
  if (!live) return 'Unknown';
  if (live.metadata.deletionTimestamp) return 'Progressing';
  const rule =
    rules[`${groupOf(live.apiVersion) ?? ''}/${live.kind}`] ?? genericHealth;
  return rule(live);
}
