import { hostsOf, renderTarget } from '../rendering';
import { objectMeta } from '../rendering/target';
import { aBinding, withWorkload } from './__testUtils__/cell-world';
import { gatewayRules } from './gateway-rules';
import { testProject } from '../__testUtils__';

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

function rulesFor(...kinds: string[]) {
  return gatewayRules({
    target,
    workload: binding.spec.workloadSpec,
    hosts: hostsOf('development'),
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
  }).map(({ port }) => port);
}

describe('row 33: TCP and UDP at one port', () => {
  it.each([
    ['UDPRoute', { port: 5353, protocol: 'UDP' }],
    ['TCPRoute', { port: 5354, protocol: 'TCP' }],
  ])('are let in apart, where a %s leads', (kind, port) => {
    expect(rulesFor(kind)).toEqual([port]);
  });

  it('are let in both, where routes lead to both', () => {
    expect(rulesFor('TCPRoute', 'UDPRoute')).toEqual([
      { port: 5354, protocol: 'TCP' },
      { port: 5353, protocol: 'UDP' },
    ]);
  });
});
