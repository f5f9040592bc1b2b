import { podTemplate, Simulation } from './__testUtils__/simulation';
import { kinds, nameOf, specOf, statusOf } from './cluster';

let simulation: Simulation;

beforeEach(() => {
  simulation = new Simulation();
  simulation.create({
    ...kinds.statefulSet,
    metadata: { name: 'db' },
    spec: {
      replicas: 3,
      serviceName: 'db',
      selector: { matchLabels: { app: 'web' } },
      template: podTemplate('db:1'),
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: {
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage: '1Gi' } },
          },
        },
      ],
    },
  });
});

afterEach(() => simulation.close());

describe('a simulated StatefulSet', () => {
  it('starts its pods in order', () => {
    simulation.pass(0.5);
    expect(simulation.names(kinds.pod)).toEqual(['db-0']);
    simulation.pass(1);
    expect(simulation.names(kinds.pod)).toEqual(['db-0', 'db-1']);
    simulation.pass(5);
    const status = statusOf(simulation.get(kinds.statefulSet, 'db'));
    expect(status).toMatchObject({
      replicas: 3,
      readyReplicas: 3,
      availableReplicas: 3,
      currentReplicas: 3,
      updatedReplicas: 3,
    });
    expect(status.currentRevision).toBe(status.updateRevision);
  });

  it('creates a claim for each pod and keeps it', () => {
    simulation.pass(10);
    expect(simulation.names(kinds.claim)).toEqual([
      'data-db-0',
      'data-db-1',
      'data-db-2',
    ]);
    expect(statusOf(simulation.get(kinds.claim, 'data-db-0')).phase).toBe(
      'Bound',
    );
    simulation.change(kinds.statefulSet, 'db', object => ({
      ...object,
      spec: { ...specOf(object), replicas: 1 },
    }));
    simulation.pass(10);
    expect(simulation.names(kinds.pod)).toEqual(['db-0']);
    expect(simulation.names(kinds.claim)).toHaveLength(3);
  });

  it('replaces its pods in reverse order', () => {
    simulation.pass(10);
    simulation.change(kinds.statefulSet, 'db', object => ({
      ...object,
      spec: { ...specOf(object), template: podTemplate('db:2') },
    }));
    const replaced: string[] = [];
    for (let tick = 0; tick < 100; tick++) {
      simulation.pass(0.1);
      for (const pod of simulation.pods()) {
        const isNew = JSON.stringify(specOf(pod)).includes('db:2');
        if (isNew && !replaced.includes(nameOf(pod)))
          replaced.push(nameOf(pod));
      }
    }
    expect(replaced).toEqual(['db-2', 'db-1', 'db-0']);
    const status = statusOf(simulation.get(kinds.statefulSet, 'db'));
    expect(status.currentRevision).toBe(status.updateRevision);
  });

  it('reports different revisions during a rollout', () => {
    simulation.pass(10);
    simulation.change(kinds.statefulSet, 'db', object => ({
      ...object,
      spec: { ...specOf(object), template: podTemplate('db:2') },
    }));
    simulation.pass(0.5);
    const status = statusOf(simulation.get(kinds.statefulSet, 'db'));
    expect(status.currentRevision).not.toBe(status.updateRevision);
  });
});
