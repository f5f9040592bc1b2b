import {
  JsonObject,
  listAt,
  numberAt,
  objectAt,
  stringAt,
} from '../schema/json';
import { KubeObject } from '../api/types';
import { Cluster, kinds, nameOf, specOf, statusOf } from './cluster';
import { ReconcileContext, Controller } from './controller';
import { recordEvent } from './events';
import { controllerReference, simulatedLabels } from './simulation-metadata';
import { createPod, isActive, isReady, podsOf, stringMap } from './pods';
import { templateHash } from './rollout';

const revisionLabel = 'controller-revision-hash';
const nameLabel = 'statefulset.kubernetes.io/pod-name';
const indexLabel = 'apps.kubernetes.io/pod-index';

/** Simulates the StatefulSet controller. */
export class StatefulSetController implements Controller {
  readonly kind = kinds.statefulSet;

  reconcile(set: KubeObject, { cluster }: ReconcileContext): void {
    const spec = specOf(set);
    const revision = `${nameOf(set)}-${templateHash(
      objectAt(spec, 'template'),
    )}`;
    const desired = numberAt(spec, 'replicas') ?? 1;
    const first = numberAt(objectAt(spec, 'ordinals'), 'start') ?? 0;
    reconcilePods(cluster, set, revision, { first, last: first + desired - 1 });
    cluster.updateStatus(
      set,
      nextStatus(set, podsOf(cluster, set).filter(isActive), revision, desired),
    );
  }
}

interface Range {
  first: number;
  last: number;
}

/** Creates, deletes or replaces pods: one at a time, or all at once with the policy Parallel. */
function reconcilePods(
  cluster: Cluster,
  set: KubeObject,
  revision: string,
  range: Range,
) {
  const spec = specOf(set);
  const inParallel = stringAt(spec, 'podManagementPolicy') === 'Parallel';
  const pods = podsOf(cluster, set);
  for (const pod of pods.filter(item => !isActive(item))) cluster.delete(pod);
  const byIndex = new Map(
    pods.filter(isActive).map(pod => [indexOf(pod), pod]),
  );
  for (let index = range.first; index <= range.last; index++) {
    const pod = byIndex.get(index);
    if (!pod) create(cluster, set, index, revision);
    if (!inParallel && (!pod || !isReady(pod))) return;
  }
  const surplus = [...byIndex.keys()]
    .filter(index => index < range.first || index > range.last)
    .sort((a, b) => b - a);
  for (const index of surplus) {
    remove(cluster, set, byIndex.get(index));
    if (!inParallel) return;
  }
  if (stringAt(objectAt(spec, 'updateStrategy'), 'type') === 'OnDelete') return;
  const rolling = objectAt(objectAt(spec, 'updateStrategy'), 'rollingUpdate');
  const partition = numberAt(rolling, 'partition') ?? 0;
  if (![...byIndex.values()].every(isReady)) return;
  for (
    let index = range.last;
    index >= Math.max(range.first, partition);
    index--
  ) {
    const pod = byIndex.get(index);
    if (pod && pod.metadata.labels?.[revisionLabel] !== revision) {
      remove(cluster, set, pod);
      return;
    }
  }
}

function create(
  cluster: Cluster,
  set: KubeObject,
  index: number,
  revision: string,
) {
  const name = `${nameOf(set)}-${index}`;
  const claims = listAt(specOf(set), 'volumeClaimTemplates').map(template =>
    claimFor(cluster, set, objectAt({ template }, 'template'), name),
  );
  const spec = objectAt(objectAt(specOf(set), 'template'), 'spec');
  const volumes = [
    ...listAt(spec, 'volumes'),
    ...claims.map(({ volume, claimName }) => ({
      name: volume,
      persistentVolumeClaim: { claimName },
    })),
  ];
  createPod(
    cluster,
    set,
    { name },
    {
      [revisionLabel]: revision,
      [nameLabel]: name,
      [indexLabel]: String(index),
    },
    {
      hostname: name,
      ...(specOf(set).serviceName !== undefined && {
        subdomain: specOf(set).serviceName,
      }),
      ...(volumes.length > 0 && { volumes }),
    },
  );
  recordEvent(
    cluster,
    set,
    'Normal',
    'SuccessfulCreate',
    `create Pod ${name} in StatefulSet ${nameOf(set)} successful`,
  );
}

/** The claim of a pod for a volume, which is kept when the pod is deleted. */
function claimFor(
  cluster: Cluster,
  set: KubeObject,
  template: JsonObject,
  pod: string,
): { volume: string; claimName: string } {
  const metadata = objectAt(template, 'metadata');
  const volume = stringAt(metadata, 'name') ?? '';
  const claimName = `${volume}-${pod}`;
  if (!cluster.get(kinds.claim, set.metadata.namespace ?? '', claimName)) {
    const isRetained =
      stringAt(
        objectAt(specOf(set), 'persistentVolumeClaimRetentionPolicy'),
        'whenDeleted',
      ) !== 'Delete';
    cluster.create({
      ...kinds.claim,
      metadata: {
        name: claimName,
        namespace: set.metadata.namespace,
        labels: { ...stringMap(metadata, 'labels'), ...simulatedLabels },
        ...(!isRetained && { ownerReferences: [controllerReference(set)] }),
      },
      spec: objectAt(template, 'spec'),
    });
  }
  return { volume, claimName };
}

function remove(
  cluster: Cluster,
  set: KubeObject,
  pod: KubeObject | undefined,
) {
  if (!pod) return;
  cluster.delete(pod);
  recordEvent(
    cluster,
    set,
    'Normal',
    'SuccessfulDelete',
    `delete Pod ${nameOf(pod)} in StatefulSet ${nameOf(set)} successful`,
  );
}

function nextStatus(
  set: KubeObject,
  pods: readonly KubeObject[],
  revision: string,
  desired: number,
): JsonObject {
  const before = statusOf(set);
  const updated = pods.filter(
    pod => pod.metadata.labels?.[revisionLabel] === revision,
  );
  const ready = pods.filter(isReady);
  const isComplete =
    updated.length === desired &&
    pods.length === desired &&
    updated.every(isReady);
  const current = isComplete
    ? revision
    : stringAt(before, 'currentRevision') ?? revision;
  const currents = pods.filter(
    pod => pod.metadata.labels?.[revisionLabel] === current,
  );
  const count = (name: string, value: number) => value > 0 && { [name]: value };
  return {
    observedGeneration: set.metadata.generation ?? 1,
    replicas: pods.length,
    ...count('readyReplicas', ready.length),
    ...count('currentReplicas', currents.length),
    ...count('updatedReplicas', updated.length),
    currentRevision: current,
    updateRevision: revision,
    collisionCount: 0,
    availableReplicas: ready.length,
  };
}

function indexOf(pod: KubeObject): number {
  return Number(/-(\d+)$/.exec(nameOf(pod))?.[1] ?? -1);
}
