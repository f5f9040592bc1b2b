import { cronJobSpecSchema, deploymentSpecSchema } from '../runtime/merge';
import { layerProblems } from './layers-check';
import { inFixedOrder } from '../core/manifest';
import type { RenderResult } from './render-result';
import {
  unsupportedOverrides,
  effectiveSpecOf,
} from '../core/effective-binding/effective-spec';
import { timingOf, type TimedTask } from './settings/timing';
import { renderTarget } from '../core/effective-binding/target';
import { renderCronJob, renderJob, type TaskInput } from './task-workload';
import { workloadPod, type WorkloadSurroundings } from './workload-pod';

/** All that a ScheduledTaskBinding is rendered from. */
export interface RenderScheduledTaskInput
  extends TimedTask,
    WorkloadSurroundings {}

/**
 * Renders a ScheduledTaskBinding: its CronJob, or its Job where it runs once.
 * A task serves nothing, so that it has neither ports nor endpoints. Every run
 * reads its configuration anew, so that no change of it has to restart anything.
 */
export function renderScheduledTask({
  binding,
  scheduledTaskClass,
  ...surroundings
}: RenderScheduledTaskInput): RenderResult {
  const { envOverrides, parameters, releaseState } = binding.spec;
  const target = renderTarget(binding);
  const settled = effectiveSpecOf(binding.spec);
  const { endpoints: _, ...workload } = settled.spec.workloadSpec;
  const { pod, resources, problems } = workloadPod(
    target,
    workload,
    surroundings,
  );
  const timing = timingOf({ binding, scheduledTaskClass });
  const { cronJobTemplate, jobTemplate } = scheduledTaskClass.spec;
  const task: TaskInput = {
    template: timing.once ? jobTemplate : cronJobTemplate,
    parameters,
    envOverrides,
    containers: pod.containers,
    volumes: pod.volumes,
    suspended: releaseState === 'Suspend',
  };
  return {
    resources: [
      timing.once
        ? renderJob(target, { ...task, release: binding.spec.workloadSpec })
        : renderCronJob(target, task, timing),
      ...resources,
    ].map(inFixedOrder),
    endpoints: [],
    problems: [
      ...settled.problems,
      ...layerProblems({
        ...task,
        templateField: `ScheduledTaskClass ${binding.spec.className} spec.${
          timing.once ? 'jobTemplate' : 'cronJobTemplate'
        }`,
        podTemplate: timing.once
          ? ['template']
          : ['jobTemplate', 'spec', 'template'],
        schema: timing.once ? deploymentSpecSchema : cronJobSpecSchema,
      }),
      ...problems,
      ...timing.problems,
      ...unsupportedOverrides(envOverrides, ['replicas']),
    ],
  };
}
