import type { RuntimeResource } from '@promenade/backstage-plugin-openchoreo-common';
import { z } from 'zod';
import type { RuntimeObject } from '../domain/RuntimeSnapshot';
import { podView } from './podView';
import type { LiveObject } from './RuntimeProvider';

/** Jobs of a schedule that are shown, the newest. */
const maxJobs = 10;

const replicasSchema = z
  .object({ replicas: z.number().catch(1) })
  .catch({ replicas: 1 });

const readySchema = z
  .object({ readyReplicas: z.number().catch(0) })
  .catch({ readyReplicas: 0 });

const jobStatusSchema = z
  .object({
    conditions: z
      .array(
        z.object({
          type: z.string(),
          status: z.string(),
          message: z.string().optional(),
        }),
      )
      .catch([]),
  })
  .catch({ conditions: [] });

/** Identifies an object in the response. */
export function resourceId(object: {
  kind: string;
  namespace?: string;
  name: string;
}): string {
  return `${object.kind}/${object.namespace ?? ''}/${object.name}`;
}

/** The objects of a Release, each followed by what controllers created for it: the newest first, pods by name. */
export function runtimeResources(
  objects: readonly RuntimeObject[],
  live: readonly LiveObject[],
): RuntimeResource[] {
  const byOwner = new Map<string, LiveObject[]>();
  for (const object of live) {
    const { owner, namespace } = object;
    if (!owner) continue;
    const key = resourceId({ ...owner, namespace });
    byOwner.set(key, [...(byOwner.get(key) ?? []), object]);
  }
  const createdFor = (owner: string): RuntimeResource[] =>
    shownOf(byOwner.get(owner) ?? [], byOwner).flatMap(object => {
      const id = resourceId(object);
      return [liveResource(object, owner), ...createdFor(id)];
    });
  return objects.flatMap(object => {
    const id = resourceId(object);
    const { kind, name, namespace, health, message } = object;
    return [{ id, kind, name, namespace, health, message }, ...createdFor(id)];
  });
}

/** Without the ReplicaSets of former releases, and the old Jobs of a schedule. */
function shownOf(
  objects: readonly LiveObject[],
  byOwner: ReadonlyMap<string, readonly LiveObject[]>,
): LiveObject[] {
  const sorted = [...objects].sort((a, b) =>
    a.kind === 'Pod'
      ? a.name.localeCompare(b.name, 'en')
      : (b.createdAt ?? '').localeCompare(a.createdAt ?? '', 'en'),
  );
  const jobs = sorted.filter(({ kind }) => kind === 'Job').slice(0, maxJobs);
  return sorted.filter(object => {
    if (object.kind === 'Job') return jobs.includes(object);
    if (object.kind !== 'ReplicaSet') return true;
    const { replicas } = replicasSchema.parse(object.spec);
    return replicas !== 0 || byOwner.has(resourceId(object));
  });
}

function liveResource(object: LiveObject, owner: string): RuntimeResource {
  const { kind, namespace, name, createdAt } = object;
  return {
    id: resourceId(object),
    owner,
    kind,
    name,
    namespace,
    createdAt,
    ...healthOf(object),
  };
}

function healthOf(
  object: LiveObject,
): Pick<RuntimeResource, 'health' | 'message' | 'pod'> {
  if (object.kind === 'Pod') return podView(object);
  if (object.kind === 'Job') {
    const { conditions } = jobStatusSchema.parse(object.status);
    const isTrue = (type: string) =>
      conditions.find(each => each.type === type && each.status === 'True');
    const failed = isTrue('Failed');
    if (failed) return { health: 'Degraded', message: failed.message };
    return { health: isTrue('Complete') ? 'Healthy' : 'Progressing' };
  }
  const { replicas } = replicasSchema.parse(object.spec);
  const { readyReplicas } = readySchema.parse(object.status);
  return { health: readyReplicas >= replicas ? 'Healthy' : 'Progressing' };
}
