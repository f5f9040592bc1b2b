import type { DataPlane, Environment } from '@promenade/openchoreo-model';

/** Who an API is offered to through a gateway. */
export type GatewayLevel = 'Public' | 'Organization';

/** A gateway that routes attach to, and the address that callers use. */
export interface Gateway {
  readonly name: string;
  readonly namespace: string;
  readonly host: string;
  /** Port that callers use. */
  readonly port: number;
}

/** The gateways of one environment, and the host names it has there. */
export interface Hosts {
  readonly api: { readonly [level in GatewayLevel]: Gateway };
  webApplication(component: string): Gateway;
}

const gatewayNamespace = 'openchoreo-data-plane';
const gatewayPort = 8443;

/**
 * Host names of an environment.
 *
 * OpenChoreo v0.3.2 knows constant domains only, with the environment's name
 * in front; so does a DataPlane that says nothing. With
 * `spec.gateway.hostMode: Configured` the hosts are the virtual hosts of the
 * data plane, with the environment's `gateway.dnsPrefix` (or its name) in front.
 */
export function hostsOf(
  environmentName: string,
  environment?: Environment,
  dataPlane?: DataPlane,
): Hosts {
  const gateway = dataPlane?.spec.gateway;
  const configured = gateway?.hostMode === 'Configured';
  const prefix = configured
    ? environment?.spec.gateway?.dnsPrefix || environmentName
    : environmentName;
  const domains = configured
    ? {
        public: gateway.publicVirtualHost,
        organization: gateway.organizationVirtualHost,
        webApplication: gateway.publicVirtualHost,
      }
    : {
        public: 'choreoapis.localhost',
        organization: 'choreoapis.internal',
        webApplication: 'choreoapps.localhost',
      };
  return {
    api: {
      Public: gatewayAt('gateway-external', `${prefix}.${domains.public}`),
      Organization: gatewayAt(
        'gateway-internal',
        `${prefix}.${domains.organization}`,
      ),
    },
    webApplication: component =>
      gatewayAt(
        'gateway-external',
        `${component}-${prefix}.${domains.webApplication}`,
      ),
  };
}

function gatewayAt(name: string, host: string): Gateway {
  return { name, namespace: gatewayNamespace, host, port: gatewayPort };
}
