import { Modifier, testProject, withSpec } from '..';
import {
  RenderedCell,
  aBinding,
  aDataPlaneWith,
  aProjectWithCell,
  createCellCluster,
  workloadAndRoutes,
  renderWithPolicies,
  withWorkload,
} from './cell-cluster';

/** A project with enforced isolation. */
export const enforcedProject = aProjectWithCell({ isolation: 'Enforced' });

/** Renders a binding in an enforced cell on a data plane with a policy provider. */
export function renderInEnforcedCell(
  provider: 'cilium' | 'kubernetes' | undefined,
  parts: Modifier[] = [],
  gateways: string[] = [],
): RenderedCell {
  const binding = aBinding('greeter', testProject, ...parts);
  const cluster = createCellCluster(
    enforcedProject,
    aDataPlaneWith(provider),
    binding,
  );
  return renderWithPolicies(
    cluster,
    binding,
    workloadAndRoutes(binding, ...gateways),
  );
}

/** The selector of the pods of a gateway in a policy. */
export const gatewayPods = (name: string) => ({
  matchLabels: {
    'gateway.envoyproxy.io/owning-gateway-name': name,
    'gateway.envoyproxy.io/owning-gateway-namespace': 'openchoreo-data-plane',
  },
  matchExpressions: [{ key: 'component-name', operator: 'DoesNotExist' }],
});

/** Adds a REST API to a binding. */
export const withApi = (rest: Record<string, unknown>) =>
  withSpec({ apis: { api: { type: 'REST', className: 'default', rest } } });

/** Adds connections to a binding. */
export const withConnections = (of: Record<string, unknown>) =>
  withWorkload({ connections: of });
