import type { RESTPolicy } from '@promenade/openchoreo-model';
import type { JsonObject } from '../../json';
import { formatGoDuration } from '../go/duration';
import { namedResource, type ReleaseResource } from '../manifest';
import { objectMeta, type RenderTarget } from '../target';
import type { AccessControl } from './access-control';
import type { Exposure } from './exposure';
import { exposureName, targetRefs } from './target-ref';

/** The Envoy Gateway SecurityPolicy of an API at a level; there is one even when it asks for nothing. */
export function renderSecurityPolicy(
  target: RenderTarget,
  exposure: Exposure,
  cors: RESTPolicy['cors'],
  access: AccessControl,
): ReleaseResource {
  return namedResource({
    apiVersion: 'gateway.envoyproxy.io/v1alpha1',
    kind: 'SecurityPolicy',
    metadata: objectMeta(target, exposureName(target, exposure)),
    spec: {
      targetRefs: targetRefs(target, exposure),
      jwt: access.jwt,
      authorization: access.authorization,
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
