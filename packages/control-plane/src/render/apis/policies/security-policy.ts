import type { RESTPolicy } from '@promenade/openchoreo-model';
import type { Exposure } from '../../../core/effective-binding/apis/exposure';
import {
  objectMeta,
  type RenderTarget,
} from '../../../core/effective-binding/target';
import { namedResource, type ReleaseResource } from '../../../core/manifest';
import type { Problem } from '../../../core/problem';
import type { JsonObject } from '../../../runtime/json';
import { targetRefs } from '../names';
import { renderAuthorization, validateAddressRules } from './address-rules';
import {
  renderAuthentication,
  type AuthenticationInput,
} from './authentication';

/** Input of {@link renderSecurityPolicy}. */
export interface SecurityPolicyInput {
  readonly name: string;
  /** Name of the route that the policy targets. */
  readonly route: string;
  readonly cors: JsonObject | undefined;
  readonly access: AccessControl;
}

/** Renders the Envoy Gateway SecurityPolicy of a route. It exists even without settings. */
export function renderSecurityPolicy(
  target: RenderTarget,
  exposure: Exposure,
  { name, route, cors, access }: SecurityPolicyInput,
): ReleaseResource {
  return namedResource({
    apiVersion: 'gateway.envoyproxy.io/v1alpha1',
    kind: 'SecurityPolicy',
    metadata: objectMeta(target, name),
    spec: {
      targetRefs: targetRefs(exposure, route),
      ...access,
      cors,
    },
  });
}

/** Authentication and authorization members of a SecurityPolicy. */
export interface AccessControl {
  readonly jwt?: JsonObject;
  readonly apiKeyAuth?: JsonObject;
  readonly basicAuth?: JsonObject;
  readonly authorization?: JsonObject;
}

/** Denies every request. Applied to an API whose policy cannot be rendered. */
export const denyAll: AccessControl = {
  authorization: { defaultAction: 'Deny' },
};

/** Renders authentication and address rules of a policy. */
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
