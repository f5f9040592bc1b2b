import type { APIClass } from './kinds/api-class';
import type { RESTPolicy } from './schemas/rest-policy';

/**
 * Merges the policy of a class at a level over the defaults of the class. Undefined where the class has neither.
 *
 * Objects are merged; lists and scalars are replaced; an empty list keeps the default, as in OpenChoreo v0.3.2. A
 * circuit breaker is replaced as a whole.
 *
 * @public
 */
export function mergeRestPolicy(
  apiClass: APIClass,
  level: 'Public' | 'Organization',
): RESTPolicy | undefined {
  const { restPolicy = {} } = apiClass.spec;
  const ofLevel =
    level === 'Public' ? restPolicy.public : restPolicy.organization;
  if (!restPolicy.defaults && !ofLevel) return undefined;
  const { defaults = {} } = restPolicy;
  const own = ofLevel ?? {};
  const authentication =
    defaults.authentication && own.authentication
      ? {
          type: own.authentication.type,
          jwt: mergeMembers(
            defaults.authentication.jwt,
            own.authentication.jwt,
          ),
          apikey: mergeMembers(
            defaults.authentication.apikey,
            own.authentication.apikey,
          ),
          oauth2: mergeMembers(
            defaults.authentication.oauth2,
            own.authentication.oauth2,
          ),
          basic: mergeMembers(
            defaults.authentication.basic,
            own.authentication.basic,
          ),
        }
      : own.authentication ?? defaults.authentication;
  return {
    rateLimit: own.rateLimit ?? defaults.rateLimit,
    authentication,
    cors: mergeMembers(defaults.cors, own.cors),
    security: mergeMembers(defaults.security, own.security),
    mediation: mergeMembers(defaults.mediation, own.mediation),
    circuitBreaker: own.circuitBreaker ?? defaults.circuitBreaker,
  };
}

/** Merges the members that `own` sets over those of `base`. */
function mergeMembers<T extends object>(
  base: T | undefined,
  own: T | undefined,
): T | undefined {
  if (!base || !own) return own ?? base;
  const set = Object.entries(own).filter(
    ([, value]) =>
      value !== undefined && !(Array.isArray(value) && value.length === 0),
  );
  return { ...base, ...Object.fromEntries(set) };
}
