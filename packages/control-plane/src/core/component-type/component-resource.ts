import {
  ObjectMeta,
  ProjectComponentOwner,
  Service,
} from '@promenade/openchoreo-model';

/** The common part of Service, WebApplication and ScheduledTask, which deploy a Workload. */
export interface ComponentResource {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
  spec: {
    owner: ProjectComponentOwner;
    workloadName: string;
    deploymentTrack?: string;
    className: string;
    /** Only of a Service. */
    apis?: Service['spec']['apis'];
    overrides?: Service['spec']['overrides'];
    parameters?: Service['spec']['parameters'];
    /** Only of a ScheduledTask. */
    schedule?: string;
    timeZone?: string;
  };
  status?: Service['status'];
}
