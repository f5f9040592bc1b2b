import { z } from 'zod';
import { podTroubleSchema, type ReleaseResourceStatus } from '../kinds/release';

/** What is known of an object in the data plane, as far as a state is told from it: an entry of a Release's status. */
export interface ObservedHealth
  extends Pick<ReleaseResourceStatus, 'kind' | 'healthStatus' | 'trouble'> {
  /** Status of the object, unread. */
  status?: unknown;
}

/** How many of the pods that a deployment is to have are ready. */
export interface PodProgress {
  ready: number;
  total: number;
}

/** What keeps the pods of a workload from running. */
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

/** What Deployments and StatefulSets say of their pods; other kinds have none of it. */
const workloadStatusSchema = conditionedSchema.extend({
  replicas: count,
  updatedReplicas: count,
  readyReplicas: count,
});

const kindsWithPods = new Set(['Deployment', 'StatefulSet']);

/**
 * How many pods of a deployment are ready, over all of its workloads.
 *
 * @returns undefined when no workload has said anything yet
 */
export function podProgress(
  objects: readonly ObservedHealth[],
): PodProgress | undefined {
  const statuses = objects.flatMap(object => workloadStatusOf(object) ?? []);
  const total = sum(statuses.map(({ replicas = 0 }) => replicas));
  if (total === 0) return undefined;
  const ready = statuses.map(({ readyReplicas = 0, updatedReplicas }) =>
    // Pods of the release before are ready too, and are not what is waited for.
    Math.min(readyReplicas, updatedReplicas ?? Infinity),
  );
  return { ready: sum(ready), total };
}

/** Tells whether pods of an object answer, be they of the release before. */
export function hasReadyPods(object: ObservedHealth): boolean {
  return (workloadStatusOf(object)?.readyReplicas ?? 0) > 0;
}

/** Tells whether a workload had come up with what it is to run now, at least once. */
export function hasRolledOut(object: ObservedHealth): boolean {
  return hasCondition(object, 'Progressing', 'NewReplicaSetAvailable');
}

/** Tells whether the data plane has given up waiting for a workload. */
export function hasTimedOut(object: ObservedHealth): boolean {
  return hasCondition(object, 'Progressing', 'ProgressDeadlineExceeded');
}

/** What the data plane says of pods that it could not even make, such as an exceeded quota. */
export function creationFailureOf(object: ObservedHealth): string | undefined {
  return workloadStatusOf(object)?.conditions?.find(
    ({ type, status }) => type === 'ReplicaFailure' && status === 'True',
  )?.message;
}

/** What is said of a Job that has failed for good. */
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
