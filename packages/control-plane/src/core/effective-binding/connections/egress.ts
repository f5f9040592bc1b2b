import type { DataPlane } from '@promenade/openchoreo-model';
import { invalid, warning, type Problem } from '../../problem';
import {
  hasManyHosts,
  isHostName,
  normalizeHost,
  serviceNamespace,
} from '../address';
import { isIpAddress } from '../apis/backend';
import { endpointAccess } from '../endpoint-uri';
import type { RenderTarget } from '../target';
import { connectionName } from './names';
import type { ExternalTarget, ResolvedConnection } from './resolved-connection';

/** `spec.gateway.egress` of a data plane. */
export type EgressSettings = NonNullable<
  DataPlane['spec']['gateway']['egress']
>;

/** The gateway for outgoing HTTP, where Envoy Gateway has one. */
export const egressGateway = {
  name: 'gateway-egress',
  namespace: 'openchoreo-data-plane',
} as const;

const defaultEgressPort = 80;

/**
 * The schemes that the egress gateway supports, and the scheme of the workload towards it: the gateway originates TLS.
 */
const plainSchemes: { readonly [scheme: string]: string } = {
  http: 'http',
  https: 'http',
  ws: 'ws',
  wss: 'ws',
};

/** The egress settings of a data plane. */
export function egressSettings(
  dataPlane: Pick<DataPlane, 'spec'> | undefined,
): EgressSettings {
  const { egress } = dataPlane?.spec.gateway ?? {};
  return { ...egress, host: egress?.host && normalizeHost(egress.host) };
}

/**
 * Routes an external connection through the egress gateway, where the data plane has one: to a Service of its own in
 * the cell that stands for the gateway. A connection that is not HTTP leaves directly, with a warning.
 */
export function routeViaEgressGateway(
  source: RenderTarget,
  connection: ResolvedConnection,
  dataPlane: Pick<DataPlane, 'metadata' | 'spec'> | undefined,
): { connection?: ResolvedConnection; problems: Problem[] } {
  const egress = egressSettings(dataPlane);
  const { target: external } = connection;
  const unusable = (reason: string) => ({
    problems: [
      invalid(
        external.kind === 'external' ? external.field : connection.field,
        `the connection is not made, because the DataPlane "${dataPlane?.metadata.name}" ${reason}`,
      ),
    ],
  });
  if (external.kind !== 'external' || isInCluster(external)) {
    return { connection, problems: [] };
  }
  if (egress.provider === 'cilium-egress' && !hasNodes(egress)) {
    return unusable(
      'routes egress through nodes and selects none; set spec.gateway.egress.nodeSelector of the DataPlane',
    );
  }
  if (egress.provider !== 'envoy') return { connection, problems: [] };
  const scheme = plainScheme(external);
  if (!scheme) {
    return {
      connection,
      problems: [
        warning(
          external.field,
          `the egress gateway supports HTTP to a single host, and this is ${
            external.protocol ?? 'a connection without a protocol'
          }, so it leaves the cluster directly; set the protocol to http or https if it is HTTP`,
        ),
      ],
    };
  }
  if (!egress.host) {
    return unusable(
      'routes HTTP through an egress gateway whose host is not set; set spec.gateway.egress.host of the DataPlane',
    );
  }
  if (!isHostName(egress.host)) {
    return unusable(
      `routes HTTP through an egress gateway whose host "${egress.host}" is not a host name; write spec.gateway.egress.host of the DataPlane like gateway-egress.openchoreo-data-plane.svc`,
    );
  }
  if (external.isSecure && isIpAddress(external.host ?? '')) {
    return {
      problems: [
        invalid(
          external.field,
          `the egress gateway verifies the certificate of the target by its host name, and ${external.host} is an address; name the host, or set tls of the connection to false`,
        ),
      ],
    };
  }
  return {
    connection: {
      ...connection,
      target: { ...external, via: 'EgressGateway' },
      access: endpointAccess({
        host: egressHost(source, connection.name),
        port: egress.port ?? defaultEgressPort,
        scheme,
      }),
    },
    problems: [],
  };
}

/** Whether an external target is a Service of the cluster, so that no traffic leaves it. */
export function isInCluster({ host }: ExternalTarget): boolean {
  return host !== undefined && serviceNamespace(host) !== undefined;
}

/** The full name of the Service that stands for the egress gateway; unique for each connection. */
export function egressHost(source: RenderTarget, connection: string): string {
  const { namespace } = source;
  return `${connectionName(source, connection)}.${namespace}.svc.cluster.local`;
}

function hasNodes({ nodeSelector = {} }: EgressSettings): boolean {
  return Object.keys(nodeSelector).length > 0;
}

function plainScheme({
  host,
  protocol = '',
}: ExternalTarget): string | undefined {
  const isOneHost = host !== undefined && !hasManyHosts(host);
  return isOneHost && Object.hasOwn(plainSchemes, protocol)
    ? plainSchemes[protocol]
    : undefined;
}
