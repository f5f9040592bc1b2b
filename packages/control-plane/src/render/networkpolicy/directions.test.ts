import {
  aDataPlane,
  aManagedResource,
  testProject,
  withSpec,
} from '../../test/__testUtils__';
import {
  aBinding,
  createCellCluster,
  aDataPlaneWith,
  componentConnection,
  externalConnection,
  renderWithPolicies,
  withEndpointStatus,
  withWorkload,
} from '../../test/__testUtils__/cells/cell-cluster';
import {
  enforcedProject,
  gatewayPods,
  renderInEnforcedCell,
  withConnections,
} from '../../test/__testUtils__/cells/enforced-cell';

describe('row 61: four directions', () => {
  it('northbound: the public gateway may call a routed port', () => {
    const { policy } = renderInEnforcedCell('cilium', [], ['gateway-external']);
    expect(policy?.spec?.ingress).toContainEqual({
      fromEndpoints: [
        {
          ...gatewayPods('gateway-external'),
          matchExpressions: [
            // Pods of components are excluded, whatever labels they set.
            { key: 'component-name', operator: 'DoesNotExist' },
            { key: 'k8s:io.kubernetes.pod.namespace', operator: 'Exists' },
          ],
        },
      ],
      toPorts: [{ ports: [{ port: '8080', protocol: 'TCP' }] }],
    });
  });

  it('westbound: the gateway of the organization may call a routed port', () => {
    const { policy } = renderInEnforcedCell(
      'kubernetes',
      [],
      ['gateway-internal'],
    );
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

  it('eastbound: a connection to an endpoint at level Organization uses the gateway of the organization', () => {
    const binding = aBinding(
      'greeter',
      testProject,
      withConnections({ books: componentConnection('library', 'books') }),
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
    const cluster = createCellCluster(
      enforcedProject,
      aDataPlaneWith('kubernetes'),
      binding,
      peer,
    );
    const { policy, result } = renderWithPolicies(cluster, binding);
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

  it('eastbound: a connection to any other endpoint goes to the pods, where their cell allows it', () => {
    const binding = aBinding(
      'greeter',
      testProject,
      withConnections({ books: componentConnection('library', 'books') }),
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
    const cluster = createCellCluster(
      enforcedProject,
      aDataPlaneWith('cilium'),
      binding,
      peer,
    );
    const { policy, result } = renderWithPolicies(cluster, binding);
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

  it('westbound: a component of another project may call the pods of a visible endpoint that is not at a gateway', () => {
    const visible = (visibility: string[]) =>
      withEndpointStatus(
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
      withConnections({ books: componentConnection(testProject, 'books') }),
    );
    const ingressOf = (books: ReturnType<typeof visible>) =>
      renderWithPolicies(
        createCellCluster(
          enforcedProject,
          aDataPlaneWith('cilium'),
          books,
          caller,
        ),
        books,
      ).policy?.spec?.ingress;
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

  it('southbound: a connection to a managed resource allows its address in the environment', () => {
    const binding = aBinding(
      'greeter',
      testProject,
      withConnections({
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
    const cluster = createCellCluster(
      enforcedProject,
      aDataPlaneWith('cilium'),
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
    expect(
      renderWithPolicies(cluster, binding).policy?.spec?.egress,
    ).toContainEqual({
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
    'southbound: a Service of the cluster is allowed by its namespace, with %s',
    (provider, rule) => {
      const { policy, result } = renderInEnforcedCell(provider, [
        withConnections({
          orders: externalConnection(
            'orders.databases.svc.cluster.local',
            5432,
          ),
        }),
      ]);
      expect(policy?.spec?.egress).toContainEqual(rule);
      expect(result.problems).toEqual([]);
    },
  );

  it('southbound: a single pod of a Service is allowed by its namespace', () => {
    const egressTo = (host: string) =>
      renderInEnforcedCell('cilium', [
        withConnections({ orders: externalConnection(host, 5432) }),
      ]).policy?.spec?.egress;
    expect(egressTo('orders-0.orders.databases.svc.cluster.local')).toEqual(
      egressTo('orders.databases.svc.cluster.local'),
    );
  });

  it('southbound: the egress gateway is allowed where HTTP leaves through it', () => {
    const binding = aBinding(
      'greeter',
      testProject,
      withConnections({
        pay: externalConnection('api.pay.test', 443, 'https'),
      }),
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
    const cluster = createCellCluster(enforcedProject, plane, binding);
    const egress = JSON.stringify(
      renderWithPolicies(cluster, binding).policy?.spec?.egress,
    );
    expect(egress).toContain('gateway-egress');
    expect(egress).not.toContain('api.pay.test');
  });

  it('southbound: an external connection is allowed by host name', () => {
    const { policy } = renderInEnforcedCell('cilium', [
      withConnections({
        pay: externalConnection('api.pay.test', 443),
        mail: externalConnection('*.mail.test', 465),
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

  it('southbound: an external connection is allowed by address or address range', () => {
    const { policy } = renderInEnforcedCell('kubernetes', [
      withConnections({
        time: externalConnection('192.0.2.1', 123, 'UDP'),
        database: externalConnection('10.1.0.0/16', 5432),
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

  it('southbound: a NetworkPolicy opens the port of a host name to all addresses, with a warning', () => {
    const { policy, result } = renderInEnforcedCell('kubernetes', [
      withConnections({ pay: externalConnection('api.pay.test', 443) }),
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
    'southbound: host "%s" is an error with its field',
    host => {
      const { result } = renderInEnforcedCell('cilium', [
        withConnections({ odd: externalConnection(host, 443) }),
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
