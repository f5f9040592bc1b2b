import {
  contentHash,
  genName,
  nameLimits,
  type EnvOverrides,
} from '@promenade/openchoreo-model';
import {
  objectMeta,
  workloadName,
  type RenderTarget,
} from '../../core/effective-binding/target';
import type { ReleaseResource } from '../../core/manifest';
import { isJsonObject, type JsonObject } from '../../runtime/json';
import {
  cronJobSpecSchema,
  deploymentSpecSchema,
} from '../../runtime/merge/merge-schema';
import { cronJobSpecType, jobSpecType } from '../go/kubernetes-types';
import { mergeLayers, podOverrideLayer } from '../layers/layers';
import {
  canonicalizePodTemplate,
  renderPodTemplate,
  type PodOverlay,
} from './pod-template';

/** Input of {@link renderCronJob} and {@link renderJob}. */
export interface TaskInput extends PodOverlay {
  /** `spec.cronJobTemplate` of the class, or `spec.jobTemplate` for a Job. */
  readonly template: unknown;
  readonly parameters?: unknown;
  readonly envOverrides?: EnvOverrides;
  readonly isSuspended: boolean;
}

/** Schedule settings that apply, whichever layer sets them. */
export interface ScheduleSettings {
  readonly schedule?: string;
  /** Null where no layer sets a time zone: an empty one is removed. */
  readonly timeZone?: string | null;
}

/**
 * Renders the CronJob of a task at its resolved schedule.
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
      metadata: objectMeta(target, workloadName(target, nameLimits.cronJob)),
      spec: { ...spec, jobTemplate: canonicalizeJobTemplate(spec.jobTemplate) },
    },
  };
}

/** Input of {@link renderJob}. */
export interface JobInput extends TaskInput {
  /** The released workload. It is part of the hash in the name, so that a change of a file alone makes another Job. */
  readonly release: unknown;
}

/**
 * Renders the Job of a task without a schedule, which runs once for every release.
 *
 * A Job is immutable, so that its name carries a hash of what it runs: another release is another Job, and the previous
 * one is pruned. `ttlSecondsAfterFinished` is removed, because the Job would be deleted after its run and then applied
 * and run again.
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
  const canonical = {
    ...spec,
    template: canonicalizePodTemplate(spec.template),
  };
  const hash = contentHash([release, canonical]).slice(0, 8);
  return {
    id: `${target.binding}-job`,
    object: {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: objectMeta(
        target,
        genName(nameLimits.job, target.binding, hash),
      ),
      spec: isSuspended ? { ...canonical, suspend: true } : canonical,
    },
  };
}

/** OpenChoreo v0.3.2 overrides the restart policy of the class; parameters may still set Never. */
function restartOnFailure(podTemplate: JsonObject): JsonObject {
  const { spec } = podTemplate;
  return {
    ...podTemplate,
    spec: { restartPolicy: 'OnFailure', ...(isJsonObject(spec) && spec) },
  };
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
