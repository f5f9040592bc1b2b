import { JsonObject, numberAt, objectAt } from '../schema/json';
import { KubeObject } from '../api/types';
import { Cluster, kinds, nameOf, specOf, statusOf } from './cluster';
import { Context, Controller, Outcome } from './controller';
import { deploymentStatus } from './next-deployment-status';
import { recordEvent } from './events';
import { behaviour, controlledBy, controls, madeBy } from './simulation-metadata';
import { texts } from './pods';
import {
  Generation,
  hashLabel,
  isRecreate,
  nextSizes,
  revisionAnnotation,
  rolloutLimits,
  templateHash,
} from './rollout';

/** Plays the Deployment controller: one ReplicaSet a revision, rolled over. */
export class DeploymentController implements Controller {
  readonly kind = kinds.deployment;

  reconcile(deployment: KubeObject, { cluster }: Context): Outcome | void {
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
    const olds = sets.filter(set => set !== current);
    if (current) {
      keepRevision(cluster, deployment, current, olds);
      if (!isPaused) scale(cluster, deployment, current, olds);
    }
    const fresh = replicaSetsOf(cluster, deployment);
    const freshCurrent = fresh.find(
      set => nameOf(set) === current?.metadata.name,
    );
    const freshOlds = fresh.filter(set => set !== freshCurrent);
    const held = cluster.get(
      kinds.deployment,
      deployment.metadata.namespace ?? '',
      nameOf(deployment),
    );
    if (!held) return undefined;
    const { status, again } = deploymentStatus(
      held,
      freshCurrent,
      freshOlds,
      created,
      cluster.now(),
    );
    cluster.updateStatus(held, status);
    forgetOldRevisions(cluster, deployment, freshOlds);
    return again === undefined ? undefined : { again: Math.max(0, again) };
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
  const labels = { ...texts(templateMetadata, 'labels'), [hashLabel]: hash };
  const selector = objectAt(spec, 'selector');
  cluster.create({
    ...kinds.replicaSet,
    metadata: {
      name: `${nameOf(deployment).slice(0, 242)}-${hash}`,
      namespace: deployment.metadata.namespace,
      labels: { ...labels, ...madeBy },
      annotations: {
        ...lastingAnnotations(deployment),
        [revisionAnnotation]: String(revision),
      },
      ownerReferences: [controlledBy(deployment)],
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

/** What a revision keeps of its Deployment's annotations; how pods behave is looked up where it is said. */
function lastingAnnotations(deployment: KubeObject): Record<string, string> {
  const passing = new Set([
    'kubectl.kubernetes.io/last-applied-configuration',
    ...Object.values(behaviour),
  ]);
  return Object.fromEntries(
    Object.entries(deployment.metadata.annotations ?? {}).filter(
      ([key]) => !passing.has(key),
    ),
  );
}

/** A revision that is rolled back to becomes the newest. */
function keepRevision(
  cluster: Cluster,
  deployment: KubeObject,
  current: KubeObject,
  olds: readonly KubeObject[],
) {
  const revision = String(
    Math.max(revisionOf([current]), revisionOf(olds) + 1),
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
  olds: readonly KubeObject[],
) {
  const sizes = nextSizes(
    numberAt(specOf(deployment), 'replicas') ?? 1,
    rolloutLimits(deployment),
    isRecreate(deployment),
    generationOf(current),
    olds.map(generationOf),
  );
  resize(cluster, deployment, current, sizes.current);
  olds.forEach((old, index) =>
    resize(cluster, deployment, old, sizes.olds[index]),
  );
}

function generationOf(set: KubeObject): Generation {
  const status: JsonObject = statusOf(set);
  return {
    wanted: numberAt(specOf(set), 'replicas') ?? 0,
    present: numberAt(status, 'replicas') ?? 0,
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
  const held = cluster.get(
    kinds.replicaSet,
    set.metadata.namespace ?? '',
    nameOf(set),
  );
  if (!held) return;
  cluster.update({ ...held, spec: { ...specOf(held), replicas } });
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

function forgetOldRevisions(
  cluster: Cluster,
  deployment: KubeObject,
  olds: readonly KubeObject[],
) {
  const limit = numberAt(specOf(deployment), 'revisionHistoryLimit') ?? 10;
  const idle = olds.filter(set => {
    const { wanted, present } = generationOf(set);
    return wanted === 0 && present === 0;
  });
  for (const set of idle.slice(0, Math.max(0, idle.length - limit))) {
    cluster.delete(set);
  }
}
