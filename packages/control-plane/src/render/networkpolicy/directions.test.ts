import {
  aDataPlane,
  aManagedResource,
  testProject,
  withSpec,
} from '../../test/__testUtils__';
import {
  aBinding,
  aPlaneWith,
  aWorld,
  outside,
  rendered,
  reporting,
  toComponent,
  withWorkload,
} from '../../test/__testUtils__/cells/cell-world';
import {
  connections,
  enforced,
  gatewayPods,
  inCell,
} from '../../test/__testUtils__/cells/enforced-cell';

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
