import { toError } from '@backstage/errors';
import type { RuntimeObject, RuntimeSnapshot } from '../domain/RuntimeSnapshot';
import { resourceId } from './runtimeResources';
import {
  liveKinds,
  type LiveKind,
  type LiveObject,
  type NamespacedObject,
  type RuntimeProvider,
} from './RuntimeProvider';
import type { RuntimeObjectRef, RuntimeTarget } from './RuntimeTarget';

/** The kinds of objects that controllers create for a workload, by its kind. */
const createdKinds: Readonly<Record<string, readonly LiveKind[]>> = {
  Deployment: ['ReplicaSet', 'Pod'],
  StatefulSet: ['Pod'],
  DaemonSet: ['Pod'],
  Job: ['Pod'],
  CronJob: ['Job', 'Pod'],
};

/** What controllers created for the workloads of a component, or why that cannot be read. */
export async function listCreatedObjects(
  { snapshot, provider }: RuntimeTarget,
  signal?: AbortSignal,
): Promise<{ live: LiveObject[]; problem?: string }> {
  if (!snapshot.objects.some(({ podLabels }) => podLabels)) return { live: [] };
  // Before the first apply there are no pods.
  if (snapshot.cluster === undefined) return { live: [] };
  try {
    const opened = await provider();
    const lists = await Promise.all(
      snapshot.objects.flatMap(object =>
        liveKinds
          .filter(kind => createdKinds[object.kind]?.includes(kind))
          .map(kind => listCreated(opened, object, kind, signal)),
      ),
    );
    return { live: lists.flat() };
  } catch (error) {
    signal?.throwIfAborted();
    return { live: [], problem: toError(error).message };
  }
}

async function listCreated(
  provider: RuntimeProvider,
  { kind: workloadKind, namespace, podLabels }: RuntimeObject,
  kind: LiveKind,
  signal?: AbortSignal,
): Promise<LiveObject[]> {
  if (!namespace || !podLabels) return [];
  // The Jobs of a schedule do not have the labels of their pods.
  const labels = workloadKind === 'CronJob' && kind === 'Job' ? {} : podLabels;
  return provider.list(kind, { namespace, labels }, signal);
}

/** An object of the Release. */
export function findObject(
  { objects }: RuntimeSnapshot,
  { kind, name, namespace }: RuntimeObjectRef,
): RuntimeObject | undefined {
  return objects.find(
    object =>
      object.kind === kind &&
      object.name === name &&
      (namespace === undefined || object.namespace === namespace),
  );
}

/** An object that a controller created for a workload of the component. */
export async function findLiveObject(
  snapshot: RuntimeSnapshot,
  provider: RuntimeProvider,
  { kind, name, namespace }: RuntimeObjectRef,
): Promise<NamespacedObject | undefined> {
  if (kind === 'Pod') return findPod(snapshot, provider, name);
  const workloads = snapshot.objects.filter(
    object => namespace === undefined || object.namespace === namespace,
  );
  for (const workload of workloads) {
    const created = createdKinds[workload.kind] ?? [];
    const liveKind = created.find(each => each === kind);
    if (!liveKind) continue;
    const owner = resourceId(workload);
    const objects = await listCreated(provider, workload, liveKind);
    const found = objects.find(
      object =>
        object.name === name &&
        object.owner &&
        resourceId({ ...object.owner, namespace: object.namespace }) === owner,
    );
    if (found) return found;
  }
  return undefined;
}

async function findPod(
  { objects }: RuntimeSnapshot,
  provider: RuntimeProvider,
  name: string,
): Promise<LiveObject | undefined> {
  const namespaces = new Set(
    objects.flatMap(({ namespace, podLabels }) =>
      namespace && podLabels ? namespace : [],
    ),
  );
  for (const namespace of namespaces) {
    const pod = await provider.pod({ namespace, name });
    const isSelected = objects.some(
      object =>
        object.namespace === namespace &&
        object.podLabels &&
        Object.entries(object.podLabels).every(
          ([key, value]) => pod?.labels[key] === value,
        ),
    );
    if (pod && isSelected) return pod;
  }
  return undefined;
}
