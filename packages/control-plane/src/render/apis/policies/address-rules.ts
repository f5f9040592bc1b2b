import type { RESTPolicy } from '@promenade/openchoreo-model';
import { invalid, warning, type Problem } from '../../../core/problem';
import type { JsonObject } from '../../../runtime/json';
import { hasOverlap, isCidr } from './cidr';

/** What the token of a caller must grant, besides the address rules. */
export interface TokenRequirement {
  /** Principal of an authorization; undefined where no token is required. */
  readonly jwt?: JsonObject;
  /** Whether an operation requires the token, not the API as a whole. */
  readonly isPerOperation: boolean;
}

/**
 * Renders the rules of an authorization. The first rule that matches decides.
 *
 * By default, as in OpenChoreo v0.3.2, the allow rules come first: a token with the scopes or an allowed address is
 * enough, and a caller that matches no rule is denied. With precedence `BlockFirst` a blocked address is always denied,
 * the scopes and an allowed address are required together, and with blocked addresses alone all other callers are
 * allowed. OpenChoreo has no operations; the scopes of an operation are always required.
 *
 * @returns undefined where every caller is allowed
 */
export function renderAuthorization(
  policy: RESTPolicy,
  token: TokenRequirement,
): JsonObject | undefined {
  const { allowedIPs = [], blockedIPs = [] } = policy.security ?? {};
  const { jwt } = token;
  if (!jwt && allowedIPs.length + blockedIPs.length === 0) return undefined;
  const denied = blockedIPs.map(cidr => rule('Deny', { clientCIDRs: [cidr] }));
  if (!isBlockFirst(policy, token)) {
    const allowed = allowedIPs.map(cidr =>
      rule('Allow', { clientCIDRs: [cidr] }),
    );
    const granted = jwt ? [rule('Allow', { jwt })] : [];
    return {
      defaultAction: 'Deny',
      rules: [...granted, ...allowed, ...denied],
    };
  }
  const allowed = allowedIPs.map(cidr =>
    rule('Allow', { clientCIDRs: [cidr], jwt }),
  );
  if (jwt && allowed.length === 0) allowed.push(rule('Allow', { jwt }));
  return {
    defaultAction: allowed.length > 0 ? 'Deny' : 'Allow',
    rules: [...denied, ...allowed],
  };
}

function isBlockFirst(
  { security }: RESTPolicy,
  { jwt, isPerOperation }: TokenRequirement,
) {
  return (
    security?.precedence === 'BlockFirst' ||
    (jwt !== undefined && isPerOperation)
  );
}

function rule(action: 'Allow' | 'Deny', principal: JsonObject): JsonObject {
  return { action, principal };
}

/** Validates the address ranges, and warns about lists with an unexpected effect. */
export function validateAddressRules(
  policy: RESTPolicy,
  token: TokenRequirement,
  field: string,
): Problem[] {
  const { security } = policy;
  const invalidRanges = (['allowedIPs', 'blockedIPs'] as const).flatMap(list =>
    (security?.[list] ?? [])
      .filter(cidr => !isCidr(cidr))
      .map(cidr =>
        invalid(
          `${field}.security.${list}`,
          `"${cidr}" is not an address range; write it like 10.0.0.0/8 or 192.0.2.1/32`,
        ),
      ),
  );
  const unexpected = isBlockFirst(policy, token)
    ? undefined
    : findUnexpectedEffect(policy, token);
  return unexpected
    ? [
        ...invalidRanges,
        warning(
          `${field}.security.${unexpected.list}`,
          `${unexpected.effect}, as in OpenChoreo v0.3.2; ${unexpected.alternative} with security.precedence: BlockFirst`,
        ),
      ]
    : invalidRanges;
}

interface UnexpectedEffect {
  readonly list: 'allowedIPs' | 'blockedIPs';
  readonly effect: string;
  readonly alternative: string;
}

function findUnexpectedEffect(
  { security }: RESTPolicy,
  { jwt }: TokenRequirement,
): UnexpectedEffect | undefined {
  const { allowedIPs = [], blockedIPs = [] } = security ?? {};
  if (jwt && allowedIPs.length > 0) {
    return {
      list: 'allowedIPs',
      effect: 'an allowed address needs no scopes',
      alternative: 'both are required',
    };
  }
  if (blockedIPs.length === 0) return undefined;
  if (jwt) {
    return {
      list: 'blockedIPs',
      effect: 'a token with the scopes is allowed from a blocked address',
      alternative: 'it is denied',
    };
  }
  if (allowedIPs.length === 0) {
    return {
      list: 'blockedIPs',
      effect: 'blocked addresses without allowed ones deny every request',
      alternative: 'all other addresses are allowed',
    };
  }
  return hasOverlap(allowedIPs, blockedIPs)
    ? {
        list: 'blockedIPs',
        effect: 'a blocked address in an allowed range is allowed',
        alternative: 'it is denied',
      }
    : undefined;
}
