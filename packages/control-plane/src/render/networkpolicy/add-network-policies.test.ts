import {
  Project,
  apiBindingSchema,
  apiSchema,
} from '@promenade/openchoreo-model';
import {
  aProject,
  InMemoryCluster,
  testOrganization,
  testProject,
  withSpec,
} from '../../test/__testUtils__';
import { resolveHosts } from '../../core/effective-binding/hosts';
import {
  aBinding,
  aPlaneWith,
  aProjectWithCell,
  aWorld,
  drawn,
  outside,
  rendered,
  withWorkload,
} from '../../test/__testUtils__/cells/cell-world';
import {
  connections,
  enforced,
  gatewayPods,
  inCell,
  withApi,
} from '../../test/__testUtils__/cells/enforced-cell';
import { addApiNetworkPolicy } from './add-api-network-policy';
import { renderTarget } from '../../core/effective-binding/target';
import { resolveIsolation } from '../../core/isolation/isolation';

describe('row 4: a project is the boundary of network policy', () => {
  it.each([
    ['says nothing', aProject(testProject)],
    ['says Off', aProjectWithCell({ isolation: 'Off' })],
  ])('whose bindings are untouched when it %s', (_, project) => {
    const binding = aBinding('greeter');
    const before = drawn(binding, 'gateway-external');
    const world = aWorld(project, aPlaneWith('cilium'), binding);
    expect(rendered(world, binding, before).result).toBe(before);
  });

  it('whose bindings hold the policy of their own pods when it is enforced', () => {
    const { policy, deployment } = inCell(undefined);
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

  it('quirk 20: whose pods are marked as user workloads, but not their selector', () => {
    const { deployment } = inCell('cilium');
    expect(deployment?.spec).toMatchObject({
      template: { metadata: { labels: { 'belong-to': 'user-workloads' } } },
    });
    expect(deployment?.spec).not.toHaveProperty([
      'selector',
      'matchLabels',
      'belong-to',
    ]);
  });

  it('whose pods are not marked under audit: what selects them would refuse traffic', () => {
    const binding = aBinding('greeter');
    const project = aProjectWithCell({ isolation: 'Audit' });
    const world = aWorld(project, aPlaneWith('cilium'), binding);
    expect(rendered(world, binding).deployment).toEqual(
      drawn(binding).resources[0].object,
    );
  });

  it('that a data plane without a provider cannot draw', () => {
    const binding = aBinding('greeter');
    const world = aWorld(enforced, aPlaneWith('none'), binding);
    expect(rendered(world, binding).policy).toBeUndefined();
  });
});

describe('row 33: the visibility of endpoints is enforced', () => {
  it('on the port of the pod, not of its Service', () => {
    const { policy } = inCell(
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

  it('with an endpoint that no route leads to closed to every gateway', () => {
    const { policy } = inCell('kubernetes');
    expect(policy?.spec?.ingress).toEqual([{ from: [{ podSelector: {} }] }]);
  });
});

describe('row 60: a cell is free inside and controlled outside', () => {
  it('by NetworkPolicies', () => {
    expect(inCell('kubernetes').policy?.spec).toMatchObject({
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

  it('by CiliumNetworkPolicies, which let the kubelet probe and names be seen', () => {
    expect(inCell('cilium').policy?.spec).toMatchObject({
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

  it('and is only watched under audit, HTTP rules and all', () => {
    const operations = [{ method: 'GET', path: '/books' }];
    const binding = aBinding(
      'greeter',
      testProject,
      withApi({ backend: { port: 8080 }, operations }),
    );
    const project = aProjectWithCell({ isolation: 'Audit' });
    const world = aWorld(project, aPlaneWith('cilium'), binding);
    const { policy } = rendered(
      world,
      binding,
      drawn(binding, 'gateway-external'),
    );
    expect(policy?.spec?.enableDefaultDeny).toEqual({
      ingress: false,
      egress: false,
    });
    expect(JSON.stringify(policy)).not.toContain('"http"');
  });
});

describe('row 62: policies follow from endpoints and connections', () => {
  const operations = [
    { method: 'GET', path: '/books/{id}' },
    { method: 'POST', path: '/books' },
  ];

  it('to the single operation, where an API declares them', () => {
    const { policy } = inCell(
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

  it('and NetworkPolicies, which know no HTTP, say what they leave open', () => {
    const { result } = inCell(
      'kubernetes',
      [withApi({ backend: { port: 8080 }, operations })],
      ['gateway-external'],
    );
    expect(result.problems).toMatchObject([
      { severity: 'Warning', field: 'spec.apis' },
    ]);
  });

  it('including the operations that only an override adds', () => {
    const api = {
      type: 'REST',
      className: 'default',
      rest: { backend: { port: 8080 }, operations },
    };
    const { policy } = inCell(
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

  it('with every path open where a second API at the port names no operations', () => {
    const { policy } = inCell(
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

  it('to the same bytes, in whatever order things are declared', () => {
    const links = {
      a: outside('a.test', 443),
      b: outside('10.0.0.0/8', 5432),
      c: outside('c.test', 80),
    };
    const endpoints = {
      api: { type: 'REST', port: 8080 },
      admin: { type: 'HTTP', port: 9090 },
    };
    const reversed = (map: object) =>
      Object.fromEntries(Object.entries(map).reverse());
    const one = inCell(
      'cilium',
      [withWorkload({ connections: links, endpoints })],
      ['gateway-external', 'gateway-internal'],
    );
    const other = inCell(
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

  it('with two connections to one host in one rule', () => {
    const twice = { a: outside('a.test', 443), b: outside('A.test', 443) };
    const once = { a: outside('a.test', 443) };
    expect(inCell('cilium', [connections(twice)]).policy).toEqual(
      inCell('cilium', [connections(once)]).policy,
    );
  });
});

it('a project that is not there isolates nothing', () => {
  const binding = aBinding('greeter');
  expect(
    rendered(new InMemoryCluster(binding), binding).policy,
  ).toBeUndefined();
});

describe('row 33: an API that stands on its own', () => {
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
      drawn(binding, ...gateways),
      apiBinding,
      api,
      resolveHosts('development'),
      {
        target: renderTarget(binding),
        workload: binding.spec.workloadSpec,
        isolation: resolveIsolation(project, aPlaneWith('kubernetes')),
      },
    ).resources.filter(({ object }) => object.kind === 'NetworkPolicy');

  it('lets its gateway in to the component that serves it', () => {
    expect(inWorld(enforced, 'gateway-external')).toMatchObject([
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

  it('has no policy where nothing is routed, or nobody asks for one', () => {
    expect(inWorld(enforced)).toEqual([]);
    expect(inWorld(aProject(testProject), 'gateway-external')).toEqual([]);
  });
});
