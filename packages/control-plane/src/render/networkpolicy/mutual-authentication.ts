import { nameLimits } from '@promenade/openchoreo-model';
import { isMutualTlsRequired } from '../../core/effective-binding/connections/mutual-authentication';
import { type ResolvedConnection } from '../../core/effective-binding/connections/resolved-connection';
import {
  objectName,
  resourceId,
  type RenderTarget,
} from '../../core/effective-binding/target';
import type { RenderResult } from '../../core/render-result';
import { componentRules } from './connection-rules';
import {
  mutualAuthenticationRules,
  type ConsumerRulesInput,
} from './consumer-rules';
import { renderCiliumNetworkPolicy } from './providers/cilium-network-policy';

/** Input of {@link addMutualAuthentication}. */
export interface MutualAuthenticationInput extends ConsumerRulesInput {
  readonly target: RenderTarget;
  readonly connections: readonly ResolvedConnection[];
}

/**
 * Adds the policy that authenticates both sides of connections with mtls Required: the egress of the component and the
 * ingress from its consumers.
 *
 * The policy denies nothing else, so that it applies whether or not the cell is isolated.
 */
export function addMutualAuthentication(
  rendered: RenderResult,
  input: MutualAuthenticationInput,
): RenderResult {
  const ingress = mutualAuthenticationRules(input);
  const egress = input.connections.flatMap(({ spec, target }) =>
    target.kind === 'component' && isMutualTlsRequired(spec)
      ? componentRules(target, input.hosts).map(rule => ({
          ...rule,
          authenticated: true,
        }))
      : [],
  );
  if (ingress.length + egress.length === 0) {
    return rendered;
  }
  const { target } = input;
  const { object } = renderCiliumNetworkPolicy(
    { selector: target.labels, ingress, egress },
    {
      name: mtlsPolicyName(target),
      namespace: target.namespace,
      labels: target.labels,
    },
    { enforced: false },
  );
  return {
    ...rendered,
    resources: [
      { id: resourceId(target, 'mtls'), object },
      ...rendered.resources,
    ],
  };
}

function mtlsPolicyName(target: RenderTarget): string {
  const full = `${target.name}-mtls`;
  return full.length <= nameLimits.resource
    ? full
    : objectName(target, nameLimits.resource, 'mtls');
}
