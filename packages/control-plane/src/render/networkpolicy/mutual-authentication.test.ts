import { ServiceBinding } from '@promenade/openchoreo-model';
import { aProject, testProject } from '../../test/__testUtils__';
import {
  RenderedCell,
  aBinding,
  createCellCluster,
  aDataPlaneWith,
  aProjectWithCell,
  componentConnection,
  renderWithPolicies,
  withEndpointStatus,
  withWorkload,
} from '../../test/__testUtils__/cells/cell-cluster';

const authenticatingDataPlane = aDataPlaneWith('cilium', {
  mutualAuthentication: 'cilium',
});
const required = { security: { mtls: 'Required' } };

/** Component `greeter` with a connection to another one. */
const connecting = (project: string, component: string, more: object) =>
  aBinding(
    'greeter',
    testProject,
    withWorkload({
      connections: {
        books: { ...componentConnection(project, component), ...more },
      },
    }),
  );

const mtlsPolicy = ({ result }: Pick<RenderedCell, 'result'>) =>
  result.resources.find(({ id }) => id.endsWith('-mtls'))?.object;

const podsOf = (component: string) =>
  expect.objectContaining({ 'component-name': component });

describe('row 36: a connection with mutual authentication', () => {
  const books = withEndpointStatus(aBinding('books'));
  const greeter = connecting(testProject, 'books', required);

  it('is authenticated in the egress rules of the consumer', () => {
    const cluster = createCellCluster(
      aProject(testProject),
      authenticatingDataPlane,
      greeter,
      books,
    );
    expect(mtlsPolicy(renderWithPolicies(cluster, greeter))?.spec).toEqual({
      endpointSelector: { matchLabels: podsOf('greeter') },
      enableDefaultDeny: { ingress: false, egress: false },
      ingress: [],
      egress: [
        {
          toEndpoints: [{ matchLabels: podsOf('books') }],
          toPorts: [{ ports: [{ port: '8080', protocol: 'TCP' }] }],
          authentication: { mode: 'required' },
        },
      ],
    });
  });

  it('is authenticated in the ingress rules of the target', () => {
    const cluster = createCellCluster(
      aProject(testProject),
      authenticatingDataPlane,
      greeter,
      books,
    );
    expect(mtlsPolicy(renderWithPolicies(cluster, books))?.spec).toMatchObject({
      endpointSelector: { matchLabels: podsOf('books') },
      ingress: [
        {
          fromEndpoints: [{ matchLabels: podsOf('greeter') }],
          toPorts: [{ ports: [{ port: '8080', protocol: 'TCP' }] }],
          authentication: { mode: 'required' },
        },
      ],
      egress: [],
    });
  });

  it('is authenticated in an isolated cell too', () => {
    const project = aProjectWithCell({ isolation: 'Enforced' });
    const cluster = createCellCluster(
      project,
      authenticatingDataPlane,
      greeter,
      books,
    );
    const inCell = renderWithPolicies(cluster, greeter);
    expect(mtlsPolicy(inCell)).toBeDefined();
    expect(inCell.result.resources.map(({ id }) => id)).toContain(
      'greeter-netpol',
    );
  });

  it('is authenticated on both sides of the gateway of the organization', () => {
    const peer = withEndpointStatus(aBinding('books', 'library'), {
      organization: { host: 'internal.test', port: 8443 },
    });
    const binding = connecting('library', 'books', required);
    const cluster = createCellCluster(
      aProject(testProject),
      authenticatingDataPlane,
      binding,
      peer,
    );
    const fromGateway = expect.objectContaining({
      'gateway.envoyproxy.io/owning-gateway-name': 'gateway-internal',
    });
    expect(
      mtlsPolicy(renderWithPolicies(cluster, binding))?.spec,
    ).toMatchObject({
      egress: [
        {
          toEndpoints: [{ matchLabels: fromGateway }],
          authentication: { mode: 'required' },
        },
      ],
    });
    expect(mtlsPolicy(renderWithPolicies(cluster, peer))?.spec).toMatchObject({
      ingress: [
        {
          fromEndpoints: [{ matchLabels: fromGateway }],
          authentication: { mode: 'required' },
        },
      ],
    });
  });

  it.each([
    ['of which neither asks for it', connecting(testProject, 'books', {})],
    [
      'with mtls Disabled',
      connecting(testProject, 'books', { security: { mtls: 'Disabled' } }),
    ],
  ])('has no policy %s', (_, binding: ServiceBinding) => {
    const cluster = createCellCluster(
      aProject(testProject),
      authenticatingDataPlane,
      binding,
      books,
    );
    expect(mtlsPolicy(renderWithPolicies(cluster, binding))).toBeUndefined();
    expect(mtlsPolicy(renderWithPolicies(cluster, books))).toBeUndefined();
  });

  it('is not made where the data plane does not support it, with the field and the remedy', () => {
    const plane = aDataPlaneWith('cilium');
    const cluster = createCellCluster(
      aProject(testProject),
      plane,
      greeter,
      books,
    );
    const { result } = renderWithPolicies(cluster, greeter);
    expect(mtlsPolicy({ result })).toBeUndefined();
    expect(result.problems).toEqual([
      expect.objectContaining({
        severity: 'Error',
        reason: 'InvalidConfiguration',
        field: 'spec.workloadSpec.connections.books.security.mtls',
        message: expect.stringContaining(
          'set spec.mutualAuthentication of the DataPlane to cilium',
        ),
      }),
    ]);
    expect(mtlsPolicy(renderWithPolicies(cluster, books))).toBeUndefined();
  });

  it('is invalid for an external connection', () => {
    const binding = aBinding(
      'greeter',
      testProject,
      withWorkload({
        connections: {
          pay: {
            type: 'external',
            external: { host: 'api.pay.test', port: 443 },
            inject: { env: [] },
            ...required,
          },
        },
      }),
    );
    const cluster = createCellCluster(
      aProject(testProject),
      authenticatingDataPlane,
      binding,
    );
    expect(renderWithPolicies(cluster, binding).result.problems).toMatchObject([
      {
        field: 'spec.workloadSpec.connections.pay.security.mtls',
        message: expect.stringContaining('use TLS in the workload'),
      },
    ]);
  });
});
