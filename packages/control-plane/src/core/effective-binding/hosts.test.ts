import {
  dataPlaneSchema,
  environmentSchema,
  webApplicationBindingSchema,
  webApplicationClassSchema,
} from '@promenade/openchoreo-model';
import { renderWebApplication } from '../../render/bindings/render-web-application';
import {
  objectsOf,
  renderCase,
  restApi,
} from '../../test/__testUtils__/rendering/service-case';
import { testLookups } from '../../test/__testUtils__/rendering/test-lookups';
import { resolveBinding } from './effective-binding';
import { resolveHosts } from './hosts';

const apiVersion = 'openchoreo.dev/v1alpha1';

const hostsOf = (domain: string, dnsPrefix?: string) =>
  resolveHosts(
    'development',
    environmentSchema.parse({
      apiVersion,
      kind: 'Environment',
      metadata: { name: 'development' },
      spec: { gateway: { dnsPrefix } },
    }),
    dataPlaneSchema.parse({
      apiVersion,
      kind: 'DataPlane',
      metadata: { name: 'default' },
      spec: {
        registry: { prefix: 'registry.test' },
        gateway: {
          hostMode: 'Configured',
          publicVirtualHost: domain,
          organizationVirtualHost: 'internal.test',
        },
      },
    }),
  );

const webApplication = (hosts: ReturnType<typeof resolveHosts>) =>
  renderWebApplication(
    resolveBinding(
      webApplicationBindingSchema.parse({
        apiVersion,
        kind: 'WebApplicationBinding',
        metadata: { name: 'site', namespace: 'acme' },
        spec: {
          owner: { projectName: 'shop', componentName: 'site' },
          environment: 'development',
          workloadSpec: {
            containers: { main: { image: 'registry.test/app:1' } },
            endpoints: { web: { type: 'HTTP', port: 80 } },
          },
        },
      }),
      webApplicationClassSchema.parse({
        apiVersion,
        kind: 'WebApplicationClass',
        metadata: { name: 'default', namespace: 'acme' },
        spec: {},
      }),
      testLookups({ hosts }),
    ),
  );

const field = 'DataPlane default spec.gateway.publicVirtualHost';

describe('the domain of a data plane', () => {
  it.each([
    'apps.example.com',
    'Apps.Example.com.',
    ' apps.example.com ',
    'https://apps.example.com/',
    '*.apps.example.com',
    '.apps.example.com',
  ])('%j is the domain apps.example.com', domain => {
    const hosts = hostsOf(domain, 'dev');
    expect(hosts.api.Public).toMatchObject({ host: 'dev.apps.example.com' });
    expect(hosts.api.Public.problem).toBeUndefined();
    expect(hosts.webApplication('site').host).toBe('site-dev.apps.example.com');
    expect(hosts.component('orders', 'Public').host).toBe(
      'orders-dev.apps.example.com',
    );
  });

  it.each([
    ['', 'an empty text'],
    ['apps.example.com:8443', '"apps.example.com:8443"'],
    ['apps_1.example.com', '"apps_1.example.com"'],
    ['apps.*.com', '"apps.*.com"'],
    ['https://apps.example.com/v1', '"apps.example.com/v1"'],
  ])('%j is a problem, and nothing is exposed below it', (domain, quoted) => {
    const problem = {
      severity: 'Error',
      reason: 'InvalidConfiguration',
      field,
      message: `${quoted} is not a domain, so that nothing is exposed below it; write it like apps.example.com`,
    };
    const result = renderCase({
      hosts: hostsOf(domain),
      apis: {
        api: restApi({ exposeLevels: ['Public', 'Organization'] }),
        rpc: { type: 'gRPC', grpc: { backend: { port: 8080 } } },
      },
    });
    expect(result.problems).toEqual([problem]);
    expect(
      objectsOf(result, 'HTTPRoute').map(({ spec }) => spec.hostnames),
    ).toEqual([['development.internal.test']]);
    expect(objectsOf(result, 'GRPCRoute')).toEqual([]);
    expect(result.endpoints[0].public).toBeUndefined();
    expect(result.endpoints[0].organization?.host).toBe(
      'development.internal.test',
    );
    const web = webApplication(hostsOf(domain));
    expect(web.problems).toEqual([problem]);
    expect(objectsOf(web, 'HTTPRoute')).toEqual([]);
    expect(web.endpoints[0].public).toBeUndefined();
  });

  it('is a problem where the host is too long', () => {
    const domain = Array(22).fill('abcdefghi').join('.');
    expect(
      hostsOf(domain).webApplication('a'.repeat(40)).problem?.message,
    ).toMatch(/^the host a+-development\.abc.* has \d+ characters, and DNS/);
    expect(hostsOf(domain).api.Public.problem).toBeUndefined();
  });
});

describe('the DNS prefix of an environment', () => {
  it.each([
    ['dev', 'dev'],
    [' Dev. ', 'dev'],
    ['dev.eu', 'dev.eu'],
    ['', 'development'],
    [' ', 'development'],
  ])('%j is %s', (dnsPrefix, prefix) => {
    const { host, problem } = hostsOf('example.com', dnsPrefix).api.Public;
    expect(host).toBe(`${prefix}.example.com`);
    expect(problem).toBeUndefined();
  });

  it.each(['dev_eu', 'dev eu', '*'])('cannot be %j', dnsPrefix => {
    const { problem } = hostsOf('example.com', dnsPrefix).api.Public;
    expect(problem).toMatchObject({
      severity: 'Error',
      field: 'Environment development spec.gateway.dnsPrefix',
    });
  });
});
