import type { ReleaseResource } from '../manifest';
import type { RenderTarget } from '../target';
import { renderEgressPolicy } from './cilium-egress-policy';
import { renderProxiedService } from './cilium-envoy-config';
import { egressOf } from './egress';
import { renderEgressRoute } from './egress-route';
import type { Lead } from './lead';
import type { ConnectionSurroundings } from './surroundings';

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
