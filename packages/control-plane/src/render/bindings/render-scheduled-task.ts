import { EffectiveScheduledTaskBinding } from '../../core/effective-binding/effective-binding';
import { unsupportedOverrides } from '../../core/effective-binding/effective-spec';
import { canonicalResource } from '../../core/manifest';
import { invalid, type Problem } from '../../core/problem';
import type { RenderResult } from '../../core/render-result';
import { jsonAt } from '../../runtime/json';
import {
  cronJobSpecSchema,
  deploymentSpecSchema,
} from '../../runtime/merge/merge-schema';
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
    imagePullSecrets: pod.imagePullSecrets,
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
        rendered: job.object,
        schema: timing.isOneTime ? deploymentSpecSchema : cronJobSpecSchema,
      }),
      ...validateParameters(parameters, timing.isOneTime),
      ...problems,
      ...timing.problems,
      ...unsupportedOverrides(envOverrides, ['replicas']),
    ],
  };
}

/** Reports parameters for the other kind of object: a task runs on a schedule as a CronJob, and once as a Job. */
function validateParameters(
  parameters: unknown,
  isOneTime: boolean,
): Problem[] {
  const [member, remedy] = isOneTime
    ? [
        'jobTemplate',
        'the task runs once, as a Job; write what is below jobTemplate.spec into spec.parameters, or set a schedule',
      ]
    : [
        'template',
        'the task runs on a schedule, as a CronJob; write the template into spec.parameters.jobTemplate.spec',
      ];
  return jsonAt(parameters, member) === undefined
    ? []
    : [invalid(`spec.parameters.${member}`, remedy)];
}
