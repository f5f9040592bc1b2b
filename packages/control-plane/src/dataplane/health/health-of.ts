import type { KubeObject } from '@promenade/kube-client';
import type { HealthStatus } from '@promenade/openchoreo-model';
import { groupOf } from '../apply/object-id';
import { cronJobHealth, jobHealth } from './batch-health';
import {
  definitionHealth,
  persistentVolumeClaimHealth,
  serviceHealth,
} from './core-health';
import { deploymentHealth } from './deployment-health';
import {
  acceptanceHealth,
  gatewayHealth,
  gatewayPolicyHealth,
  routeHealth,
} from './gateway-health';
import { genericHealth } from './generic-health';
import type { HealthRule } from './health';
import {
  ciliumNetworkPolicyHealth,
  externalSecretHealth,
} from './operator-health';
import { podHealth } from './pod-health';
import {
  horizontalPodAutoscalerHealth,
  podDisruptionBudgetHealth,
} from './scaling-health';
import { daemonSetHealth, replicaSetHealth } from './set-health';
import { statefulSetHealth } from './stateful-set-health';

const gatewayApi = 'gateway.networking.k8s.io';
const envoyGateway = 'gateway.envoyproxy.io';

/** Rules by `group/Kind`; what has none here is judged by {@link genericHealth}. */
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
  'apiextensions.k8s.io/CustomResourceDefinition': definitionHealth,
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

/** How well an object of a data plane is; `Unknown` while it is not there. */
export function healthOf(live: KubeObject | undefined): HealthStatus {
  if (!live) return 'Unknown';
  if (live.metadata.deletionTimestamp) return 'Progressing';
  const rule =
    rules[`${groupOf(live.apiVersion) ?? ''}/${live.kind}`] ?? genericHealth;
  return rule(live);
}
