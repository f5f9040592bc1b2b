import { Part, testProject, withSpec } from '..';
import {
  InCell,
  aBinding,
  aPlaneWith,
  aProjectWithCell,
  aWorld,
  drawn,
  rendered,
  withWorkload,
} from './cell-world';

/** A project that asks for its cells to be enforced. */
export const enforced = aProjectWithCell({ isolation: 'Enforced' });

/** A binding in an enforced cell, on a data plane with that provider. */
export function inCell(
  provider: 'cilium' | 'kubernetes' | undefined,
  parts: Part[] = [],
  gateways: string[] = [],
): InCell {
  const binding = aBinding('greeter', testProject, ...parts);
  const world = aWorld(enforced, aPlaneWith(provider), binding);
  return rendered(world, binding, drawn(binding, ...gateways));
}

/** What a policy calls the pods of a gateway. */
export const gatewayPods = (name: string) => ({
  matchLabels: {
    'gateway.envoyproxy.io/owning-gateway-name': name,
    'gateway.envoyproxy.io/owning-gateway-namespace': 'openchoreo-data-plane',
  },
  matchExpressions: [{ key: 'component-name', operator: 'DoesNotExist' }],
});

/** A REST API of the component. */
export const withApi = (rest: Record<string, unknown>) =>
  withSpec({ apis: { api: { type: 'REST', className: 'default', rest } } });

/** Connections of the component. */
export const connections = (of: Record<string, unknown>) =>
  withWorkload({ connections: of });
