import {
  ObjectMeta,
  ProjectComponentOwner,
  Service,
} from '@promenade/openchoreo-model';

/** What Service, WebApplication and ScheduledTask have in common: the wish that a workload of a component be deployed. */
export interface ComponentResource {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
  spec: {
    owner: ProjectComponentOwner;
    workloadName: string;
    className: string;
    /** Of a Service only. */
    apis?: Service['spec']['apis'];
    overrides?: Service['spec']['overrides'];
    parameters?: Service['spec']['parameters'];
    /** Of a ScheduledTask only. */
    schedule?: string;
    timeZone?: string;
  };
  status?: Service['status'];
}
