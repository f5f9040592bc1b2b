import { systemClock } from '@promenade/kube-client';
import {
  KubernetesObject,
  getCondition,
  releaseKind,
  serviceBindingKind,
} from '@promenade/openchoreo-model';
import {
  InMemoryCluster,
  aDataPlane,
  aServiceBinding,
  aServiceClass,
  anAPIClass,
  anEnvironment,
  createdAt,
  inOrganization,
  ofComponent,
  reconcileUntilStable,
  testOrganization,
  withSpec,
} from '../../test/__testUtils__';
import { classTypes } from '../../core/component-type/binding-types';
import { bindingReconciler } from './reconcile';

const [serviceType] = classTypes;

const organizationWith = (namespace: string, dataPlane = {}) =>
  [
    aDataPlane('default', withSpec(dataPlane)),
    anEnvironment('development'),
    aServiceClass('default'),
    anAPIClass('default'),
  ].map(object => ({ ...object, metadata: { ...object.metadata, namespace } }));

const offering = (name: string, namespace: string, basePath: string) =>
  aServiceBinding(
    name,
    inOrganization(namespace),
    createdAt('2026-01-01T00:00:00Z'),
    ofComponent('greeter'),
    withSpec({
      environment: 'development',
      workloadSpec: {
        containers: { main: { image: 'registry.test/app:1' } },
        endpoints: { api: { type: 'REST', port: 8080 } },
      },
      apis: {
        api: { type: 'REST', rest: { backend: { port: 8080, basePath } } },
      },
    }),
  );

const reconcile = (cluster: InMemoryCluster) =>
  reconcileUntilStable(cluster, [
    serviceBindingKind,
    bindingReconciler(serviceType, { clock: systemClock }),
  ]);

const readyOf = (cluster: InMemoryCluster, { metadata }: KubernetesObject) =>
  getCondition(
    cluster.get(serviceBindingKind, metadata)?.status?.conditions,
    'Ready',
  );

const routesOf = (cluster: InMemoryCluster, { metadata }: KubernetesObject) =>
  cluster
    .get(releaseKind, metadata)
    ?.spec.resources?.filter(({ object }) => object.kind === 'HTTPRoute');

describe('two components with one host and path', () => {
  const first = offering('first', testOrganization, '/v1');
  const second = offering('second', testOrganization, '/v1');

  it('conflict: the first keeps it, and the second reports the conflict', async () => {
    const cluster = new InMemoryCluster(
      ...organizationWith(testOrganization),
      first,
      second,
    );
    await reconcile(cluster);
    expect(routesOf(cluster, first)).toHaveLength(1);
    expect(routesOf(cluster, second)).toEqual([]);
    expect(readyOf(cluster, second)).toMatchObject({
      status: 'False',
      reason: 'InvalidConfiguration',
      message:
        'spec.apis.api.rest.backend.basePath: path /shop/greeter/v1 is already taken by ' +
        'component "greeter" of project "shop" in development (organization acme) at level Public; ' +
        'use another basePath for one of them',
    });
    expect(readyOf(cluster, first)?.reason).not.toBe('InvalidConfiguration');
  });

  it('do not both report the address', async () => {
    const cluster = new InMemoryCluster(
      ...organizationWith(testOrganization),
      first,
      second,
    );
    await reconcile(cluster);
    expect(
      cluster.get(serviceBindingKind, second.metadata)?.status?.endpoints,
    ).toEqual([{ name: 'api', type: 'REST', project: expect.anything() }]);
  });

  it('do not conflict after the first releases it', async () => {
    const cluster = new InMemoryCluster(
      ...organizationWith(testOrganization),
      first,
      second,
    );
    await reconcile(cluster);
    cluster.apply(offering('first', testOrganization, '/v2'));
    await reconcile(cluster);
    await reconcile(cluster);
    expect(routesOf(cluster, second)).toHaveLength(1);
  });

  it('do not name the component of another organization', async () => {
    const other = offering('other', 'globex', '/v1');
    const cluster = new InMemoryCluster(
      ...organizationWith(testOrganization),
      ...organizationWith('globex'),
      first,
      other,
    );
    await reconcile(cluster);
    expect(readyOf(cluster, other)?.message).toBe(
      'spec.apis.api.rest.backend.basePath: path /shop/greeter/v1 is already taken by ' +
        'a component of another organization at level Public; ' +
        'use another basePath for one of them',
    );
  });

  it('conflict across organizations of one data plane only', async () => {
    const elsewhere = {
      kubernetesCluster: {
        name: 'elsewhere',
        credentials: {
          apiServerURL: 'https://elsewhere.test',
          caCert: '',
          clientCert: '',
          clientKey: '',
        },
      },
    };
    const other = offering('other', 'globex', '/v1');
    const routes = async (dataPlane: object) => {
      const cluster = new InMemoryCluster(
        ...organizationWith(testOrganization),
        ...organizationWith('globex', dataPlane),
        first,
        other,
      );
      await reconcile(cluster);
      return routesOf(cluster, other);
    };
    expect(await routes({})).toEqual([]);
    expect(await routes(elsewhere)).toHaveLength(1);
  });
});
