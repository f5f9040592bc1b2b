import type { ServiceBinding } from '@promenade/openchoreo-model';
import { resolveHosts } from '../../core/effective-binding/hosts';
import { objectMeta, renderTarget } from '../../core/effective-binding/target';
import { testProject } from '../../test/__testUtils__';
import {
  aBinding,
  withWorkload,
} from '../../test/__testUtils__/cells/cell-cluster';
import { gatewayRules } from './gateway-rules';

const binding = aBinding(
  'resolver',
  testProject,
  withWorkload({
    endpoints: {
      query: { type: 'UDP', port: 53, targetPort: 5353 },
      transfer: { type: 'TCP', port: 53, targetPort: 5354 },
    },
  }),
);
const target = renderTarget(binding);

function rulesFor(
  kinds: string[],
  apis: ServiceBinding['spec']['apis'] = undefined,
) {
  return gatewayRules({
    target,
    workload: binding.spec.workloadSpec,
    apis,
    hosts: resolveHosts('development'),
    resources: kinds.map(kind => ({
      id: kind,
      object: {
        apiVersion: 'gateway.networking.k8s.io/v1alpha2',
        kind,
        metadata: objectMeta(target),
        spec: {
          parentRefs: [
            { name: 'gateway-internal', namespace: 'openchoreo-data-plane' },
          ],
          rules: [{ backendRefs: [{ name: target.name, port: 53 }] }],
        },
      },
    })),
  });
}

describe('row 33: TCP and UDP on one port', () => {
  it.each([
    ['UDPRoute', { port: 5353, protocol: 'UDP' }],
    ['TCPRoute', { port: 5354, protocol: 'TCP' }],
  ])('are allowed separately with a %s', (kind, port) => {
    expect(rulesFor([kind])).toMatchObject([{ port }]);
  });

  it('are both allowed where both are routed', () => {
    expect(rulesFor(['TCPRoute', 'UDPRoute'])).toMatchObject([
      { port: { port: 5354, protocol: 'TCP' } },
      { port: { port: 5353, protocol: 'UDP' } },
    ]);
  });
});

describe('row 62: the path pattern of an operation', () => {
  it.each([
    ['/zones/{id}', '/dns/zones/[^/?]+'],
    ['/zones/*', '/dns/zones(?:/.*)?'],
    ['/', '/dns'],
    ['/*', '/dns(?:/.*)?'],
  ])('of %s matches like its route', (path, pattern) => {
    const operations = [{ method: 'GET' as const, path }];
    const rest = {
      backend: { port: 53, basePath: 'dns/' },
      exposeLevels: ['Organization' as const],
      operations,
    };
    expect(
      rulesFor(['HTTPRoute'], {
        zones: { className: 'default', type: 'REST', rest },
      }),
    ).toMatchObject([{ operations: [{ method: 'GET', path: pattern }] }]);
  });
});
