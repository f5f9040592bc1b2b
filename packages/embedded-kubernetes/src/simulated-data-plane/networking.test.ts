import { listAt, objectAt } from '../schema/json';
import { asJson } from '../schema/kube-json';
import { deploymentOf, Simulation } from './__testUtils__/simulation';
import { kinds, statusOf } from './cluster';
import { isTrue } from '../api/conditions';

let simulation: Simulation;

beforeEach(() => {
  simulation = new Simulation();
});

afterEach(() => simulation.close());

function createService(spec: object = {}) {
  simulation.create({
    ...kinds.service,
    metadata: { name: 'web' },
    spec: {
      selector: { app: 'web' },
      ports: [{ name: 'http', port: 80, targetPort: 8080 }],
      ...spec,
    },
  });
}

function createRoute(kind = kinds.httpRoute) {
  simulation.create({
    ...kind,
    metadata: { name: 'web' },
    spec: {
      parentRefs: [
        { name: 'gateway-external', namespace: 'openchoreo-data-plane' },
        { name: 'nowhere' },
      ],
      rules: [{ backendRefs: [{ name: 'web', port: 80 }] }],
    },
  });
}

describe('the simulated network', () => {
  it('updates the endpoints of a Service when pods become ready or are deleted', () => {
    createService();
    simulation.create(deploymentOf('app:1'));
    const endpoints = () => {
      const [slice] = simulation.cluster.list(kinds.endpointSlice, 'default');
      return listAt(asJson(slice), 'endpoints').map(
        endpoint => objectAt(endpoint, 'conditions').ready,
      );
    };
    simulation.pass(5);
    expect(endpoints()).toEqual([true, true, true]);
    const [pod] = simulation.pods();
    simulation.cluster.delete(pod);
    simulation.pass(0.1);
    expect(endpoints()).toEqual([true, true]);
    simulation.pass(5);
    expect(endpoints()).toEqual([true, true, true]);
  });

  it('assigns an address to a load balancer', () => {
    createService({ type: 'LoadBalancer' });
    simulation.pass(1);
    expect(statusOf(simulation.get(kinds.service, 'web'))).toEqual({
      loadBalancer: { ingress: [{ ip: '127.0.0.1', ipMode: 'VIP' }] },
    });
  });

  it('syncs ExternalSecrets', () => {
    simulation.create({
      ...kinds.externalSecret,
      metadata: { name: 'keys' },
      spec: { secretStoreRef: { name: 'vault' }, target: { name: 'keys' } },
    });
    simulation.pass(1);
    const status = statusOf(simulation.get(kinds.externalSecret, 'keys'));
    expect(isTrue(status, 'Ready')).toBe(true);
  });

  it('accepts and programs gateways', () => {
    simulation.pass(1);
    for (const gateway of simulation.cluster.list(kinds.gateway)) {
      expect(isTrue(statusOf(gateway), 'Accepted')).toBe(true);
      expect(isTrue(statusOf(gateway), 'Programmed')).toBe(true);
    }
    expect(simulation.cluster.list(kinds.gateway)).toHaveLength(2);
  });

  it('accepts a route of an existing gateway and resolves its Service', () => {
    createRoute();
    simulation.pass(1);
    const parents = () =>
      listAt(statusOf(simulation.get(kinds.httpRoute, 'web')), 'parents').map(
        parent => [
          isTrue(objectAt({ parent }, 'parent'), 'Accepted'),
          isTrue(objectAt({ parent }, 'parent'), 'ResolvedRefs'),
        ],
      );
    expect(parents()).toEqual([
      [true, false],
      [false, false],
    ]);
    createService();
    simulation.pass(1);
    expect(parents()).toEqual([
      [true, true],
      [false, true],
    ]);
    const [external] = simulation.cluster.list(kinds.gateway);
    expect(listAt(statusOf(external), 'listeners')).toEqual([
      expect.objectContaining({ name: 'https', attachedRoutes: 1 }),
    ]);
  });

  it('accepts policies for their targets', () => {
    const targetRef = {
      group: 'gateway.networking.k8s.io',
      kind: 'HTTPRoute',
      name: 'web',
    };
    simulation.create({
      ...kinds.securityPolicy,
      metadata: { name: 'web' },
      spec: { targetRefs: [targetRef] },
    });
    simulation.pass(1);
    const status = statusOf(simulation.get(kinds.securityPolicy, 'web'));
    expect(listAt(status, 'ancestors')).toEqual([
      expect.objectContaining({
        conditions: [
          expect.objectContaining({ type: 'Accepted', status: 'True' }),
        ],
      }),
    ]);
  });
});
