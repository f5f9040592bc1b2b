import type { ReleaseResource } from '../../core/manifest';
import type { RenderTarget } from '../../core/effective-binding/target';
import { renderEgressPolicy } from './cilium-egress-policy';
import { renderProxiedService } from './cilium-envoy-config';
import { egressOf } from '../../core/effective-binding/connections/egress';
import { renderEgressRoute } from './egress-route';
import type { Lead } from '../../core/effective-binding/connections/lead';
import type { ConnectionSurroundings } from '../../core/effective-binding/connections/surroundings';

/** The objects that carry the connections of a component, in its own cell. */
export function renderLeads(
  target: RenderTarget,
  leads: readonly Lead[],
  { dataPlane }: ConnectionSurroundings,
): ReleaseResource[] {
  const egress = egressOf(dataPlane);
  return [
    ...leads.flatMap(lead => renderLead(target, lead, egress)),
    ...(egress.provider === 'cilium-egress'
      ? renderEgressPolicy(target, leads, egress)
      : []),
  ];
}

function renderLead(
  target: RenderTarget,
  lead: Lead,
  egress: ReturnType<typeof egressOf>,
): ReleaseResource[] {
  const { end } = lead;
  if (end.kind === 'outside') {
    return end.way === 'EgressGateway'
      ? renderEgressRoute(target, lead, end, egress)
      : [];
  }
  return lead.policy?.by === 'Cilium'
    ? renderProxiedService(target, lead, end, lead.policy)
    : [];
}
