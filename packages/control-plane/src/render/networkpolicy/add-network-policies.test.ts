import {
  Project,
  apiBindingSchema,
  apiSchema,
} from '@promenade/openchoreo-model';
import { resolveHosts } from '../../core/effective-binding/hosts';
import { renderTarget } from '../../core/effective-binding/target';
import { resolveIsolation } from '../../core/isolation/isolation';
import {
  InMemoryCluster,
  aProject,
  testOrganization,
  testProject,
  withSpec,
} from '../../test/__testUtils__';
import {
  aBinding,
  createCellCluster,
  aDataPlaneWith,
  aProjectWithCell,
  externalConnection,
  renderWithPolicies,
  withWorkload,
  workloadAndRoutes,
} from '../../test/__testUtils__/cells/cell-cluster';
import {
  enforcedProject,
  gatewayPods,
  renderInEnforcedCell,
  withApi,
  withConnections,
} from '../../test/__testUtils__/cells/enforced-cell';
import { addApiNetworkPolicy } from './add-api-network-policy';

describe('row 4: network policies isolate a project', () => {
  it.each([
    ['is not set', aProject(testProject)],
    ['is Off', aProjectWithCell({ isolation: 'Off' })],
  ])(
    'adds nothing to a binding when the isolation of its project %s',
    (_, project) => {
      const binding = aBinding('greeter');
      const before = workloadAndRoutes(binding, 'gateway-external');
      const cluster = createCellCluster(
        project,
        aDataPlaneWith('cilium'),
        binding,
      );
      expect(renderWithPolicies(cluster, binding, before).result).toBe(before);
    },
  );

  it('adds a policy for the pods of a binding when isolation is enforced', () => {
    const { policy, deployment } = renderInEnforcedCell(undefined);
    expect(policy).toMatchObject({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      spec: {
        podSelector: {
          matchLabels: {
            'organization-name': 'acme',
            'project-name': 'shop',
            'environment-name': 'development',
            'component-name': 'greeter',
          },
        },
        policyTypes: ['Egress', 'Ingress'],
      },
    });
    expect(policy?.metadata.namespace).toBe(deployment?.metadata.namespace);
  });

  it('quirk 20: labels pods as user workloads, but not their selector', () => {
    const { deployment } = renderInEnforcedCell('cilium');
    expect(deployment?.spec).toMatchObject({
      template: { metadata: { labels: { 'belong-to': 'user-workloads' } } },
    });
    expect(deployment?.spec).not.toHaveProperty([
      'selector',
      'matchLabels',
      'belong-to',
    ]);
  });

  it('does not label pods in audit mode, because the label selects policies that deny traffic', () => {
    const binding = aBinding('greeter');
    const project = aProjectWithCell({ isolation: 'Audit' });
    const cluster = createCellCluster(
      project,
      aDataPlaneWith('cilium'),
      binding,
    );
    expect(renderWithPolicies(cluster, binding).deployment).toEqual(
      workloadAndRoutes(binding).resources[0].object,
    );
  });

  it('adds nothing on a data plane without a policy provider', () => {
    const binding = aBinding('greeter');
    const cluster = createCellCluster(
      enforcedProject,
      aDataPlaneWith('none'),
      binding,
    );
    expect(renderWithPolicies(cluster, binding).policy).toBeUndefined();
  });
});

describe('row 33: network policies enforce the visibility of endpoints', () => {
  it('use the port of the pod, not of its Service', () => {
    const { policy } = renderInEnforcedCell(
      'kubernetes',
      [
        withWorkload({
          endpoints: { api: { type: 'REST', port: 8080, targetPort: 9000 } },
        }),
      ],
      ['gateway-external'],
    );
    expect(policy?.spec?.ingress).toContainEqual({
      from: [
        {
          namespaceSelector: {},
          podSelector: gatewayPods('gateway-external'),
        },
      ],
      ports: [{ port: 9000, protocol: 'TCP' }],
    });
  });

  it('allow no gateway to an endpoint without a route', () => {
    const { policy } = renderInEnforcedCell('kubernetes');
    expect(policy?.spec?.ingress).toEqual([{ from: [{ podSelector: {} }] }]);
  });
});

describe('row 60: traffic is allowed inside a cell and restricted across its boundary', () => {
  it('with NetworkPolicies', () => {
    expect(renderInEnforcedCell('kubernetes').policy?.spec).toMatchObject({
      ingress: [{ from: [{ podSelector: {} }] }],
      egress: [
        {
          ports: [
            { port: 53, protocol: 'TCP' },
            { port: 53, protocol: 'UDP' },
          ],
        },
        { to: [{ podSelector: {} }] },
      ],
    });
  });

  it('with CiliumNetworkPolicies, which allow probes of the kubelet and DNS requests', () => {
    expect(renderInEnforcedCell('cilium').policy?.spec).toMatchObject({
      enableDefaultDeny: { ingress: true, egress: true },
      ingress: [{ fromEndpoints: [{}] }, { fromEntities: ['host'] }],
      egress: [
        {
          toEndpoints: [{ matchLabels: { 'k8s:k8s-app': 'kube-dns' } }],
          toPorts: [
            {
              ports: [{ port: '53', protocol: 'ANY' }],
              rules: { dns: [{ matchPattern: '*' }] },
            },
          ],
        },
        { toEndpoints: [{}] },
      ],
    });
  });

  it('and is only observed in audit mode, without HTTP rules', () => {
    const operations = [{ method: 'GET', path: '/books' }];
    const binding = aBinding(
      'greeter',
      testProject,
      withApi({ backend: { port: 8080 }, operations }),
    );
    const project = aProjectWithCell({ isolation: 'Audit' });
    const cluster = createCellCluster(
      project,
      aDataPlaneWith('cilium'),
      binding,
    );
    const { policy } = renderWithPolicies(
      cluster,
      binding,
      workloadAndRoutes(binding, 'gateway-external'),
    );
    expect(policy?.spec?.enableDefaultDeny).toEqual({
      ingress: false,
      egress: false,
    });
    expect(JSON.stringify(policy)).not.toContain('"http"');
  });
});

describe('row 62: policies are derived from endpoints and connections', () => {
  const operations = [
    { method: 'GET', path: '/books/{id}' },
    { method: 'POST', path: '/books' },
  ];

  it('allow single operations where an API declares them', () => {
    const { policy } = renderInEnforcedCell(
      'cilium',
      [withApi({ backend: { port: 8080, basePath: '/v1.0' }, operations })],
      ['gateway-external'],
    );
    expect(policy?.spec?.ingress).toContainEqual(
      expect.objectContaining({
        toPorts: [
          {
            ports: [{ port: '8080', protocol: 'TCP' }],
            rules: {
              http: [
                { method: 'GET', path: '/v1\\.0/books/[^/?]+(\\?.*)?' },
                { method: 'POST', path: '/v1\\.0/books(\\?.*)?' },
              ],
            },
          },
        ],
      }),
    );
  });

  it('report requests that NetworkPolicies cannot restrict', () => {
    const { result } = renderInEnforcedCell(
      'kubernetes',
      [withApi({ backend: { port: 8080 }, operations })],
      ['gateway-external'],
    );
    expect(result.problems).toMatchObject([
      { severity: 'Warning', field: 'spec.apis' },
    ]);
  });

  it('include the operations that only an override adds', () => {
    const api = {
      type: 'REST',
      className: 'default',
      rest: { backend: { port: 8080 }, operations },
    };
    const { policy } = renderInEnforcedCell(
      'cilium',
      [
        withSpec({
          apis: { api },
          envOverrides: {
            apis: {
              api: {
                rest: {
                  operations: [...operations, { method: 'DELETE', path: '/a' }],
                },
              },
            },
          },
        }),
      ],
      ['gateway-external'],
    );
    expect(JSON.stringify(policy)).toContain('"method":"DELETE"');
  });

  it('allow every path where a second API at the port declares no operations', () => {
    const { policy } = renderInEnforcedCell(
      'cilium',
      [
        withSpec({
          apis: {
            api: {
              type: 'REST',
              className: 'default',
              rest: { backend: { port: 8080 }, operations },
            },
            all: {
              type: 'REST',
              className: 'default',
              rest: { backend: { port: 8080, basePath: '/all' } },
            },
          },
        }),
      ],
      ['gateway-external'],
    );
    expect(JSON.stringify(policy)).not.toContain('"http"');
  });

  it('are byte for byte equal in any order of declarations', () => {
    const links = {
      a: externalConnection('a.test', 443),
      b: externalConnection('10.0.0.0/8', 5432),
      c: externalConnection('c.test', 80),
    };
    const endpoints = {
      api: { type: 'REST', port: 8080 },
      admin: { type: 'HTTP', port: 9090 },
    };
    const reversed = (map: object) =>
      Object.fromEntries(Object.entries(map).reverse());
    const one = renderInEnforcedCell(
      'cilium',
      [withWorkload({ connections: links, endpoints })],
      ['gateway-external', 'gateway-internal'],
    );
    const other = renderInEnforcedCell(
      'cilium',
      [
        withWorkload({
          endpoints: reversed(endpoints),
          connections: reversed(links),
        }),
      ],
      ['gateway-internal', 'gateway-external'],
    );
    expect(JSON.stringify(other.policy)).toBe(JSON.stringify(one.policy));
  });

  it('have one rule for two connections to one host', () => {
    const twice = {
      a: externalConnection('a.test', 443),
      b: externalConnection('A.test', 443),
    };
    const once = { a: externalConnection('a.test', 443) };
    expect(
      renderInEnforcedCell('cilium', [withConnections(twice)]).policy,
    ).toEqual(renderInEnforcedCell('cilium', [withConnections(once)]).policy);
  });
});

it('a project that does not exist isolates nothing', () => {
  const binding = aBinding('greeter');
  expect(
    renderWithPolicies(new InMemoryCluster(binding), binding).policy,
  ).toBeUndefined();
});

describe('row 33: the network policy of a standalone API', () => {
  const api = apiSchema.parse({
    apiVersion: 'openchoreo.dev/v1alpha1',
    kind: 'API',
    metadata: { name: 'books', namespace: testOrganization },
    spec: {
      owner: { projectName: testProject, componentName: 'greeter' },
      environmentName: 'development',
      type: 'REST',
      rest: { backend: { port: 8080 } },
    },
  });
  const apiBinding = apiBindingSchema.parse({
    apiVersion: 'openchoreo.dev/v1alpha1',
    kind: 'APIBinding',
    metadata: { name: 'books', namespace: testOrganization },
    spec: {
      apiName: 'books',
      apiClassName: 'default',
      environmentName: 'development',
    },
  });
  const binding = aBinding('greeter');

  const inWorld = (project: Project, ...gateways: string[]) =>
    addApiNetworkPolicy(
      workloadAndRoutes(binding, ...gateways),
      apiBinding,
      api,
      resolveHosts('development'),
      {
        target: renderTarget(binding),
        workload: binding.spec.workloadSpec,
        isolation: resolveIsolation(project, aDataPlaneWith('kubernetes')),
      },
    ).resources.filter(({ object }) => object.kind === 'NetworkPolicy');

  it('allows its gateway to call the component that serves it', () => {
    expect(inWorld(enforcedProject, 'gateway-external')).toMatchObject([
      {
        id: 'books-netpol',
        object: {
          spec: {
            podSelector: { matchLabels: { 'component-name': 'greeter' } },
            ingress: [{ ports: [{ port: 8080, protocol: 'TCP' }] }],
          },
        },
      },
    ]);
  });

  it('does not exist without a route or without isolation', () => {
    expect(inWorld(enforcedProject)).toEqual([]);
    expect(inWorld(aProject(testProject), 'gateway-external')).toEqual([]);
  });
});
