import type {
  ScheduledTaskBinding,
  ScheduledTaskClass,
} from '@promenade/openchoreo-model';
import { jsonAt } from '../json';
import { containersOf } from './containers';
import { renderCronJob } from './cron-job';
import { invalid } from './problem';
import { inFixedOrder } from './manifest';
import type { RenderResult } from './render-result';
import { renderTarget } from './target';

/** All that a ScheduledTaskBinding is rendered from. */
export interface RenderScheduledTaskInput {
  readonly binding: ScheduledTaskBinding;
  readonly scheduledTaskClass: ScheduledTaskClass;
}

/** Renders a ScheduledTaskBinding: its CronJob. A task serves nothing, so that it has neither ports nor endpoints. */
export function renderScheduledTask({
  binding,
  scheduledTaskClass,
}: RenderScheduledTaskInput): RenderResult {
  const target = renderTarget(binding);
  const { endpoints: _, ...workload } = binding.spec.workloadSpec;
  const { containers, problems } = containersOf(workload);
  const template = scheduledTaskClass.spec.cronJobTemplate;
  return {
    resources: [
      renderCronJob(target, {
        template,
        containers,
        suspended: binding.spec.releaseState === 'Suspend',
      }),
    ].map(inFixedOrder),
    endpoints: [],
    problems: jsonAt(template, 'schedule')
      ? problems
      : [
          ...problems,
          invalid(
            `ScheduledTaskClass ${binding.spec.className} spec.cronJobTemplate.schedule`,
            'the class has no schedule, so that the task would never run; give it a cron expression',
          ),
        ],
  };
}
