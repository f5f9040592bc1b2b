import type { RESTPolicy } from '@promenade/openchoreo-model';
import type { JsonObject } from '../../runtime/json';
import type { Problem } from '../../core/problem';
import { validateAddressRules, renderAuthorization } from './address-rules';
import {
  renderAuthentication,
  type AuthenticationInput,
} from './authentication';

/** Who may call, as a SecurityPolicy says it. */
export interface AccessControl {
  readonly jwt?: JsonObject;
  readonly apiKeyAuth?: JsonObject;
  readonly basicAuth?: JsonObject;
  readonly authorization?: JsonObject;
}

/** Lets nobody in. What an API gets whose protection cannot be rendered. */
export const denyAll: AccessControl = {
  authorization: { defaultAction: 'Deny' },
};

/** Translates authentication and address ranges of a policy. */
export function renderAccessControl(
  policy: RESTPolicy,
  input: AuthenticationInput,
): { access: AccessControl; problems: Problem[] } {
  const { authentication, problems } = renderAuthentication(policy, input);
  const { principal, ...rest } = authentication;
  const token = { jwt: principal, isPerOperation: input.scopes.length > 0 };
  return {
    access: { ...rest, authorization: renderAuthorization(policy, token) },
    problems: [
      ...problems,
      ...validateAddressRules(policy, token, input.field),
    ],
  };
}
