import { systemClock } from '@promenade/kube-client';
import {
  EndpointStatus,
  endpointKind,
  getCondition,
  serviceBindingKind,
} from '@promenade/openchoreo-model';
import {
  InMemoryCluster,
  aServiceBinding,
  ofComponent,
  reconcileUntilStable,
  withSpec,
} from '../../test/__testUtils__';
import { classTypes } from '../../core/component-type/binding-types';
import { endpointReconciler } from './reconcile';

const [serviceType] = classTypes;
const inside = { host: 'greeter', port: 8080, uri: 'http://greeter:8080' };
const outside = {
  host: 'dev.test',
  port: 8443,
  uri: 'https://dev.test:8443/shop/greeter',
};

const reporting = (...endpoints: EndpointStatus[]) => ({
  ...aServiceBinding(
    'greeter',
    ofComponent('greeter'),
    withSpec({
      environment: 'development',
      workloadSpec: {
        endpoints: { api: { type: 'REST', port: 8080, basePath: '/v1' } },
      },
    }),
  ),
  status: { endpoints },
});

const reconcile = (cluster: InMemoryCluster) =>
  reconcileUntilStable(cluster, [
    serviceBindingKind,
    endpointReconciler(serviceType, { clock: systemClock }),
  ]);

describe('Endpoints', () => {
  it('have a valid label for any endpoint name', async () => {
    const names = ['Upper_Case', 'my endpoint!', 'e'.repeat(70)];
    const cluster = new InMemoryCluster(
      reporting(...names.map(name => ({ name, type: 'TCP', project: inside }))),
    );
    await reconcile(cluster);
    const found = cluster
      .list(endpointKind)
      .map(({ metadata }) => metadata.labels?.['openchoreo.dev/name']);
    expect(found).toEqual([
      'Upper_Case',
      expect.stringMatching(/^my-endpoint-[0-9a-f]{8}$/),
      expect.stringMatching(/^e{54}-[0-9a-f]{8}$/),
    ]);
  });

  it('have type, backend, visibility and address of a binding', async () => {
    const cluster = new InMemoryCluster(
      reporting({
        name: 'api',
        type: 'REST',
        project: inside,
        public: outside,
      }),
    );
    await reconcile(cluster);
    const [endpoint, ...more] = cluster.list(endpointKind);
    expect(more).toEqual([]);
    expect(endpoint).toMatchObject({
      metadata: {
        labels: {
          'openchoreo.dev/name': 'api',
          'openchoreo.dev/component': 'greeter',
        },
        ownerReferences: [
          { kind: 'ServiceBinding', name: 'greeter', controller: true },
        ],
      },
      spec: {
        type: 'REST',
        backendRef: {
          type: 'componentRef',
          componentRef: { port: 8080 },
          basePath: '/v1',
        },
        networkVisibilities: {
          organization: { enable: false },
          public: { enable: true },
        },
      },
      status: { address: outside.uri },
    });
    expect(getCondition(endpoint.status?.conditions, 'Published')?.status).toBe(
      'True',
    );
  });

  it('cost one write each, and none without changes', async () => {
    const cluster = new InMemoryCluster(
      reporting({ name: 'api', type: 'REST', project: inside }),
    );
    await reconcile(cluster);
    expect(cluster.writes.map(({ verb }) => verb)).toEqual(['create']);
  });

  it('follow the binding, and changes by others are reverted', async () => {
    const cluster = new InMemoryCluster(
      reporting({ name: 'api', type: 'REST', public: outside }),
    );
    await reconcile(cluster);
    const [{ metadata, ...endpoint }] = cluster.list(endpointKind);
    cluster.apply({
      ...endpoint,
      metadata,
      spec: { ...endpoint.spec, type: 'TCP' },
    });
    cluster.apply(reporting({ name: 'api', type: 'REST', project: inside }));
    await reconcile(cluster);
    expect(cluster.get(endpointKind, metadata)).toMatchObject({
      spec: {
        type: 'REST',
        networkVisibilities: { public: { enable: false } },
      },
      status: { address: inside.uri },
    });
  });

  it('are deleted when the binding loses them', async () => {
    const cluster = new InMemoryCluster(
      reporting({ name: 'api', type: 'REST', project: inside }),
    );
    await reconcile(cluster);
    cluster.apply(reporting());
    await reconcile(cluster);
    expect(cluster.list(endpointKind)).toEqual([]);
  });

  it('have no finalizer, so that they are deleted with their binding', async () => {
    const binding = reporting({ name: 'api', type: 'REST', project: inside });
    const cluster = new InMemoryCluster(binding);
    await reconcile(cluster);
    expect(cluster.list(endpointKind)).toEqual([
      expect.objectContaining({
        metadata: expect.not.objectContaining({
          finalizers: expect.anything(),
        }),
      }),
    ]);
    cluster.delete(binding);
    expect(cluster.list(endpointKind)).toEqual([]);
  });
});
