import { z } from 'zod';
import type { ObservedObject } from '../domain/ComponentSnapshot';

const count = z.number().int().nonnegative().optional();

/** What Deployments and StatefulSets say of their pods; other kinds have none of it. */
const workloadStatusSchema = z.object({
  replicas: count,
  updatedReplicas: count,
  readyReplicas: count,
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

const kindsWithPods = new Set(['Deployment', 'StatefulSet']);

/**
 * How many pods of a deployment are ready, over all of its workloads.
 *
 * @returns undefined when no workload has said anything yet
 */
export function workloadProgress(
  objects: readonly ObservedObject[],
): { ready: number; total: number } | undefined {
  const statuses = objects.flatMap(object => workloadStatusOf(object) ?? []);
  const total = sum(statuses.map(status => status.replicas ?? 0));
  if (total === 0) return undefined;
  const ready = statuses.map(status =>
    // Pods of the release before are ready too, and are not what is waited for.
    Math.min(status.readyReplicas ?? 0, status.updatedReplicas ?? Infinity),
  );
  return { ready: sum(ready), total };
}

/** Tells whether a workload had come up with what it is to run now, at least once. */
export function hasRolledOut(object: ObservedObject): boolean {
  return hasCondition(object, 'Progressing', 'NewReplicaSetAvailable');
}

/** Tells whether the data plane has given up waiting for a workload. */
export function hasTimedOut(object: ObservedObject): boolean {
  return hasCondition(object, 'Progressing', 'ProgressDeadlineExceeded');
}

/** What the data plane says of pods that it could not even make, such as an exceeded quota. */
export function creationFailureOf(object: ObservedObject): string | undefined {
  return workloadStatusOf(object)?.conditions?.find(
    ({ type, status }) => type === 'ReplicaFailure' && status === 'True',
  )?.message;
}

function hasCondition(object: ObservedObject, type: string, reason: string) {
  return Boolean(
    workloadStatusOf(object)?.conditions?.some(
      condition => condition.type === type && condition.reason === reason,
    ),
  );
}

function workloadStatusOf(object: ObservedObject) {
  if (!kindsWithPods.has(object.kind)) return undefined;
  const parsed = workloadStatusSchema.safeParse(object.status);
  return parsed.success ? parsed.data : undefined;
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
