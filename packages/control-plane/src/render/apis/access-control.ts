import type { RESTPolicy } from '@promenade/openchoreo-model';
import type { JsonObject } from '../../runtime/json';
import type { Problem } from '../../core/problem';
import { addressProblems, authorizationOf } from './address-rules';
import { authenticationOf, type AuthenticationInput } from './authentication';

/** Who may call, as a SecurityPolicy says it. */
export interface AccessControl {
  readonly jwt?: JsonObject;
  readonly apiKeyAuth?: JsonObject;
  readonly basicAuth?: JsonObject;
  readonly authorization?: JsonObject;
}

/** Lets nobody in. What an API gets whose protection cannot be rendered. */
export const closed: AccessControl = {
  authorization: { defaultAction: 'Deny' },
};

/** Translates authentication and address ranges of a policy. */
export function accessControlOf(
  policy: RESTPolicy,
  input: AuthenticationInput,
): { access: AccessControl; problems: Problem[] } {
  const { authentication, problems } = authenticationOf(policy, input);
  const { principal, ...rest } = authentication;
  const proof = { jwt: principal, byOperation: input.scopes.length > 0 };
  return {
    access: { ...rest, authorization: authorizationOf(policy, proof) },
    problems: [...problems, ...addressProblems(policy, proof, input.field)],
  };
}
