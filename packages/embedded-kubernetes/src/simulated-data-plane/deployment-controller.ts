import { JsonObject, numberAt, objectAt } from '../schema/json';
import { KubeObject } from '../api/types';
import { Cluster, kinds, nameOf, specOf, statusOf } from './cluster';
import { ReconcileContext, Controller, Result } from './controller';
import { nextDeploymentStatus } from './next-deployment-status';
import { recordEvent } from './events';
import {
  behaviourAnnotations,
  controllerReference,
  controls,
  simulatedLabels,
} from './simulation-metadata';
import { stringMap } from './pods';
import {
  ReplicaSetSize,
  hashLabel,
  isRecreate,
  nextReplicaCounts,
  revisionAnnotation,
  rolloutLimits,
  templateHash,
} from './rollout';

/** Simulates the Deployment controller: one ReplicaSet per revision, with rolling updates. */
export class DeploymentController implements Controller {
  readonly kind = kinds.deployment;

  reconcile(
    deployment: KubeObject,
    { cluster }: ReconcileContext,
  ): Result | void {
    const isPaused = specOf(deployment).paused === true;
    let created = false;
    let sets = replicaSetsOf(cluster, deployment);
    const hash = templateHash(objectAt(specOf(deployment), 'template'));
    const findCurrent = () =>
      sets.find(set => set.metadata.labels?.[hashLabel] === hash);
    if (!findCurrent() && !isPaused) {
      createReplicaSet(cluster, deployment, hash, revisionOf(sets) + 1);
      sets = replicaSetsOf(cluster, deployment);
      created = true;
    }
    const current = findCurrent();
    const oldSets = sets.filter(set => set !== current);
    if (current) {
      updateRevision(cluster, deployment, current, oldSets);
      if (!isPaused) scale(cluster, deployment, current, oldSets);
    }
    const updatedSets = replicaSetsOf(cluster, deployment);
    const updatedCurrent = updatedSets.find(
      set => nameOf(set) === current?.metadata.name,
    );
    const updatedOlds = updatedSets.filter(set => set !== updatedCurrent);
    const stored = cluster.get(
      kinds.deployment,
      deployment.metadata.namespace ?? '',
      nameOf(deployment),
    );
    if (!stored) return undefined;
    const { status, requeueAfter } = nextDeploymentStatus(
      stored,
      updatedCurrent,
      updatedOlds,
      created,
      cluster.now(),
    );
    cluster.updateStatus(stored, status);
    deleteOldRevisions(cluster, deployment, updatedOlds);
    return requeueAfter === undefined
      ? undefined
      : { requeueAfter: Math.max(0, requeueAfter) };
  }
}

function replicaSetsOf(cluster: Cluster, deployment: KubeObject): KubeObject[] {
  return cluster
    .dependents(deployment, kinds.replicaSet)
    .filter(set => controls(deployment, set) && !set.metadata.deletionTimestamp)
    .sort((a, b) => revisionOf([a]) - revisionOf([b]));
}

function revisionOf(sets: readonly KubeObject[]): number {
  return Math.max(
    0,
    ...sets.map(set =>
      Number(set.metadata.annotations?.[revisionAnnotation] ?? 0),
    ),
  );
}

function createReplicaSet(
  cluster: Cluster,
  deployment: KubeObject,
  hash: string,
  revision: number,
) {
  const spec = specOf(deployment);
  const template = objectAt(spec, 'template');
  const templateMetadata = objectAt(template, 'metadata');
  const labels = {
    ...stringMap(templateMetadata, 'labels'),
    [hashLabel]: hash,
  };
  const selector = objectAt(spec, 'selector');
  cluster.create({
    ...kinds.replicaSet,
    metadata: {
      name: `${nameOf(deployment).slice(0, 242)}-${hash}`,
      namespace: deployment.metadata.namespace,
      labels: { ...labels, ...simulatedLabels },
      annotations: {
        ...copiedAnnotations(deployment),
        [revisionAnnotation]: String(revision),
      },
      ownerReferences: [controllerReference(deployment)],
    },
    spec: {
      replicas: 0,
      ...(spec.minReadySeconds !== undefined && {
        minReadySeconds: spec.minReadySeconds,
      }),
      selector: {
        ...selector,
        matchLabels: {
          ...objectAt(selector, 'matchLabels'),
          [hashLabel]: hash,
        },
      },
      template: { ...template, metadata: { ...templateMetadata, labels } },
    },
  });
}

/** The annotations of a Deployment that its ReplicaSets get. Behaviour annotations are read from the Deployment. */
function copiedAnnotations(deployment: KubeObject): Record<string, string> {
  const excluded = new Set([
    'kubectl.kubernetes.io/last-applied-configuration',
    ...Object.values(behaviourAnnotations),
  ]);
  return Object.fromEntries(
    Object.entries(deployment.metadata.annotations ?? {}).filter(
      ([key]) => !excluded.has(key),
    ),
  );
}

/** Sets the revision number; after a rollback the current ReplicaSet becomes the newest revision. */
function updateRevision(
  cluster: Cluster,
  deployment: KubeObject,
  current: KubeObject,
  oldSets: readonly KubeObject[],
) {
  const revision = String(
    Math.max(revisionOf([current]), revisionOf(oldSets) + 1),
  );
  for (const object of [current, deployment]) {
    if (object.metadata.annotations?.[revisionAnnotation] === revision)
      continue;
    const annotations = {
      ...object.metadata.annotations,
      [revisionAnnotation]: revision,
    };
    cluster.update({
      ...object,
      metadata: { ...object.metadata, annotations },
    });
  }
}

function scale(
  cluster: Cluster,
  deployment: KubeObject,
  current: KubeObject,
  oldSets: readonly KubeObject[],
) {
  const sizes = nextReplicaCounts(
    numberAt(specOf(deployment), 'replicas') ?? 1,
    rolloutLimits(deployment),
    isRecreate(deployment),
    sizeOf(current),
    oldSets.map(sizeOf),
  );
  resize(cluster, deployment, current, sizes.current);
  oldSets.forEach((old, index) =>
    resize(cluster, deployment, old, sizes.olds[index]),
  );
}

function sizeOf(set: KubeObject): ReplicaSetSize {
  const status: JsonObject = statusOf(set);
  return {
    desired: numberAt(specOf(set), 'replicas') ?? 0,
    actual: numberAt(status, 'replicas') ?? 0,
    available: numberAt(status, 'availableReplicas') ?? 0,
  };
}

function resize(
  cluster: Cluster,
  deployment: KubeObject,
  set: KubeObject,
  replicas: number,
) {
  const before = numberAt(specOf(set), 'replicas') ?? 0;
  if (before === replicas) return;
  const stored = cluster.get(
    kinds.replicaSet,
    set.metadata.namespace ?? '',
    nameOf(set),
  );
  if (!stored) return;
  cluster.update({ ...stored, spec: { ...specOf(stored), replicas } });
  const direction = replicas > before ? 'up' : 'down';
  recordEvent(
    cluster,
    deployment,
    'Normal',
    'ScalingReplicaSet',
    `Scaled ${direction} replica set ${nameOf(
      set,
    )} from ${before} to ${replicas}`,
  );
}

function deleteOldRevisions(
  cluster: Cluster,
  deployment: KubeObject,
  oldSets: readonly KubeObject[],
) {
  const limit = numberAt(specOf(deployment), 'revisionHistoryLimit') ?? 10;
  const idle = oldSets.filter(set => {
    const { desired, actual } = sizeOf(set);
    return desired === 0 && actual === 0;
  });
  for (const set of idle.slice(0, Math.max(0, idle.length - limit))) {
    cluster.delete(set);
  }
}
