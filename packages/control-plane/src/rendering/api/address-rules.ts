import type { RESTPolicy } from '@promenade/openchoreo-model';
import type { JsonObject } from '../../json';
import { invalid, type Problem } from '../problem';
import { anyOverlap, isCidr } from './cidr';

/**
 * The rules of an authorization: the first that matches decides. A blocked
 * address is refused though it is in an allowed range, and who is let in has an
 * allowed address and the scopes, not either. With blocked addresses alone, all
 * others may call. Where order is of no consequence it is that of OpenChoreo
 * v0.3.2, which lets in first.
 *
 * @param jwt - what the token of a caller must grant, if anything
 * @returns undefined when everybody may call
 */
export function authorizationOf(
  { security }: RESTPolicy,
  jwt: JsonObject | undefined,
): JsonObject | undefined {
  const { allowedIPs = [], blockedIPs = [] } = security ?? {};
  const denied = blockedIPs.map(cidr => rule('Deny', { clientCIDRs: [cidr] }));
  const allowed = allowedIPs.map(cidr =>
    rule('Allow', { clientCIDRs: [cidr], jwt }),
  );
  if (jwt && allowed.length === 0) allowed.push(rule('Allow', { jwt }));
  const rules =
    jwt || anyOverlap(allowedIPs, blockedIPs)
      ? [...denied, ...allowed]
      : [...allowed, ...denied];
  if (rules.length === 0) return undefined;
  return { defaultAction: allowed.length > 0 ? 'Deny' : 'Allow', rules };
}

function rule(action: 'Allow' | 'Deny', principal: JsonObject): JsonObject {
  return { action, principal };
}

/** Ranges of addresses that are none. */
export function addressProblems(
  { security }: RESTPolicy,
  field: string,
): Problem[] {
  return (['allowedIPs', 'blockedIPs'] as const).flatMap(list =>
    (security?.[list] ?? [])
      .filter(cidr => !isCidr(cidr))
      .map(cidr =>
        invalid(
          `${field}.security.${list}`,
          `"${cidr}" is no range of addresses; write it like 10.0.0.0/8 or 192.0.2.1/32`,
        ),
      ),
  );
}
