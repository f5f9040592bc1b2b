import {
  KubernetesObject,
  Release,
  ServiceBinding,
  WorkloadConnection,
  cellNamespace,
  componentKind,
  dataPlaneKind,
  managedResourceKind,
  promotionKind,
  releaseKind,
  serviceBindingKind,
  workloadKind,
} from '@promenade/openchoreo-model';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import {
  Modifier,
  aComponent,
  aManagedResource,
  aProject,
  aPromotion,
  aService,
  aWorkload,
  fromTo,
  anAPIClass,
  withWorkloadName,
  inProject,
  ofComponent,
  withImage,
  testProject,
  withSpec,
} from '../__testUtils__';
import {
  TestPlatform,
  startTestPlatform,
} from '../__testUtils__/test-platform';
import { jsonAt } from '../../runtime/json';
import { TypedResource } from '../../runtime/read';

jest.setTimeout(180_000);

const objectSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().optional(),
  }),
});

/** A kind of the data plane, which belongs to no namespace. */
const egressPolicy: TypedResource<z.infer<typeof objectSchema>> = {
  group: 'cilium.io',
  version: 'v2',
  apiVersion: 'cilium.io/v2',
  kind: 'CiliumEgressGatewayPolicy',
  plural: 'ciliumegressgatewaypolicies',
  scope: 'Cluster',
  schema: objectSchema,
};

let platform: TestPlatform;

beforeAll(async () => {
  platform = await startTestPlatform();
  await platform.apply(anAPIClass('default'), aProject('stock'));
});

afterAll(() => platform?.stop());

/** A component of a project, deployed to `development`. */
const component = (
  name: string,
  project: string,
  connections: Record<string, object>,
  ...service: Modifier[]
): KubernetesObject[] => [
  aComponent(name, inProject(project)),
  aWorkload(
    name,
    ofComponent(name, project),
    withImage('registry.test/app:1'),
    withSpec({ connections }),
  ),
  aService(
    name,
    ofComponent(name, project),
    withWorkloadName(name),
    ...service,
  ),
];

/** A connection that sets the variable `PEER`. */
const connection = (
  of: Partial<WorkloadConnection>,
  value = '{{ .uri }}',
): object => ({
  inject: { env: [{ name: 'PEER', value }] },
  ...of,
});

const to = (
  componentName: string,
  more: Partial<WorkloadConnection> = {},
  projectName = testProject,
) =>
  connection({
    type: 'api',
    params: { projectName, componentName, endpoint: 'api' },
    ...more,
  });

const isReady = (name: string) =>
  platform.waitForCondition(componentKind, name, { status: 'True' });

const waits = (binding: string) =>
  platform.waitForCondition(serviceBindingKind, binding, {
    status: 'False',
    reason: 'ConnectionsPending',
  });

/** What a Release has of a kind, as text. */
function textOf({ spec }: Release, kind: string): string {
  return JSON.stringify(
    (spec.resources ?? [])
      .map(({ object }) => object)
      .filter(object => object.kind === kind),
  );
}

const untilReleased = (name: string, kind: string, text: string | RegExp) =>
  platform.waitFor(releaseKind, name, release =>
    typeof text === 'string'
      ? textOf(release, kind).includes(text)
      : text.test(textOf(release, kind)),
  );

describe('connections between components', () => {
  it('in a cycle of three are resolved in any order of creation', async () => {
    await platform.apply(
      ...component('first', testProject, { next: to('second') }),
    );
    expect(await waits('first')).toContain('first connects to second');
    await platform.apply(
      ...component('second', testProject, { next: to('third') }),
      ...component('third', testProject, { next: to('first') }),
    );
    await Promise.all(['first', 'second', 'third'].map(isReady));
    await untilReleased(
      'third',
      'Deployment',
      /"value":"http:\/\/first-\w+:8080"/,
    );
  });

  it('have a state each in the status of the binding', async () => {
    const states = (found: ServiceBinding) =>
      found.status?.connections?.map(({ name, state }) => `${name} ${state}`);
    const have = (...expected: string[]) =>
      platform.waitFor(serviceBindingKind, 'caller', found =>
        isDeepStrictEqual(states(found), expected),
      );
    await platform.apply(
      ...component('caller', testProject, {
        bad: connection({
          type: 'external',
          external: { host: 'not a host', port: 443 },
        }),
        late: to('callee'),
        out: connection({
          type: 'external',
          external: { host: 'api.example.com', port: 443 },
        }),
      }),
    );
    const { status } = await have(
      'bad Invalid',
      'late Pending',
      'out Resolved',
    );
    expect(status?.connections).toMatchObject([
      { message: expect.stringContaining('connections.bad.external.host') },
      { message: expect.stringContaining('which is not deployed') },
      {},
    ]);
    await platform.apply(...component('callee', testProject, {}));
    await have('bad Invalid', 'late Resolved', 'out Resolved');
  });

  it('follow a target that changes, is deleted and is recreated, and can be suspended meanwhile', async () => {
    await platform.apply(
      ...component('mover', testProject, {}),
      ...component('follower', testProject, { peer: to('mover') }),
    );
    await isReady('follower');
    await platform.patch(workloadKind, 'mover', {
      endpoints: { api: { port: 9090 } },
    });
    const moved = await untilReleased('follower', 'Deployment', ':9090');

    await platform.patch(serviceBindingKind, 'mover', {
      releaseState: 'Undeploy',
    });
    await waits('follower');
    const kept = await platform.waitFor(releaseKind, 'follower', () => true);
    expect(kept.spec).toEqual(moved.spec);

    await platform.patch(serviceBindingKind, 'follower', {
      releaseState: 'Suspend',
    });
    await platform.waitForCondition(serviceBindingKind, 'follower', {
      status: 'False',
      reason: 'ResourcesSuspended',
    });
    await platform.patch(serviceBindingKind, 'follower', {
      releaseState: 'Active',
    });
    await waits('follower');

    await platform.patch(serviceBindingKind, 'mover', {
      releaseState: 'Active',
    });
    await isReady('follower');
  });

  it('that are pending are not retried without a change', async () => {
    await platform.apply(
      ...component('patient', testProject, { peer: to('nobody') }),
    );
    await waits('patient');
    await platform.waitUntilIdle();
    const version = async () => {
      const { metadata } = await platform.client.get<KubernetesObject>(
        serviceBindingKind,
        { namespace: platform.organization, name: 'patient' },
      );
      return metadata.resourceVersion;
    };
    const before = await version();
    await platform.apply(...component('bystander', testProject, {}));
    await isReady('bystander');
    await platform.waitUntilIdle();
    expect(await version()).toBe(before);
  });

  it('are pending until their target is promoted to the environment', async () => {
    await platform.apply(
      ...component('early', testProject, { peer: to('late') }),
      ...component('late', testProject, {}),
    );
    await Promise.all(['early', 'late'].map(isReady));
    const promote = (name: string) =>
      platform.apply(
        aPromotion(
          `${name}-to-staging`,
          ofComponent(name),
          fromTo('development', 'staging'),
        ),
      );
    await promote('early');
    expect(await waits('early-staging')).toContain(
      'late (endpoint api), which is not deployed in staging',
    );
    await promote('late');
    await platform.waitForCondition(serviceBindingKind, 'early-staging', {
      status: 'True',
    });
    await platform.waitForCondition(promotionKind, 'late-to-staging', {
      type: 'Complete',
      status: 'True',
    });
  });
});

describe('connections to managed resources', () => {
  it('are pending until one exists, follow its changes, and contain no secret', async () => {
    await platform.apply(
      ...component('client', testProject, {
        database: connection(
          { type: 'managed', managed: { resource: 'orders' } },
          '{{ .user }}@{{ .host }}',
        ),
      }),
    );
    expect(await waits('client')).toContain('Create a ManagedResource');
    const described = (host: string) => ({
      environments: [
        {
          environment: 'development',
          host,
          port: 5432,
          secrets: { user: { secretRef: { name: 'orders', key: 'user' } } },
        },
      ],
    });
    await platform.apply(
      aManagedResource('orders', withSpec(described('one.test'))),
    );
    await untilReleased(
      'client',
      'Deployment',
      /"secretKeyRef":{"key":"user","name":"orders"}.*\$\(CONNECTION_DATABASE__USER\)@one\.test/,
    );
    await platform.patch(managedResourceKind, 'orders', described('two.test'));
    const moved = await untilReleased('client', 'Deployment', '@two.test');
    const { status } = await platform.waitFor(
      managedResourceKind,
      'orders',
      resource => resource.status?.connections === 1,
    );
    expect(status).toMatchObject({ environments: 'development' });

    await platform.client.delete(managedResourceKind, {
      namespace: platform.organization,
      name: 'orders',
    });
    await waits('client');
    const kept = await platform.waitFor(releaseKind, 'client', () => true);
    expect(kept.spec).toEqual(moved.spec);
  });
});

describe('connections with mutual authentication', () => {
  it('are pending until the data plane supports it, and leave nothing at the target when they are deleted', async () => {
    await platform.apply(
      ...component('vault', testProject, {}),
      ...component('guest', testProject, {
        peer: to('vault', { security: { mtls: 'Required' } }),
      }),
    );
    expect(
      await platform.waitForCondition(serviceBindingKind, 'guest', {
        status: 'False',
        reason: 'InvalidConfiguration',
      }),
    ).toMatch(/^spec\.workloadSpec\.connections\.peer\.security\.mtls: /);
    await platform.patch(dataPlaneKind, 'default', {
      mutualAuthentication: 'cilium',
    });
    await untilReleased('guest', 'CiliumNetworkPolicy', '"egress":[{"auth');
    await untilReleased('vault', 'CiliumNetworkPolicy', '"ingress":[{"auth');
    await Promise.all(['guest', 'vault'].map(isReady));
    await platform.patch(workloadKind, 'guest', { connections: null });
    await untilReleased('vault', 'CiliumNetworkPolicy', /^\[\]$/);
  });
});

describe('connections through egress nodes of Cilium', () => {
  it('have a cluster-wide policy, which is deleted with them', async () => {
    await platform.patch(dataPlaneKind, 'default', {
      gateway: {
        egress: {
          provider: 'cilium-egress',
          nodeSelector: { 'example.com/egress': 'true' },
        },
      },
    });
    const external = { host: '192.0.2.0/24', port: 5432 };
    await platform.apply(
      ...component('outward', testProject, {
        far: connection({ type: 'external', external }, '192.0.2.7'),
      }),
    );
    const release = await untilReleased(
      'outward',
      'CiliumEgressGatewayPolicy',
      '192.0.2.0/24',
    );
    await isReady('outward');
    const [name] = (release.spec.resources ?? [])
      .filter(({ object }) => object.kind === egressPolicy.kind)
      .map(({ object }) => String(jsonAt(object, 'metadata', 'name')));
    const policy = await platform.client.get<KubernetesObject>(egressPolicy, {
      name,
    });
    expect(policy.metadata.namespace).toBeUndefined();
    await platform.patch(workloadKind, 'outward', { connections: null });
    await platform.waitUntilGone(egressPolicy, { name });
  });
});

describe('connections with a policy', () => {
  it('through the organization gateway have their own route at the target', async () => {
    await platform.apply(
      ...component(
        'shelf',
        'stock',
        {},
        withSpec({
          apis: {
            api: {
              type: 'REST',
              className: 'default',
              rest: {
                backend: { port: 8080, basePath: '/v1' },
                exposeLevels: ['Organization'],
              },
            },
          },
        }),
      ),
      ...component('buyer', testProject, {
        peer: to('shelf', { policy: { timeout: '2s' } }, 'stock'),
      }),
    );
    const buyer = await untilReleased('buyer', 'Deployment', '/stock/shelf/v1');
    const [, host] =
      /"value":"https:\/\/([^:]+):8443\/stock/.exec(
        textOf(buyer, 'Deployment'),
      ) ?? [];
    const shelf = await untilReleased('shelf', 'HTTPRoute', `"${host}"`);
    expect(textOf(shelf, 'BackendTrafficPolicy')).toContain(
      '"requestTimeout":"2s"',
    );
    expect(
      (shelf.spec.resources ?? []).map(({ object }) =>
        jsonAt(object, 'metadata', 'namespace'),
      ),
    ).toEqual(
      expect.arrayContaining([
        cellNamespace(platform.organization, 'stock', 'development'),
      ]),
    );
  });
});
