import { connectionName } from '../../core/effective-binding/connections/names';
import type { PolicySettings } from '../../core/effective-binding/connections/policy-settings';
import type {
  ComponentTarget,
  ResolvedConnection,
} from '../../core/effective-binding/connections/resolved-connection';
import {
  objectMeta,
  type RenderTarget,
} from '../../core/effective-binding/target';
import type { ReleaseResource } from '../../core/manifest';
import type { JsonObject } from '../../runtime/json';
import { findPort } from '../workload/ports';

const envoy = 'type.googleapis.com/envoy';
const connectionManager = `${envoy}.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager`;
const router = `${envoy}.extensions.filters.http.router.v3.Router`;
const httpOptions = 'envoy.extensions.upstreams.http.v3.HttpProtocolOptions';

/** Conditions for a retry: the request was not processed, or the target reports overload. */
const retryOn =
  'connect-failure,refused-stream,unavailable,cancelled,retriable-status-codes';

/**
 * Renders a Service that only one connection uses, and the CiliumEnvoyConfig by which Cilium's Envoy applies the policy
 * of the connection.
 */
export function renderProxiedService(
  target: RenderTarget,
  connection: ResolvedConnection,
  { peer, endpoint }: ComponentTarget,
  settings: PolicySettings,
): ReleaseResource[] {
  const name = connectionName(target, connection.name);
  const port = connection.access?.port;
  const served = findPort(peer.workload.endpoints, port, 'TCP');
  const metadata = objectMeta(target, name);
  return [
    {
      id: `${name}-service`,
      object: {
        apiVersion: 'v1',
        kind: 'Service',
        metadata,
        spec: {
          type: 'ClusterIP',
          selector: { ...peer.labels },
          ports: [
            {
              name: 'connection',
              port,
              targetPort: served?.targetPort ?? port,
              protocol: 'TCP',
            },
          ],
        },
      },
    },
    {
      id: `${name}-envoyconfig`,
      object: {
        apiVersion: 'cilium.io/v2',
        kind: 'CiliumEnvoyConfig',
        metadata,
        spec: {
          services: [{ name, namespace: target.namespace, listener: name }],
          resources: envoyResources(
            name,
            `${target.namespace}/${name}`,
            endpoint.type === 'gRPC',
            settings,
          ),
        },
      },
    },
  ];
}

function envoyResources(
  name: string,
  cluster: string,
  isHttp2: boolean,
  settings: PolicySettings,
): JsonObject[] {
  return [
    {
      '@type': `${envoy}.config.listener.v3.Listener`,
      name,
      filter_chains: [
        {
          filters: [
            {
              name: 'envoy.filters.network.http_connection_manager',
              typed_config: {
                '@type': connectionManager,
                stat_prefix: name,
                rds: { route_config_name: name },
                use_remote_address: true,
                skip_xff_append: true,
                upgrade_configs: [{ upgrade_type: 'websocket' }],
                http_filters: [
                  {
                    name: 'envoy.filters.http.router',
                    typed_config: { '@type': router },
                  },
                ],
              },
            },
          ],
        },
      ],
    },
    {
      '@type': `${envoy}.config.route.v3.RouteConfiguration`,
      name,
      virtual_hosts: [
        {
          name,
          domains: ['*'],
          routes: [
            {
              match: { prefix: '/' },
              route: { cluster, ...routeSettings(settings) },
            },
          ],
        },
      ],
    },
    {
      '@type': `${envoy}.config.cluster.v3.Cluster`,
      name: cluster,
      type: 'EDS',
      connect_timeout: '5s',
      lb_policy: 'ROUND_ROBIN',
      circuit_breakers: breakers(settings),
      typed_extension_protocol_options: isHttp2
        ? {
            [httpOptions]: {
              '@type': `type.googleapis.com/${httpOptions}`,
              explicit_http_config: { http2_protocol_options: {} },
            },
          }
        : undefined,
    },
  ];
}

function routeSettings({ timeout, retries }: PolicySettings): JsonObject {
  return {
    // The default of Envoy is 15 seconds; 0 disables the timeout.
    timeout: `${timeout ?? 0}s`,
    retry_policy: retries && {
      retry_on: retryOn,
      retriable_status_codes: [503],
      num_retries: retries.attempts,
      retry_back_off: retries.backoff && {
        base_interval: `${retries.backoff}s`,
      },
    },
  };
}

function breakers({ limits }: PolicySettings): JsonObject | undefined {
  return (
    limits && {
      thresholds: [
        {
          priority: 'DEFAULT',
          max_connections: limits.maxConnections,
          max_pending_requests: limits.maxPendingRequests,
          max_requests: limits.maxParallelRequests,
          max_retries: limits.maxParallelRetries,
        },
      ],
    }
  );
}
