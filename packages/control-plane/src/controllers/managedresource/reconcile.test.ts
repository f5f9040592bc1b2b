import { systemClock } from '@promenade/kube-client';
import {
  ManagedResource,
  getCondition,
  managedResourceKind,
} from '@promenade/openchoreo-model';
import {
  InMemoryCluster,
  aManagedResource,
  aProject,
  aServiceBinding,
  anEnvironment,
  ofComponent,
  reconcileUntilStable,
  withSpec,
} from '../../test/__testUtils__';
import { managedResourceReconciler } from './reconcile';

const at = (environment: string, more: object = {}) => ({
  environment,
  host: `orders.${environment}.test`,
  port: 5432,
  ...more,
});

const described = (...environments: object[]) =>
  aManagedResource('orders', withSpec({ environments }));

const connected = (name: string, environment: string) =>
  aServiceBinding(
    name,
    ofComponent(name),
    withSpec({
      environment,
      workloadSpec: {
        connections: {
          orders: {
            type: 'managed',
            managed: { resource: 'orders' },
            inject: { env: [] },
          },
        },
      },
    }),
  );

async function statusOf(
  resource: ManagedResource,
  ...others: ConstructorParameters<typeof InMemoryCluster>
) {
  const cluster = new InMemoryCluster(
    anEnvironment('development'),
    anEnvironment('production'),
    resource,
    ...others,
  );
  await reconcileUntilStable(cluster, [
    managedResourceKind,
    managedResourceReconciler({ clock: systemClock }),
  ]);
  const [{ status }] = cluster.list(managedResourceKind);
  return {
    writes: cluster.writes.length,
    status,
    ready: getCondition(status?.conditions, 'Ready'),
  };
}

describe('row 35: a managed resource', () => {
  it('says where it can be connected to, and how many do', async () => {
    const { status, ready } = await statusOf(
      described(at('development'), at('production')),
      connected('shop', 'development'),
      connected('bill', 'development'),
      connected('else', 'staging'),
    );
    expect(ready).toMatchObject({ status: 'True', reason: 'Described' });
    expect(status).toMatchObject({
      environments: 'development, production',
      connections: 2,
    });
  });

  it('writes once, and nothing at rest', async () => {
    expect((await statusOf(described(at('development')))).writes).toBe(1);
  });

  it.each([
    ['no environment', [], 'NoEnvironments', /spec\.environments/],
    [
      'an environment that there is not',
      [at('nowhere')],
      'EnvironmentNotFound',
      /^Environment "nowhere" not found/,
    ],
    [
      'a host that is none',
      [at('development', { host: 'http://a' })],
      'InvalidConfiguration',
      /^spec\.environments\[development\]\.host: "http:\/\/a" is not a host name/,
    ],
    [
      'a name that every connection has',
      [at('development', { values: { url: 'a' } })],
      'InvalidConfiguration',
      /values\.url: every connection has something of that name/,
    ],
    [
      'a name that templates cannot take',
      [at('development', { secrets: { 'a-b': { vaultKey: 'c' } } })],
      'InvalidConfiguration',
      /secrets\.a-b: templates cannot take it/,
    ],
    [
      'a value and a secret of one name',
      [
        at('development', {
          values: { user: 'a' },
          secrets: { user: { vaultKey: 'b' } },
        }),
      ],
      'InvalidConfiguration',
      /secrets\.user: there is a value of that name/,
    ],
    [
      'a secret that is nowhere',
      [at('development', { secrets: { user: {} } })],
      'InvalidConfiguration',
      /secrets\.user: it needs one of vaultKey and secretRef/,
    ],
  ])('with %s says so', async (_, environments, reason, message) => {
    const { ready } = await statusOf(described(...environments));
    expect(ready).toMatchObject({
      status: 'False',
      reason,
      message: expect.stringMatching(message),
    });
  });

  it('of a project that there is not says so, and is ready with it', async () => {
    const resource = aManagedResource(
      'orders',
      withSpec({
        owner: { projectName: 'shop' },
        environments: [at('development')],
      }),
    );
    expect((await statusOf(resource)).ready?.reason).toBe('ProjectNotFound');
    expect((await statusOf(resource, aProject('shop'))).ready?.status).toBe(
      'True',
    );
  });
});
