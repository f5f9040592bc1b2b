import { Part, testProject, withSpec } from '..';
import {
  RenderedCell,
  aBinding,
  aDataPlaneWith,
  aProjectWithCell,
  aCluster,
  workloadAndRoutes,
  renderWithPolicies,
  withWorkload,
} from './cell-world';

/** A project that asks for its cells to be enforced. */
export const enforcedProject = aProjectWithCell({ isolation: 'Enforced' });

/** A binding in an enforced cell, on a data plane with that provider. */
export function renderInEnforcedCell(
  provider: 'cilium' | 'kubernetes' | undefined,
  parts: Part[] = [],
  gateways: string[] = [],
): RenderedCell {
  const binding = aBinding('greeter', testProject, ...parts);
  const world = aCluster(enforcedProject, aDataPlaneWith(provider), binding);
  return renderWithPolicies(
    world,
    binding,
    workloadAndRoutes(binding, ...gateways),
  );
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
export const withConnections = (of: Record<string, unknown>) =>
  withWorkload({ connections: of });
