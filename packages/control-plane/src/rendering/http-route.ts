import type { Gateway } from './hosts';
import { namedResource, type ReleaseResource } from './manifest';
import { objectMeta, type RenderTarget } from './target';

/** What one route does. */
export interface RouteInput {
  readonly name: string;
  readonly gateway: Gateway;
  /** Path that callers use. */
  readonly path: string;
  /** Path that takes its place before the request reaches the backend. */
  readonly rewriteTo: string;
  /** Port of the target's Service. */
  readonly port: number;
}

/** An HTTPRoute from a gateway to the Service of the target. */
export function renderHttpRoute(
  target: RenderTarget,
  { name, gateway, path, rewriteTo, port }: RouteInput,
): ReleaseResource {
  return namedResource({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: objectMeta(target, name),
    spec: {
      parentRefs: [{ name: gateway.name, namespace: gateway.namespace }],
      hostnames: [gateway.host],
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: path } }],
          filters: [
            {
              type: 'URLRewrite',
              urlRewrite: {
                path: {
                  type: 'ReplacePrefixMatch',
                  replacePrefixMatch: rewriteTo,
                },
              },
            },
          ],
          backendRefs: [{ name: target.name, port }],
        },
      ],
    },
  });
}
