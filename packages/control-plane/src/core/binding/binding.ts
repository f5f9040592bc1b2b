import {
  ObjectMeta,
  ServiceBinding,
  bindingSpecSchema,
  bindingStatusSchema,
} from '@promenade/openchoreo-model';
import { z } from 'zod';
import { DeployableContent, optionalContent } from '../artifact/artifact';

/** What the bindings of all component types have in common: a component in one environment. */
export interface Binding {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
  spec: z.infer<typeof bindingSpecSchema> & {
    /** Of a ServiceBinding only. */
    apis?: ServiceBinding['spec']['apis'];
    /** Of a ScheduledTaskBinding only. */
    schedule?: string;
    timeZone?: string;
  };
  status?: BindingStatus;
}

export type BindingStatus = z.infer<typeof bindingStatusSchema>;

/** What a binding deploys. */
export function deployableContent(
  kindOfBinding: DeployableContent['kindOfBinding'],
  { spec }: Binding,
): DeployableContent {
  const { className, workloadSpec } = spec;
  return {
    kindOfBinding,
    className,
    workload: workloadSpec,
    ...optionalContent(spec),
  };
}
