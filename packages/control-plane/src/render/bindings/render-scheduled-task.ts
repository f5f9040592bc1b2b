import { cronJobSpecSchema, deploymentSpecSchema } from '../../runtime/merge';
import { validateLayers } from '../layers/validate-layers';
import { canonicalResource } from '../../core/manifest';
import type { RenderResult } from '../../core/render-result';
import {
  unsupportedOverrides,
  effectiveSpecOf,
} from '../../core/effective-binding/effective-spec';
import { resolveTiming, type TimedTask } from '../workload/timing';
import { renderTarget } from '../../core/effective-binding/target';
import { renderCronJob, renderJob, type TaskInput } from '../workload/task';
import { renderPod, type WorkloadContext } from '../workload/render-pod';

/** All that a ScheduledTaskBinding is rendered from. */
export interface RenderScheduledTaskInput extends TimedTask, WorkloadContext {}

/**
 * Renders a ScheduledTaskBinding: its CronJob, or its Job where it runs once.
 * A task serves nothing, so that it has neither ports nor endpoints. Every run
 * reads its configuration anew, so that no change of it has to restart anything.
 */
export function renderScheduledTask({
  binding,
  scheduledTaskClass,
  ...context
}: RenderScheduledTaskInput): RenderResult {
  const { envOverrides, parameters, releaseState } = binding.spec;
  const target = renderTarget(binding);
  const settled = effectiveSpecOf(binding.spec);
  const { endpoints: _, ...workload } = settled.spec.workloadSpec;
  const { pod, resources, problems } = renderPod(target, workload, context);
  const timing = resolveTiming({ binding, scheduledTaskClass });
  const { cronJobTemplate, jobTemplate } = scheduledTaskClass.spec;
  const task: TaskInput = {
    template: timing.isOneTime ? jobTemplate : cronJobTemplate,
    parameters,
    envOverrides,
    containers: pod.containers,
    volumes: pod.volumes,
    isSuspended: releaseState === 'Suspend',
  };
  return {
    resources: [
      timing.isOneTime
        ? renderJob(target, { ...task, release: binding.spec.workloadSpec })
        : renderCronJob(target, task, timing),
      ...resources,
    ].map(canonicalResource),
    endpoints: [],
    problems: [
      ...settled.problems,
      ...validateLayers({
        ...task,
        templateField: `ScheduledTaskClass ${binding.spec.className} spec.${
          timing.isOneTime ? 'jobTemplate' : 'cronJobTemplate'
        }`,
        podTemplate: timing.isOneTime
          ? ['template']
          : ['jobTemplate', 'spec', 'template'],
        schema: timing.isOneTime ? deploymentSpecSchema : cronJobSpecSchema,
      }),
      ...problems,
      ...timing.problems,
      ...unsupportedOverrides(envOverrides, ['replicas']),
    ],
  };
}
