import { EffectiveScheduledTaskBinding } from '../../core/effective-binding/effective-binding';
import { unsupportedOverrides } from '../../core/effective-binding/effective-spec';
import { canonicalResource } from '../../core/manifest';
import type { RenderResult } from '../../core/render-result';
import {
  cronJobSpecSchema,
  deploymentSpecSchema,
} from '../../runtime/merge/merge-schema';
import { validateContainers } from '../layers/validate-containers';
import { validateLayers } from '../layers/validate-layers';
import { renderPod } from '../workload/render-pod';
import { renderCronJob, renderJob, type TaskInput } from '../workload/task';
import { resolveTiming } from '../workload/timing';

/**
 * Renders a ScheduledTaskBinding: a CronJob, or a Job where it runs once.
 * A task has neither ports nor endpoints. Every run reads its configuration, so that a change of it restarts nothing.
 */
export function renderScheduledTask(
  effective: EffectiveScheduledTaskBinding,
): RenderResult {
  const { binding, target } = effective;
  const { envOverrides, parameters, releaseState } = binding.spec;
  const { endpoints: _, ...workload } = binding.spec.workloadSpec;
  const { pod, resources, problems } = renderPod(effective, workload);
  const timing = resolveTiming(effective);
  const { cronJobTemplate, jobTemplate } = effective.class.spec;
  const task: TaskInput = {
    template: timing.isOneTime ? jobTemplate : cronJobTemplate,
    parameters,
    envOverrides,
    containers: pod.containers,
    volumes: pod.volumes,
    isSuspended: releaseState === 'Suspend',
  };
  const job = timing.isOneTime
    ? renderJob(target, { ...task, release: binding.spec.workloadSpec })
    : renderCronJob(target, task, timing);
  const layers = {
    ...task,
    templateField: `ScheduledTaskClass ${binding.spec.className} spec.${
      timing.isOneTime ? 'jobTemplate' : 'cronJobTemplate'
    }`,
    podTemplate: timing.isOneTime
      ? ['template']
      : ['jobTemplate', 'spec', 'template'],
  };
  return {
    resources: [job, ...resources].map(canonicalResource),
    endpoints: [],
    problems: [
      ...effective.problems,
      ...validateLayers({
        ...layers,
        schema: timing.isOneTime ? deploymentSpecSchema : cronJobSpecSchema,
      }),
      ...validateContainers({ ...layers, rendered: job.object }),
      ...problems,
      ...timing.problems,
      ...unsupportedOverrides(envOverrides, ['replicas']),
    ],
  };
}
