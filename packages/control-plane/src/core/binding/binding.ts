import {
  Canary,
  CanaryStatus,
  ComponentBinding,
  ComponentSnapshot,
  ObjectMeta,
  ServiceBinding,
  bindingSpecSchema,
  bindingStatusSchema,
} from '@promenade/openchoreo-model';
import { z } from 'zod';
import { DeployableContent, optionalContent } from '../artifact/artifact';

/** The common part of the bindings of all component types: a component in one environment. */
export interface Binding {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
  spec: z.infer<typeof bindingSpecSchema> & {
    /** Only of a ServiceBinding. */
    apis?: ServiceBinding['spec']['apis'];
    /** Not of a ScheduledTaskBinding. */
    canary?: Canary;
    restartedAt?: string;
    /** Only of a ScheduledTaskBinding. */
    schedule?: string;
    timeZone?: string;
  } & ComponentSnapshot &
    Pick<
      ComponentBinding['spec'],
      'componentTypeEnvironmentConfigs' | 'traitEnvironmentConfigs'
    >;
  status?: BindingStatus;
}

export type BindingStatus = z.infer<typeof bindingStatusSchema> & {
  /** Not of a ScheduledTaskBinding. */
  canary?: CanaryStatus;
};

/** Returns the content of the release that a binding deploys. That of its canary is another. */
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
