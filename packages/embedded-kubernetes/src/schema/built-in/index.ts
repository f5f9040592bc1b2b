import { ResourceType } from '../../api/types';
import { argoKinds } from './argo-kinds';
import { backendTlsPolicy } from './backend-tls-policy';
import { coreKinds } from './core-kinds';
import { cronJob } from './cron-job';
import { deployment } from './deployment';
import { endpointSlice } from './endpoint-slice';
import { envoyKinds } from './envoy-kinds';
import { eventKinds } from './events';
import { gatewayKinds } from './gateway-kinds';
import { job } from './job';
import { lease } from './lease';
import { networkingKinds } from './networking';
import { persistentVolumeClaim } from './persistent-volume-claim';
import { platformKinds } from './platform-kinds';
import { pod } from './pod';
import { quotaKinds } from './quota';
import { rbacKinds } from './rbac';
import { replicaSet } from './replica-set';
import { scalingKinds } from './scaling';
import { service } from './service';
import { statefulSet } from './stateful-set';

/**
 * The kinds that need no CustomResourceDefinition: those of Kubernetes that
 * OpenChoreo uses, and those of the operators of a data plane.
 */
export const builtInTypes: ResourceType[] = [
  ...coreKinds,
  service,
  endpointSlice,
  pod,
  persistentVolumeClaim,
  ...quotaKinds,
  deployment,
  replicaSet,
  statefulSet,
  job,
  cronJob,
  ...eventKinds,
  ...scalingKinds,
  ...networkingKinds,
  lease,
  ...rbacKinds,
  ...gatewayKinds,
  backendTlsPolicy,
  ...envoyKinds,
  ...platformKinds,
  ...argoKinds,
];
