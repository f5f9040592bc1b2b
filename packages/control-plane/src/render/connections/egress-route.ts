import { isIpAddress } from '../../core/effective-binding/apis/backend';
import {
  egressGateway,
  egressHost,
  type EgressSettings,
} from '../../core/effective-binding/connections/egress';
import { connectionName } from '../../core/effective-binding/connections/names';
import type {
  ExternalTarget,
  ResolvedConnection,
} from '../../core/effective-binding/connections/resolved-connection';
import {
  objectMeta,
  type RenderTarget,
} from '../../core/effective-binding/target';
import type { ReleaseResource } from '../../core/manifest';
import {
  backendRef,
  renderBackend,
  renderBackendTlsPolicy,
} from '../routes/backend';
import { renderTrafficSettings } from './traffic-settings';

const gatewayApi = 'gateway.networking.k8s.io';
const envoyGateway = 'gateway.envoyproxy.io';

/**
 * Renders the objects that route one connection through the egress gateway: an ExternalName Service for the gateway, a
 * route for the host name of that Service, and a Backend for the external host.
 */
export function renderEgressRoute(
  target: RenderTarget,
  connection: ResolvedConnection,
  { host = '', port, isSecure }: ExternalTarget,
  egress: EgressSettings,
): ReleaseResource[] {
  const name = connectionName(target, connection.name);
  const metadata = objectMeta(target, name);
  const route = { group: gatewayApi, kind: 'HTTPRoute', name };
  return [
    {
      id: `${name}-service`,
      object: {
        apiVersion: 'v1',
        kind: 'Service',
        metadata,
        spec: { type: 'ExternalName', externalName: egress.host },
      },
    },
    {
      id: `${name}-backend`,
      object: renderBackend(target, name, { host, port }),
    },
    {
      id: `${name}-httproute`,
      object: {
        apiVersion: `${gatewayApi}/v1`,
        kind: 'HTTPRoute',
        metadata,
        spec: {
          parentRefs: [{ ...egressGateway }],
          hostnames: [egressHost(target, connection.name)],
          rules: [
            {
              filters: isIpAddress(host)
                ? undefined
                : [
                    {
                      type: 'URLRewrite',
                      urlRewrite: { hostname: host },
                    },
                  ],
              backendRefs: [backendRef(name)],
            },
          ],
        },
      },
    },
    ...(isSecure
      ? [
          {
            id: `${name}-tls`,
            object: renderBackendTlsPolicy(target, name, name, { host }),
          },
        ]
      : []),
    ...(connection.policy
      ? [
          {
            id: `${name}-btp`,
            object: {
              apiVersion: `${envoyGateway}/v1alpha1`,
              kind: 'BackendTrafficPolicy',
              metadata,
              spec: {
                targetRefs: [route],
                ...renderTrafficSettings(connection.policy),
              },
            },
          },
        ]
      : []),
  ];
}
