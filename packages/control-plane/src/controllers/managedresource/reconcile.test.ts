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

describe('a managed resource', () => {
  it('reports its environments and the number of connections', async () => {
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

  it('is written once', async () => {
    expect((await statusOf(described(at('development')))).writes).toBe(1);
  });

  it.each([
    ['no environment', [], 'NoEnvironments', /spec\.environments/],
    [
      'a missing environment',
      [at('nowhere')],
      'EnvironmentNotFound',
      /^Environment "nowhere" not found/,
    ],
    [
      'an invalid host',
      [at('development', { host: 'http://a' })],
      'InvalidConfiguration',
      /^spec\.environments\[development\]\.host: "http:\/\/a" is not a host name/,
    ],
    [
      'a reserved name',
      [at('development', { values: { url: 'a' } })],
      'InvalidConfiguration',
      /values\.url: the name is reserved/,
    ],
    [
      'a name that templates cannot reference',
      [at('development', { secrets: { 'a-b': { vaultKey: 'c' } } })],
      'InvalidConfiguration',
      /secrets\.a-b: templates cannot reference this name/,
    ],
    [
      'a value and a secret with one name',
      [
        at('development', {
          values: { user: 'a' },
          secrets: { user: { vaultKey: 'b' } },
        }),
      ],
      'InvalidConfiguration',
      /secrets\.user: a value has the same name/,
    ],
    [
      'a secret without a source',
      [at('development', { secrets: { user: {} } })],
      'InvalidConfiguration',
      /secrets\.user: set exactly one of vaultKey and secretRef/,
    ],
  ])('with %s reports the error', async (_, environments, reason, message) => {
    const { ready } = await statusOf(described(...environments));
    expect(ready).toMatchObject({
      status: 'False',
      reason,
      message: expect.stringMatching(message),
    });
  });

  it('reports a missing project, and becomes ready with it', async () => {
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
