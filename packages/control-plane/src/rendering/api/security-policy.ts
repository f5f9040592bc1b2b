import type { RESTPolicy } from '@promenade/openchoreo-model';
import type { JsonObject } from '../../json';
import { formatGoDuration } from '../go/duration';
import { namedResource, type ReleaseResource } from '../manifest';
import { objectMeta, type RenderTarget } from '../target';
import type { AccessControl } from './access-control';
import type { Exposure } from './exposure';
import { targetRefs } from './target-ref';

/** What a SecurityPolicy is made of. */
export interface SecurityPolicyInput {
  readonly name: string;
  /** Route that it protects. */
  readonly route: string;
  readonly cors: RESTPolicy['cors'];
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
      cors: cors && corsOf(cors),
    },
  });
}

function corsOf(cors: NonNullable<RESTPolicy['cors']>): JsonObject {
  return {
    allowOrigins: given(cors.allowOrigins),
    allowMethods: given(cors.allowMethods),
    allowHeaders: given(cors.allowHeaders),
    exposeHeaders: given(cors.exposeHeaders),
    maxAge: cors.maxAge ? formatGoDuration(cors.maxAge) : undefined,
  };
}

function given(list: readonly string[] | undefined) {
  return list?.length ? list : undefined;
}
