import { genName, nameLimits } from '@promenade/openchoreo-model';
import { isJsonObject, type JsonObject } from '../json';
import { cronJobSpecSchema, strategicMerge } from '../merge';
import type { ReleaseResource } from './manifest';
import { completePodTemplate, type PodOverlay } from './pod-template';
import { objectMeta, type RenderTarget } from './target';

/** What a CronJob is rendered from, besides its target. */
export interface CronJobInput extends PodOverlay {
  /** `spec.cronJobTemplate` of the class. */
  readonly template: unknown;
  readonly suspended: boolean;
}

/**
 * The CronJob of a ScheduledTask component: the class's template with the
 * workload laid over it. The schedule is the class's.
 */
export function renderCronJob(
  target: RenderTarget,
  { template, containers, suspended }: CronJobInput,
): ReleaseResource {
  const spec = strategicMerge(
    isJsonObject(template) ? template : {},
    {
      suspend: suspended ? true : undefined,
      jobTemplate: {
        metadata: { labels: target.labels },
        spec: {
          template: {
            metadata: { labels: target.labels },
            spec: { restartPolicy: 'OnFailure', containers },
          },
        },
      },
    },
    cronJobSpecSchema,
  );
  return {
    id: `${target.binding}-cronjob`,
    object: {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: objectMeta(target, cronJobName(target)),
      spec: { ...spec, jobTemplate: completeJobTemplate(spec.jobTemplate) },
    },
  };
}

/** A CronJob's name leaves room for the suffix of its jobs; a longer one would be refused. */
function cronJobName({ binding, name }: RenderTarget): string {
  return name.length <= nameLimits.cronJob
    ? name
    : genName(nameLimits.cronJob, binding);
}

function completeJobTemplate(template: unknown): JsonObject {
  if (!isJsonObject(template)) return {};
  const { spec } = template;
  if (!isJsonObject(spec)) return template;
  return {
    ...template,
    spec: { ...spec, template: completePodTemplate(spec.template) },
  };
}
