import type { RESTPolicy } from '@promenade/openchoreo-model';
import type { JsonObject } from '../../json';
import { invalid, warning, type Problem } from '../problem';
import { isCidr } from './cidr';

/** Who may call, as a SecurityPolicy says it. */
export interface AccessControl {
  readonly jwt?: JsonObject;
  readonly authorization?: JsonObject;
}

const jwtProvider = 'default';

/** Lets nobody in. What an API gets whose protection cannot be rendered. */
export const closed: AccessControl = {
  authorization: { defaultAction: 'Deny' },
};

/**
 * Translates authentication and address ranges of a policy.
 *
 * @param field - path of the policy, for problems
 */
export function accessControlOf(
  policy: RESTPolicy,
  field: string,
): { access: AccessControl; problems: Problem[] } {
  const problems = [
    ...authenticationProblems(policy, field),
    ...addressProblems(policy, field),
  ];
  const jwt =
    policy.authentication?.type === 'jwt'
      ? policy.authentication.jwt
      : undefined;
  const rules = rulesOf(policy, jwt !== undefined);
  return {
    access: {
      jwt: jwt && {
        providers: [
          {
            name: jwtProvider,
            remoteJWKS: { uri: jwt.jwks },
            issuer: jwt.issuer,
            audiences: jwt.audience?.length ? jwt.audience : undefined,
          },
        ],
      },
      authorization: rules.length
        ? { defaultAction: 'Deny', rules }
        : undefined,
    },
    problems,
  };
}

function rulesOf(policy: RESTPolicy, hasJwt: boolean): JsonObject[] {
  const scopes = policy.authentication?.oauth2?.scopes ?? [];
  const { allowedIPs = [], blockedIPs = [] } = policy.security ?? {};
  const rule = (action: string) => (cidr: string) => ({
    action,
    principal: { clientCIDRs: [cidr] },
  });
  return [
    ...(hasJwt && scopes.length > 0
      ? [
          {
            action: 'Allow',
            principal: { jwt: { provider: jwtProvider, scopes } },
          },
        ]
      : []),
    ...allowedIPs.map(rule('Allow')),
    ...blockedIPs.map(rule('Deny')),
  ];
}

function authenticationProblems(
  { authentication }: RESTPolicy,
  field: string,
): Problem[] {
  if (!authentication) return [];
  const { type, jwt } = authentication;
  if (type === 'jwt') {
    return jwt
      ? []
      : [
          invalid(
            `${field}.authentication.jwt`,
            'authentication by jwt needs jwks and issuer; give authentication.jwt',
          ),
        ];
  }
  return [
    invalid(
      `${field}.authentication.type`,
      `authentication of type ${type} is not supported; use jwt`,
    ),
  ];
}

function addressProblems({ security }: RESTPolicy, field: string): Problem[] {
  const { allowedIPs = [], blockedIPs = [] } = security ?? {};
  const malformed = [
    ...allowedIPs.map(cidr => ({ list: 'allowedIPs', cidr })),
    ...blockedIPs.map(cidr => ({ list: 'blockedIPs', cidr })),
  ]
    .filter(({ cidr }) => !isCidr(cidr))
    .map(({ list, cidr }) =>
      invalid(
        `${field}.security.${list}`,
        `"${cidr}" is no range of addresses; write it like 10.0.0.0/8 or 192.0.2.1/32`,
      ),
    );
  const blocksAll = blockedIPs.length > 0 && allowedIPs.length === 0;
  return blocksAll
    ? [
        ...malformed,
        warning(
          `${field}.security.blockedIPs`,
          'with blocked addresses and no allowed ones nobody gets in; add allowedIPs, for example 0.0.0.0/0',
        ),
      ]
    : malformed;
}
