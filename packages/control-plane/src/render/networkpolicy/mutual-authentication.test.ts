import { ServiceBinding } from '@promenade/openchoreo-model';
import { aProject, testProject } from '../../test/__testUtils__';
import {
  InCell,
  aBinding,
  aPlaneWith,
  aProjectWithCell,
  aWorld,
  rendered,
  reporting,
  toComponent,
  withWorkload,
} from '../../test/__testUtils__/cells/cell-world';

const capable = aPlaneWith('cilium', { mutualAuthentication: 'cilium' });
const required = { security: { mtls: 'Required' } };

/** Component `greeter` with a connection to another one. */
const connecting = (project: string, component: string, more: object) =>
  aBinding(
    'greeter',
    testProject,
    withWorkload({
      connections: { books: { ...toComponent(project, component), ...more } },
    }),
  );

const mtlsPolicy = ({ result }: Pick<InCell, 'result'>) =>
  result.resources.find(({ id }) => id.endsWith('-mtls'))?.object;

const podsOf = (component: string) =>
  expect.objectContaining({ 'component-name': component });

describe('row 36: a connection whose ends prove who they are', () => {
  const books = reporting(aBinding('books'));
  const greeter = connecting(testProject, 'books', required);

  it('is authenticated as it goes out', () => {
    const world = aWorld(aProject(testProject), capable, greeter, books);
    expect(mtlsPolicy(rendered(world, greeter))?.spec).toEqual({
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

  it('is authenticated as it comes in', () => {
    const world = aWorld(aProject(testProject), capable, greeter, books);
    expect(mtlsPolicy(rendered(world, books))?.spec).toMatchObject({
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

  it('is authenticated in an isolated cell as well', () => {
    const project = aProjectWithCell({ isolation: 'Enforced' });
    const world = aWorld(project, capable, greeter, books);
    const inCell = rendered(world, greeter);
    expect(mtlsPolicy(inCell)).toBeDefined();
    expect(inCell.result.resources.map(({ id }) => id)).toContain(
      'greeter-netpol',
    );
  });

  it('through the gateway of the organization is authenticated on both of its legs', () => {
    const peer = reporting(aBinding('books', 'library'), {
      organization: { host: 'internal.test', port: 8443 },
    });
    const binding = connecting('library', 'books', required);
    const world = aWorld(aProject(testProject), capable, binding, peer);
    const fromGateway = expect.objectContaining({
      'gateway.envoyproxy.io/owning-gateway-name': 'gateway-internal',
    });
    expect(mtlsPolicy(rendered(world, binding))?.spec).toMatchObject({
      egress: [
        {
          toEndpoints: [{ matchLabels: fromGateway }],
          authentication: { mode: 'required' },
        },
      ],
    });
    expect(mtlsPolicy(rendered(world, peer))?.spec).toMatchObject({
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
  ])('%s needs no policy', (_, binding: ServiceBinding) => {
    const world = aWorld(aProject(testProject), capable, binding, books);
    expect(mtlsPolicy(rendered(world, binding))).toBeUndefined();
    expect(mtlsPolicy(rendered(world, books))).toBeUndefined();
  });

  it('is not made where the data plane cannot prove it: the field and the way out are named', () => {
    const plane = aPlaneWith('cilium');
    const world = aWorld(aProject(testProject), plane, greeter, books);
    const { result } = rendered(world, greeter);
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
    expect(mtlsPolicy(rendered(world, books))).toBeUndefined();
  });

  it('cannot lead outside', () => {
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
    const world = aWorld(aProject(testProject), capable, binding);
    expect(rendered(world, binding).result.problems).toMatchObject([
      {
        field: 'spec.workloadSpec.connections.pay.security.mtls',
        message: expect.stringContaining('use TLS in the workload'),
      },
    ]);
  });
});
