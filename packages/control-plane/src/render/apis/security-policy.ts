import type { JsonObject } from '../../runtime/json';
import { namedResource, type ReleaseResource } from '../../core/manifest';
import {
  objectMeta,
  type RenderTarget,
} from '../../core/effective-binding/target';
import type { AccessControl } from './access-control';
import type { Exposure } from '../../core/effective-binding/apis/exposure';
import { targetRefs } from './target-ref';

/** What a SecurityPolicy is made of. */
export interface SecurityPolicyInput {
  readonly name: string;
  /** Route that it protects. */
  readonly route: string;
  /** Which browsers may call. */
  readonly cors: JsonObject | undefined;
  readonly access: AccessControl;
}

/** The Envoy Gateway SecurityPolicy of a route; there is one even when it asks for nothing. */
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
