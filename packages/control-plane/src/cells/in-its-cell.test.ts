import {
  Project,
  apiBindingSchema,
  apiSchema,
} from '@promenade/openchoreo-model';
import {
  aDataPlane,
  aManagedResource,
  aProject,
  InMemoryCluster,
  Part,
  testOrganization,
  testProject,
  withSpec,
} from '../__testUtils__';
import { hostsOf } from '../rendering';
import {
  InCell,
  aBinding,
  aPlaneWith,
  aProjectWithCell,
  aWorld,
  drawn,
  outside,
  rendered,
  reporting,
  toComponent,
  withWorkload,
} from './__testUtils__/cell-world';
import { apiInItsCell } from './api-in-its-cell';

const enforced = aProjectWithCell({ isolation: 'Enforced' });

/** A binding in an enforced cell, on a data plane with that provider. */
function inCell(
  provider: 'cilium' | 'kubernetes' | undefined,
  parts: Part[] = [],
  gateways: string[] = [],
): InCell {
  const binding = aBinding('greeter', testProject, ...parts);
  const world = aWorld(enforced, aPlaneWith(provider), binding);
  return rendered(world, binding, drawn(binding, ...gateways));
}

const gatewayPods = (name: string) => ({
  matchLabels: {
    'gateway.envoyproxy.io/owning-gateway-name': name,
    'gateway.envoyproxy.io/owning-gateway-namespace': 'openchoreo-data-plane',
  },
  matchExpressions: [{ key: 'component-name', operator: 'DoesNotExist' }],
});

const withApi = (rest: Record<string, unknown>) =>
  withSpec({ apis: { api: { type: 'REST', className: 'default', rest } } });

const connections = (of: Record<string, unknown>) =>
  withWorkload({ connections: of });

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

describe('row 61: four directions', () => {
  it('northbound: the public gateway is let in where a route leads', () => {
    const { policy } = inCell('cilium', [], ['gateway-external']);
    expect(policy?.spec?.ingress).toContainEqual({
      fromEndpoints: [
        {
          ...gatewayPods('gateway-external'),
          matchExpressions: [
            // Pods of components are no gateway, whatever they say of themselves.
            { key: 'component-name', operator: 'DoesNotExist' },
            { key: 'k8s:io.kubernetes.pod.namespace', operator: 'Exists' },
          ],
        },
      ],
      toPorts: [{ ports: [{ port: '8080', protocol: 'TCP' }] }],
    });
  });

  it('westbound: so is the gateway of the organization', () => {
    const { policy } = inCell('kubernetes', [], ['gateway-internal']);
    expect(policy?.spec?.ingress).toContainEqual({
      from: [
        {
          namespaceSelector: {},
          podSelector: gatewayPods('gateway-internal'),
        },
      ],
      ports: [{ port: 8080, protocol: 'TCP' }],
    });
  });

  it('eastbound: a connection to an endpoint of another project that the organization may call goes through its gateway', () => {
    const binding = aBinding(
      'greeter',
      testProject,
      connections({ books: toComponent('library', 'books') }),
    );
    const peer = {
      ...aBinding('books', 'library'),
      status: {
        endpoints: [
          {
            name: 'api',
            type: 'REST',
            project: { host: 'books', port: 8080 },
            organization: { host: 'internal.test', port: 8443 },
          },
        ],
      },
    };
    const world = aWorld(enforced, aPlaneWith('kubernetes'), binding, peer);
    const { policy, result } = rendered(world, binding);
    expect(policy?.spec?.egress).toContainEqual({
      to: [
        {
          namespaceSelector: {},
          podSelector: gatewayPods('gateway-internal'),
        },
      ],
    });
    expect(result.problems).toEqual([]);
  });

  it('eastbound: a connection to any other endpoint goes to the pods themselves, where their cell lets it in', () => {
    const binding = aBinding(
      'greeter',
      testProject,
      connections({ books: toComponent('library', 'books') }),
    );
    const peer = {
      ...aBinding(
        'books',
        'library',
        withWorkload({
          endpoints: { api: { type: 'REST', port: 80, targetPort: 9000 } },
        }),
      ),
      status: {
        endpoints: [
          { name: 'api', type: 'REST', project: { host: 'books', port: 80 } },
        ],
      },
    };
    const world = aWorld(enforced, aPlaneWith('cilium'), binding, peer);
    const { policy, result } = rendered(world, binding);
    expect(policy?.spec?.egress).toContainEqual({
      toEndpoints: [
        {
          matchLabels: expect.objectContaining({
            'component-name': 'books',
            'k8s:io.kubernetes.pod.namespace':
              expect.stringMatching(/^dp-acme-library/),
          }),
        },
      ],
      toPorts: [{ ports: [{ port: '9000', protocol: 'TCP' }] }],
    });
    expect(result.problems).toEqual([]);
  });

  it('westbound: a component of another project is let in to the pods, where the endpoint is for others and no gateway stands before it', () => {
    const visible = (visibility: string[]) =>
      reporting(
        aBinding(
          'books',
          testProject,
          withWorkload({
            endpoints: { api: { type: 'TCP', port: 8080, visibility } },
          }),
        ),
      );
    const caller = aBinding(
      'reader',
      'library',
      connections({ books: toComponent(testProject, 'books') }),
    );
    const ingressOf = (books: ReturnType<typeof visible>) =>
      rendered(aWorld(enforced, aPlaneWith('cilium'), books, caller), books)
        .policy?.spec?.ingress;
    const fromReader = {
      fromEndpoints: [
        {
          matchLabels: expect.objectContaining({
            'component-name': 'reader',
            'k8s:io.kubernetes.pod.namespace':
              expect.stringMatching(/^dp-acme-library/),
          }),
        },
      ],
      toPorts: [{ ports: [{ port: '8080', protocol: 'TCP' }] }],
    };
    expect(ingressOf(visible(['public']))).toContainEqual(fromReader);
    expect(ingressOf(visible(['project']))).not.toContainEqual(fromReader);
  });

  it('southbound: a managed resource is let out to where it is in the environment', () => {
    const binding = aBinding(
      'greeter',
      testProject,
      connections({
        orders: {
          type: 'managed',
          managed: { resource: 'orders' },
          inject: { env: [] },
        },
      }),
    );
    const at = (name: string, host: string) => ({
      environment: name,
      host,
      port: 5432,
    });
    const world = aWorld(
      enforced,
      aPlaneWith('cilium'),
      binding,
      aManagedResource(
        'orders',
        withSpec({
          environments: [
            at('development', 'orders.dev.test'),
            at('production', 'orders.test'),
          ],
        }),
      ),
    );
    expect(rendered(world, binding).policy?.spec?.egress).toContainEqual({
      toFQDNs: [{ matchName: 'orders.dev.test' }],
      toPorts: [{ ports: [{ port: '5432', protocol: 'TCP' }] }],
    });
  });

  it.each([
    [
      'cilium',
      {
        toEndpoints: [
          { matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'databases' } },
        ],
        toPorts: [{ ports: [{ port: '5432', protocol: 'TCP' }] }],
      },
    ],
    [
      'kubernetes',
      {
        to: [
          {
            namespaceSelector: {
              matchLabels: { 'kubernetes.io/metadata.name': 'databases' },
            },
            podSelector: {},
          },
        ],
        ports: [{ port: 5432, protocol: 'TCP' }],
      },
    ],
  ] as const)(
    'southbound: a Service of the cluster is let out to by its namespace, with %s',
    (provider, rule) => {
      const { policy, result } = inCell(provider, [
        connections({
          orders: outside('orders.databases.svc.cluster.local', 5432),
        }),
      ]);
      expect(policy?.spec?.egress).toContainEqual(rule);
      expect(result.problems).toEqual([]);
    },
  );

  it('southbound: so is a single pod of one', () => {
    const egressTo = (host: string) =>
      inCell('cilium', [connections({ orders: outside(host, 5432) })]).policy
        ?.spec?.egress;
    expect(egressTo('orders-0.orders.databases.svc.cluster.local')).toEqual(
      egressTo('orders.databases.svc.cluster.local'),
    );
  });

  it('southbound: to the egress gateway, where HTTP leaves by that', () => {
    const binding = aBinding(
      'greeter',
      testProject,
      connections({ pay: outside('api.pay.test', 443, 'https') }),
    );
    const plane = aDataPlane(
      'default',
      withSpec({
        networkPolicy: 'cilium',
        gateway: {
          publicVirtualHost: 'a.test',
          organizationVirtualHost: 'b.test',
          egress: { provider: 'envoy', host: 'egress.test' },
        },
      }),
    );
    const world = aWorld(enforced, plane, binding);
    const egress = JSON.stringify(
      rendered(world, binding).policy?.spec?.egress,
    );
    expect(egress).toContain('gateway-egress');
    expect(egress).not.toContain('api.pay.test');
  });

  it('southbound: a connection outside is let out by the name of its host', () => {
    const { policy } = inCell('cilium', [
      connections({
        pay: outside('api.pay.test', 443),
        mail: outside('*.mail.test', 465),
      }),
    ]);
    const egress = policy?.spec?.egress;
    expect(egress).toContainEqual({
      toFQDNs: [{ matchName: 'api.pay.test' }],
      toPorts: [{ ports: [{ port: '443', protocol: 'TCP' }] }],
    });
    expect(egress).toContainEqual({
      toFQDNs: [{ matchPattern: '*.mail.test' }],
      toPorts: [{ ports: [{ port: '465', protocol: 'TCP' }] }],
    });
  });

  it('southbound: or by its address, or range of addresses', () => {
    const { policy } = inCell('kubernetes', [
      connections({
        time: outside('192.0.2.1', 123, 'UDP'),
        database: outside('10.1.0.0/16', 5432),
      }),
    ]);
    const egress = policy?.spec?.egress;
    expect(egress).toContainEqual({
      to: [{ ipBlock: { cidr: '192.0.2.1/32' } }],
      ports: [{ port: 123, protocol: 'UDP' }],
    });
    expect(egress).toContainEqual({
      to: [{ ipBlock: { cidr: '10.1.0.0/16' } }],
      ports: [{ port: 5432, protocol: 'TCP' }],
    });
  });

  it('southbound: NetworkPolicies know no names, so that the port is open to every address, and the binding says so', () => {
    const { policy, result } = inCell('kubernetes', [
      connections({ pay: outside('api.pay.test', 443) }),
    ]);
    expect(policy?.spec?.egress).toContainEqual({
      to: [{ ipBlock: { cidr: '0.0.0.0/0' } }, { ipBlock: { cidr: '::/0' } }],
      ports: [{ port: 443, protocol: 'TCP' }],
    });
    expect(result.problems).toMatchObject([
      {
        severity: 'Warning',
        field: 'spec.workloadSpec.connections.pay.external.host',
      },
    ]);
  });

  it.each(['10.0.0.0/33', '10.0.0.256', 'not a host', 'http://a.test', '*'])(
    'southbound: "%s" is an error that names the field',
    host => {
      const { result } = inCell('cilium', [
        connections({ odd: outside(host, 443) }),
      ]);
      expect(result.problems).toMatchObject([
        {
          severity: 'Error',
          reason: 'InvalidConfiguration',
          field: 'spec.workloadSpec.connections.odd.external.host',
        },
      ]);
    },
  );
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
    apiInItsCell(
      drawn(binding, ...gateways),
      apiBinding,
      api,
      hostsOf('development'),
      aWorld(project, aPlaneWith('kubernetes'), binding),
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
