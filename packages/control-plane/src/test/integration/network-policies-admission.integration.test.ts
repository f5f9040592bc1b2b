import { KubeObject } from '@promenade/kube-client';
import { testProject, withSpec } from '../__testUtils__';
import { describeAdmission } from '../__testUtils__/describe-admission';
import {
  aBinding,
  aDataPlaneWith,
  aProjectWithCell,
  createCellCluster,
  workloadAndRoutes,
  externalConnection,
  renderWithPolicies,
  withEndpointStatus,
  componentConnection,
  withWorkload,
} from '../__testUtils__/cells/cell-cluster';
import { renderBaselinePolicy } from '../../render/baseline/render-baseline-policy';
import { PolicyProvider } from '../../core/isolation/isolation';

jest.setTimeout(60_000);

const cell = {
  ingress: { allowCIDRs: ['198.51.100.0/24', '2001:db8::/32'] },
  egress: {
    allowCIDRs: ['10.20.0.0/16', '192.0.2.1'],
    allowHosts: ['api.example.com', '*.payments.example.com'],
  },
};

const greeter = aBinding(
  'greeter',
  testProject,
  withWorkload({
    connections: {
      stock: componentConnection('warehouse', 'stock'),
      mail: externalConnection('mail.example.com', 587, 'TCP'),
      time: externalConnection('192.0.2.7', 123, 'UDP'),
      range: externalConnection('192.0.2.0/24', 5432),
    },
  }),
  withSpec({
    apis: {
      api: {
        type: 'REST',
        className: 'default',
        rest: {
          backend: { port: 8080, basePath: '/v1' },
          exposeLevels: ['Public', 'Organization'],
          operations: [
            { path: '/books/{id}', method: 'GET' },
            { path: '/books', method: 'POST' },
          ],
        },
      },
    },
  }),
);

const mutual = (component: string) => ({
  ...componentConnection(testProject, component),
  security: { mtls: 'Required' },
});

/** Connected to a ledger, and to a Service of the cluster, and called by a reader. */
const proving = withEndpointStatus(
  aBinding(
    'prover',
    testProject,
    withWorkload({
      connections: {
        ledger: mutual('ledger'),
        database: externalConnection('orders.databases.svc', 5432),
      },
    }),
  ),
);
const reader = aBinding(
  'reader',
  testProject,
  withWorkload({ connections: { prover: mutual('prover') } }),
);

/** Every rule that policies have, of a binding and of its cell. */
function policies(
  isolation: 'Enforced' | 'Audit',
  provider: PolicyProvider,
): KubeObject[] {
  const project = aProjectWithCell({ isolation, ...cell });
  const cluster = createCellCluster(
    project,
    aDataPlaneWith(provider),
    greeter,
    aBinding('stock', 'warehouse'),
  );
  const { result } = renderWithPolicies(
    cluster,
    greeter,
    workloadAndRoutes(greeter, 'gateway-external', 'gateway-internal'),
  );
  const { resource } = renderBaselinePolicy(project, 'development', {
    mode: isolation,
    provider,
  });
  return [
    ...result.resources.map(({ object }) => object),
    resource.object,
  ].filter(({ kind }) => kind.endsWith('NetworkPolicy'));
}

describeAdmission('the policies of cells', ask => {
  it.each([
    ['Enforced', 'cilium', 'CiliumNetworkPolicy'],
    ['Audit', 'cilium', 'CiliumNetworkPolicy'],
    ['Enforced', 'kubernetes', 'NetworkPolicy'],
  ] as const)(
    'that are %s by %s are accepted by the API server with strict validation',
    async (isolation, provider, kind) => {
      const manifests = policies(isolation, provider);
      expect(manifests).toHaveLength(2);
      expect(await ask(manifests)).toEqual({
        rejected: [],
        kinds: [kind],
      });
    },
  );

  it('and of connections with mutual authentication are accepted as well', async () => {
    const { result } = renderWithPolicies(
      createCellCluster(
        aProjectWithCell({ isolation: 'Enforced' }),
        aDataPlaneWith('cilium', { mutualAuthentication: 'cilium' }),
        proving,
        withEndpointStatus(aBinding('ledger')),
        reader,
      ),
      proving,
    );
    const manifests = result.resources
      .map(({ object }) => object)
      .filter(({ kind }) => kind === 'CiliumNetworkPolicy');
    expect(manifests).toHaveLength(2);
    expect(JSON.stringify(manifests)).toMatch(
      /"egress":\[\{"authentication".*"ingress":\[\{"authentication"/,
    );
    expect(await ask(manifests)).toMatchObject({
      rejected: [],
    });
  });

  it('with an unknown field or value are rejected', async () => {
    const [policy] = policies('Enforced', 'cilium');
    const spec = (rules: object) => ({
      ...policy,
      spec: { endpointSelector: {}, ...rules },
    });
    const { rejected } = await ask([
      spec({ ingress: [{ fromEndpoint: [{}] }] }),
      spec({ egress: [{ toEntities: ['everybody'] }] }),
      spec({ egress: [{ toFQDNs: [{ matchName: 'a b' }] }] }),
      spec({ egress: [{ toCIDR: ['10.0.0.0/8'], toEntities: ['world'] }] }),
    ]);
    expect(rejected).toHaveLength(4);
  });
});
