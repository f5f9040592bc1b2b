import { Simulation } from './__testUtils__/simulation';
import { kinds, statusOf } from './cluster';

let simulation: Simulation;

beforeEach(() => {
  simulation = new Simulation();
});

afterEach(() => simulation.close());

function createQuota(hard: Record<string, string>) {
  simulation.create({
    ...kinds.resourceQuota,
    metadata: { name: 'cell' },
    spec: { hard },
  });
}

function createPod(name: string, resources: object) {
  simulation.create({
    ...kinds.pod,
    metadata: { name },
    spec: { containers: [{ name: 'main', image: 'app:1', resources }] },
  });
}

const quotaStatus = () => {
  simulation.pass(1);
  return statusOf(simulation.get(kinds.resourceQuota, 'cell'));
};

describe('a simulated ResourceQuota', () => {
  it('reports what pods request, and follows pods that are created and deleted', () => {
    createQuota({ pods: '10', 'limits.cpu': '4', memory: '8Gi' });
    expect(quotaStatus()).toEqual({
      hard: { pods: '10', 'limits.cpu': '4', memory: '8Gi' },
      used: { pods: '0', 'limits.cpu': '0', memory: '0' },
    });
    createPod('a', {
      limits: { cpu: '500m', memory: '64Mi' },
      requests: { cpu: '100m', memory: '32Mi' },
    });
    createPod('b', { limits: { cpu: '1', memory: '64Mi' } });
    expect(quotaStatus().used).toEqual({
      pods: '2',
      'limits.cpu': '1500m',
      memory: '96Mi',
    });
    simulation.cluster.delete(simulation.get(kinds.pod, 'b'));
    expect(quotaStatus().used).toMatchObject({
      pods: '1',
      'limits.cpu': '500m',
    });
  });

  it('counts the defaults of a LimitRange', () => {
    simulation.create({
      ...kinds.limitRange,
      metadata: { name: 'cell' },
      spec: {
        limits: [
          {
            type: 'Container',
            default: { cpu: '500m' },
            defaultRequest: { cpu: '100m' },
          },
        ],
      },
    });
    createQuota({ 'limits.cpu': '4', 'requests.cpu': '2' });
    createPod('a', {});
    expect(quotaStatus().used).toEqual({
      'limits.cpu': '500m',
      'requests.cpu': '100m',
    });
  });

  it('leaves out what it does not count', () => {
    createQuota({ 'count/deployments.apps': '3', pods: '1' });
    expect(quotaStatus().used).toEqual({ pods: '0' });
  });
});
