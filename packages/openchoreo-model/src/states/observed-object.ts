import { z } from 'zod';
import { podTroubleSchema, type ReleaseResourceStatus } from '../kinds/release';

/**
 * Last observed health of an object in the data plane: the fields of `status.resources[]` of a Release that states depend on.
 *
 * @public
 */
export interface ObservedHealth
  extends Pick<ReleaseResourceStatus, 'kind' | 'healthStatus' | 'trouble'> {
  /** Status of the object, not parsed. */
  status?: unknown;
}

/**
 * Number of ready pods and total number of pods.
 *
 * @public
 */
export interface PodProgress {
  ready: number;
  total: number;
}

/**
 * Why pods of a workload do not run.
 *
 * @public
 */
export type PodTrouble = z.infer<typeof podTroubleSchema>;

const count = z.number().int().nonnegative().optional();

const conditionedSchema = z.object({
  conditions: z
    .array(
      z.object({
        type: z.string(),
        status: z.string(),
        reason: z.string().optional(),
        message: z.string().optional(),
      }),
    )
    .optional(),
});

/** Status fields of Deployments and StatefulSets. */
const workloadStatusSchema = conditionedSchema.extend({
  replicas: count,
  updatedReplicas: count,
  readyReplicas: count,
});

const kindsWithPods = new Set(['Deployment', 'StatefulSet']);

/**
 * Counts the ready pods of all workload objects.
 *
 * @returns undefined if no workload object has pods in its status
 *
 * @public
 */
export function podProgress(
  objects: readonly ObservedHealth[],
): PodProgress | undefined {
  const statuses = objects.flatMap(object => workloadStatusOf(object) ?? []);
  const total = sum(statuses.map(({ replicas = 0 }) => replicas));
  if (total === 0) return undefined;
  const ready = statuses.map(({ readyReplicas = 0, updatedReplicas }) =>
    // Ready pods of the previous release do not count.
    Math.min(readyReplicas, updatedReplicas ?? Infinity),
  );
  return { ready: sum(ready), total };
}

/** Reports whether an object has ready pods, of the current or the previous release. */
export function hasReadyPods(object: ObservedHealth): boolean {
  return (workloadStatusOf(object)?.readyReplicas ?? 0) > 0;
}

/** Reports whether the current pod template was rolled out completely at least once. */
export function hasRolledOut(object: ObservedHealth): boolean {
  return hasCondition(object, 'Progressing', 'NewReplicaSetAvailable');
}

/** Reports whether a workload exceeded its progress deadline. */
export function hasTimedOut(object: ObservedHealth): boolean {
  return hasCondition(object, 'Progressing', 'ProgressDeadlineExceeded');
}

/**
 * Returns why pods could not be created, for example an exceeded quota.
 *
 * @public
 */
export function creationFailureOf(object: ObservedHealth): string | undefined {
  return workloadStatusOf(object)?.conditions?.find(
    ({ type, status }) => type === 'ReplicaFailure' && status === 'True',
  )?.message;
}

/** Returns the reason and message of a failed Job. */
export function jobFailureOf({
  kind,
  status,
}: ObservedHealth): { reason: string; message: string } | undefined {
  const parsed = conditionedSchema.safeParse(kind === 'Job' ? status : {});
  const failed = parsed.data?.conditions?.find(
    condition => condition.type === 'Failed' && condition.status === 'True',
  );
  return (
    failed && {
      reason: failed.reason ?? 'Failed',
      message: failed.message ?? '',
    }
  );
}

function hasCondition(object: ObservedHealth, type: string, reason: string) {
  return Boolean(
    workloadStatusOf(object)?.conditions?.some(
      condition => condition.type === type && condition.reason === reason,
    ),
  );
}

function workloadStatusOf({ kind, status }: ObservedHealth) {
  if (!kindsWithPods.has(kind)) return undefined;
  const parsed = workloadStatusSchema.safeParse(status);
  return parsed.success ? parsed.data : undefined;
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
