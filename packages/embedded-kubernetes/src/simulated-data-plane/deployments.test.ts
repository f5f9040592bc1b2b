import { KubeObject } from '../api/types';
import { JsonObject } from '../schema/json';
import { kinds, specOf, statusOf } from './cluster';
import { conditionOf } from '../api/conditions';
import {
  deploymentOf,
  podTemplate,
  Simulation,
} from './__testUtils__/simulation';
import { behaviourAnnotations, simulatedLabels } from './simulation-metadata';

let simulation: Simulation;

beforeEach(() => {
  simulation = new Simulation();
});

afterEach(() => simulation.close());

function status(): JsonObject {
  return statusOf(simulation.get(kinds.deployment, 'web'));
}

function says(type: string): unknown[] {
  const condition = conditionOf(status(), type);
  return [condition?.status, condition?.reason];
}

function withImage(image: string, annotations = {}) {
  return (object: KubeObject): KubeObject => ({
    ...object,
    metadata: {
      ...object.metadata,
      annotations: { ...object.metadata.annotations, ...annotations },
    },
    spec: { ...specOf(object), template: podTemplate(image) },
  });
}

function images(): string[] {
  return simulation
    .pods()
    .map(
      pod => JSON.stringify(specOf(pod).containers).match(/app:\d/)?.[0] ?? '',
    );
}

describe('a simulated Deployment', () => {
  it('progresses and becomes available when its pods are ready', () => {
    simulation.create(deploymentOf('app:1'));
    simulation.pass(0.5);
    expect(simulation.phases()).toEqual(['Pending', 'Pending', 'Pending']);
    expect(status()).toMatchObject({
      observedGeneration: 1,
      replicas: 3,
      updatedReplicas: 3,
      unavailableReplicas: 3,
    });
    expect(says('Available')).toEqual(['False', 'MinimumReplicasUnavailable']);
    expect(says('Progressing')).toEqual(['True', 'ReplicaSetUpdated']);

    simulation.pass(1);
    expect(status()).toEqual({
      observedGeneration: 1,
      replicas: 3,
      updatedReplicas: 3,
      readyReplicas: 3,
      availableReplicas: 3,
      conditions: [
        expect.objectContaining({ type: 'Available', status: 'True' }),
        expect.objectContaining({
          type: 'Progressing',
          status: 'True',
          reason: 'NewReplicaSetAvailable',
        }),
      ],
    });
  });

  it('labels all created objects', () => {
    simulation.create(deploymentOf('app:1'));
    simulation.pass(2);
    const made = [
      ...simulation.pods(),
      ...simulation.cluster.list(kinds.replicaSet),
      ...simulation.cluster.list(kinds.event),
      ...simulation.cluster.list(kinds.node),
    ];
    expect(made.length).toBeGreaterThan(6);
    for (const object of made) {
      expect(object.metadata.labels).toMatchObject(simulatedLabels);
    }
  });

  it('writes nothing once it is available', () => {
    simulation.create(deploymentOf('app:1'));
    simulation.pass(5);
    const before = simulation.get(kinds.deployment, 'web');
    simulation.pass(3600);
    expect(simulation.get(kinds.deployment, 'web')).toEqual(before);
  });

  it('keeps the minimum of available pods during a rollout', () => {
    simulation.create(deploymentOf('app:1'));
    simulation.pass(5);
    simulation.change(kinds.deployment, 'web', withImage('app:2'));
    let fewest = 3;
    let most = 3;
    for (let tick = 0; tick < 100; tick++) {
      simulation.pass(0.1);
      const available = simulation
        .pods()
        .filter(pod => statusOf(pod).phase === 'Running');
      fewest = Math.min(fewest, available.length);
      most = Math.max(most, simulation.pods().length);
    }
    expect([fewest, most]).toEqual([3, 4]);
    expect(images()).toEqual(['app:2', 'app:2', 'app:2']);
    expect(says('Progressing')).toEqual(['True', 'NewReplicaSetAvailable']);
    expect(status()).toMatchObject({ observedGeneration: 2, replicas: 3 });
    expect(
      simulation.get(kinds.deployment, 'web').metadata.annotations,
    ).toMatchObject({ 'deployment.kubernetes.io/revision': '2' });
  });

  it('deletes all old pods before it creates new ones with the strategy Recreate', () => {
    simulation.create(
      deploymentOf('app:1', { strategy: { type: 'Recreate' } }),
    );
    simulation.pass(5);
    simulation.change(kinds.deployment, 'web', withImage('app:2'));
    for (let tick = 0; tick < 50; tick++) {
      simulation.pass(0.1);
      expect(new Set(images()).size).toBeLessThan(2);
    }
    expect(images()).toEqual(['app:2', 'app:2', 'app:2']);
  });

  it('reuses the old ReplicaSet after a rollback', () => {
    simulation.create(deploymentOf('app:1'));
    simulation.pass(5);
    const [first] = simulation.names(kinds.replicaSet);
    simulation.change(kinds.deployment, 'web', withImage('app:2'));
    simulation.pass(10);
    simulation.change(kinds.deployment, 'web', withImage('app:1'));
    simulation.pass(10);
    expect(simulation.names(kinds.replicaSet)).toHaveLength(2);
    expect(specOf(simulation.get(kinds.replicaSet, first)).replicas).toBe(3);
    expect(
      simulation.get(kinds.replicaSet, first).metadata.annotations,
    ).toMatchObject({ 'deployment.kubernetes.io/revision': '3' });
  });

  it('scales up, down and to zero', () => {
    simulation.create(deploymentOf('app:1'));
    simulation.pass(5);
    for (const replicas of [5, 1, 0]) {
      simulation.change(kinds.deployment, 'web', object => ({
        ...object,
        spec: { ...specOf(object), replicas },
      }));
      simulation.pass(5);
      expect(simulation.pods()).toHaveLength(replicas);
    }
    expect(says('Progressing')).toEqual(['True', 'NewReplicaSetAvailable']);
  });

  it('fails by annotation, keeps the old pods and exceeds its deadline', () => {
    simulation.create(deploymentOf('app:1'));
    simulation.pass(5);
    simulation.change(kinds.deployment, 'web', object => ({
      ...object,
      spec: {
        ...specOf(object),
        progressDeadlineSeconds: 30,
        template: podTemplate('app:2', {
          annotations: { [behaviourAnnotations.fail]: 'ImagePullBackOff' },
        }),
      },
    }));
    simulation.pass(10);
    expect(says('Progressing')).toEqual(['True', 'ReplicaSetUpdated']);
    expect(says('Available')).toEqual(['True', 'MinimumReplicasAvailable']);
    const failing = simulation
      .pods()
      .find(pod => statusOf(pod).phase === 'Pending');
    expect(failing && statusOf(failing)).toMatchObject({
      containerStatuses: [
        {
          ready: false,
          state: {
            waiting: {
              reason: 'ImagePullBackOff',
              message: 'Back-off pulling image "app:2"',
            },
          },
        },
      ],
    });
    simulation.pass(30);
    expect(says('Progressing')).toEqual(['False', 'ProgressDeadlineExceeded']);
  });

  it('fails after a delay and recovers when the annotation is removed', () => {
    simulation.create({
      ...deploymentOf('app:1'),
      metadata: {
        name: 'web',
        annotations: {
          [behaviourAnnotations.fail]: 'CrashLoopBackOff',
          [behaviourAnnotations.failAfter]: '20',
          [behaviourAnnotations.message]: 'out of luck',
        },
      },
    });
    simulation.pass(10);
    expect(says('Available')).toEqual(['True', 'MinimumReplicasAvailable']);
    simulation.pass(30);
    expect(says('Available')).toEqual(['False', 'MinimumReplicasUnavailable']);
    const [pod] = simulation.pods();
    expect(statusOf(pod)).toMatchObject({
      phase: 'Running',
      containerStatuses: [
        {
          restartCount: 2,
          state: {
            waiting: { reason: 'CrashLoopBackOff', message: 'out of luck' },
          },
        },
      ],
    });
    simulation.change(kinds.deployment, 'web', object => {
      const { [behaviourAnnotations.fail]: _, ...annotations } =
        object.metadata.annotations ?? {};
      return { ...object, metadata: { ...object.metadata, annotations } };
    });
    simulation.pass(5);
    expect(says('Available')).toEqual(['True', 'MinimumReplicasAvailable']);
  });

  it('fails by an environment variable', () => {
    const containers = [
      {
        name: 'main',
        image: 'app:1',
        env: [{ name: 'SIMULATED_FAIL', value: 'ErrImagePull' }],
      },
    ];
    simulation.create(
      deploymentOf('app:1', { template: podTemplate('', {}, { containers }) }),
    );
    simulation.pass(5);
    expect(simulation.phases()).toEqual(['Pending', 'Pending', 'Pending']);
  });

  it('continues after a crash during a rollout', () => {
    simulation.create(deploymentOf('app:1'));
    simulation.pass(5);
    simulation.change(kinds.deployment, 'web', withImage('app:2'));
    for (let crashes = 0; crashes < 4; crashes++) {
      simulation.pass(0.7);
      simulation.crash();
    }
    simulation.pass(10);
    expect(images()).toEqual(['app:2', 'app:2', 'app:2']);
    expect(says('Progressing')).toEqual(['True', 'NewReplicaSetAvailable']);
  });

  it('keeps revisions up to the history limit', () => {
    simulation.create(deploymentOf('app:1', { revisionHistoryLimit: 1 }));
    simulation.pass(5);
    for (const image of ['app:2', 'app:3', 'app:4']) {
      simulation.change(kinds.deployment, 'web', withImage(image));
      simulation.pass(10);
    }
    expect(simulation.names(kinds.replicaSet)).toHaveLength(2);
  });
});
