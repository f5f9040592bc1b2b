import {
  contentHash,
  genName,
  nameLimits,
  type EnvOverrides,
} from '@promenade/openchoreo-model';
import { isJsonObject, type JsonObject } from '../../runtime/json';
import {
  cronJobSpecSchema,
  deploymentSpecSchema,
} from '../../runtime/merge/merge-schema';
import {
  canonicalizePodTemplate,
  renderPodTemplate,
  type PodOverlay,
} from './pod-template';
import { cronJobSpecType, jobSpecType } from '../go/kubernetes-types';
import type { ReleaseResource } from '../../core/manifest';
import { podOverrideLayer, mergeLayers } from '../layers/layers';
import {
  objectMeta,
  type RenderTarget,
} from '../../core/effective-binding/target';

/** What the CronJob or Job of a task is rendered from, besides its target. */
export interface TaskInput extends PodOverlay {
  /** `spec.cronJobTemplate` of the class, or `spec.jobTemplate` for a Job. */
  readonly template: unknown;
  readonly parameters?: unknown;
  readonly envOverrides?: EnvOverrides;
  readonly isSuspended: boolean;
}

/** When a CronJob runs, as far as somebody other than its class says so. */
export interface ScheduleSettings {
  readonly schedule?: string;
  readonly timeZone?: string;
}

/**
 * The CronJob of a task: the class's template with the task's settings laid
 * over it. The schedule is the environment's, else the task's, else that of
 * its parameters, else the class's.
 */
export function renderCronJob(
  target: RenderTarget,
  { template, parameters, envOverrides, isSuspended, ...pod }: TaskInput,
  { schedule, timeZone }: ScheduleSettings,
): ReleaseResource {
  const { labels } = target;
  const podTemplate = renderPodTemplate(pod);
  const spec = mergeLayers(
    {
      template,
      workload: {
        jobTemplate: { spec: { template: restartOnFailure(podTemplate) } },
      },
      parameters,
      overrides: {
        schedule,
        timeZone,
        jobTemplate: {
          spec: { template: podOverrideLayer(envOverrides, pod.containers) },
        },
      },
      fixed: {
        suspend: isSuspended ? true : undefined,
        jobTemplate: {
          metadata: { labels },
          spec: { template: { metadata: { labels } } },
        },
      },
    },
    cronJobSpecSchema,
    cronJobSpecType,
  );
  return {
    id: `${target.binding}-cronjob`,
    object: {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: objectMeta(target, cronJobName(target)),
      spec: { ...spec, jobTemplate: canonicalizeJobTemplate(spec.jobTemplate) },
    },
  };
}

/** What a Job is rendered from, besides its target. */
export interface JobInput extends TaskInput {
  /** What is released: another one is another Job, even where only a file's content differs. */
  readonly release: unknown;
}

/**
 * The Job of a task without a schedule, which runs once for every release of it.
 *
 * A Job cannot be changed, so that its name carries a hash of what it runs: another release is another Job, and the one
 * before is pruned. `ttlSecondsAfterFinished` is left out: the Job would go after its run, be missed, and run again.
 */
export function renderJob(
  target: RenderTarget,
  {
    template,
    parameters,
    envOverrides,
    isSuspended,
    release,
    ...pod
  }: JobInput,
): ReleaseResource {
  const { labels } = target;
  const { ttlSecondsAfterFinished: _, ...spec } = mergeLayers(
    {
      template,
      workload: { template: restartOnFailure(renderPodTemplate(pod)) },
      parameters,
      overrides: { template: podOverrideLayer(envOverrides, pod.containers) },
      fixed: { template: { metadata: { labels } } },
    },
    deploymentSpecSchema,
    jobSpecType,
  );
  const complete = {
    ...spec,
    template: canonicalizePodTemplate(spec.template),
  };
  const hash = contentHash([release, complete]).slice(0, 8);
  return {
    id: `${target.binding}-job`,
    object: {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: objectMeta(
        target,
        genName(nameLimits.job, target.binding, hash),
      ),
      spec: isSuspended ? { ...complete, suspend: true } : complete,
    },
  };
}

/** OpenChoreo v0.3.2 sets this over whatever the class says; parameters may still choose Never. */
function restartOnFailure(podTemplate: JsonObject): JsonObject {
  const { spec } = podTemplate;
  return {
    ...podTemplate,
    spec: { restartPolicy: 'OnFailure', ...(isJsonObject(spec) && spec) },
  };
}

/** A CronJob's name leaves room for the suffix of its jobs; a longer one would be refused. */
function cronJobName({ binding, name }: RenderTarget): string {
  return name.length <= nameLimits.cronJob
    ? name
    : genName(nameLimits.cronJob, binding);
}

function canonicalizeJobTemplate(template: unknown): JsonObject {
  if (!isJsonObject(template)) return {};
  const { spec } = template;
  if (!isJsonObject(spec)) return template;
  return {
    ...template,
    spec: { ...spec, template: canonicalizePodTemplate(spec.template) },
  };
}
