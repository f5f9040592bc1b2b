import type { ApiPolicy } from '@promenade/backstage-plugin-openchoreo-common';
import type { RESTPolicy } from '@promenade/openchoreo-model';

/** What a policy asks of callers, for people. Without names of Secrets. */
export function describePolicy(policy: RESTPolicy = {}): ApiPolicy[] {
  const { authentication, rateLimit, cors, security, mediation } = policy;
  const policies: [ApiPolicy['type'], string | undefined][] = [
    ['authentication', authentication && authenticationText(authentication)],
    [
      'rateLimit',
      rateLimit &&
        `${rateLimit.requests} requests in ${rateLimit.window}, for each replica of the gateway`,
    ],
    [
      'cors',
      cors && `Browsers from ${cors.allowOrigins?.join(', ') ?? 'no origin'}`,
    ],
    ['security', security && securityText(security)],
    ['mediation', mediation && mediationText(mediation)],
    [
      'circuitBreaker',
      policy.circuitBreaker &&
        'Requests beyond its limits are rejected at once',
    ],
  ];
  return policies.flatMap(([type, text]) => (text ? [{ type, text }] : []));
}

function authenticationText({
  type,
  jwt,
  apikey,
  oauth2,
}: NonNullable<RESTPolicy['authentication']>): string {
  const audience = jwt?.audience?.length
    ? `, for the audience ${jwt.audience.join(' or ')}`
    : '';
  const scopes = oauth2?.scopes?.length
    ? ` with the scopes ${oauth2.scopes.join(', ')}`
    : '';
  switch (type) {
    case 'jwt':
      return `JSON Web Token${jwt ? ` of ${jwt.issuer}` : ''}${audience}`;
    case 'apikey':
      return apikey?.queryParam
        ? `API key in the query parameter ${apikey.queryParam}`
        : `API key${apikey?.header ? ` in the header ${apikey.header}` : ''}`;
    case 'oauth2':
      return `OAuth 2.0 token${scopes}`;
    case 'basic':
      return 'User name and password';
    default:
      return type;
  }
}

function securityText({
  requireTLS,
  minTLSVersion,
  allowedIPs = [],
  blockedIPs = [],
}: NonNullable<RESTPolicy['security']>): string {
  return [
    ...(requireTLS ? ['only with TLS'] : []),
    ...(minTLSVersion ? [`TLS ${minTLSVersion} or later`] : []),
    ...(allowedIPs.length ? [`only from ${allowedIPs.join(', ')}`] : []),
    ...(blockedIPs.length ? [`not from ${blockedIPs.join(', ')}`] : []),
  ].join('; ');
}

function mediationText({
  requestTransformations = [],
  responseTransformations = [],
}: NonNullable<RESTPolicy['mediation']>): string {
  return [
    ...(requestTransformations.length ? ['headers of requests change'] : []),
    ...(responseTransformations.length ? ['headers of responses change'] : []),
  ].join('; ');
}
