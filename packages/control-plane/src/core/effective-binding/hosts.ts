import {
  genName,
  nameLimits,
  type DataPlane,
  type Environment,
} from '@promenade/openchoreo-model';

/** Who an API is offered to through a gateway. */
export type GatewayLevel = 'Public' | 'Organization';

export type TlsVersion = '1.2' | '1.3';

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
  /** A host of the component's own, for calls that have no path to tell components apart by. */
  component(component: string, level: GatewayLevel): Gateway;
  webApplication(component: string): Gateway;
  /** Key set by which the environment checks tokens. */
  readonly remoteJwks?: string;
  /** Oldest version of TLS that the gateways accept. */
  readonly minTlsVersion: TlsVersion;
}

/** The gateways of a data plane, by who is offered what through them. */
export const gateways = {
  Public: 'gateway-external',
  Organization: 'gateway-internal',
} as const;
/** Namespace of the gateways of every data plane. */
export const gatewayNamespace = 'openchoreo-data-plane';
const gatewayPort = 8443;
/** The default of Envoy Gateway. */
const usualTlsVersion = '1.2';

/**
 * Host names of an environment.
 *
 * OpenChoreo v0.3.2 knows constant domains only, with the environment's name
 * in front; so does a DataPlane that says nothing. With
 * `spec.gateway.hostMode: Configured` the hosts are the virtual hosts of the
 * data plane, with the environment's `gateway.dnsPrefix` (or its name) in front.
 */
export function resolveHosts(
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
        Public: gateway.publicVirtualHost,
        Organization: gateway.organizationVirtualHost,
        webApplication: gateway.publicVirtualHost,
      }
    : {
        Public: 'choreoapis.localhost',
        Organization: 'choreoapis.internal',
        webApplication: 'choreoapps.localhost',
      };
  return {
    api: {
      Public: gatewayAt(gateways.Public, `${prefix}.${domains.Public}`),
      Organization: gatewayAt(
        gateways.Organization,
        `${prefix}.${domains.Organization}`,
      ),
    },
    component: (component, level) =>
      gatewayAt(
        gateways[level],
        `${dnsLabel(component, prefix)}.${domains[level]}`,
      ),
    webApplication: component =>
      gatewayAt(
        gateways.Public,
        `${component}-${prefix}.${domains.webApplication}`,
      ),
    remoteJwks: environment?.spec.gateway?.security?.remoteJwks?.uri,
    minTlsVersion: gateway?.minTLSVersion ?? usualTlsVersion,
  };
}

function gatewayAt(name: string, host: string): Gateway {
  return { name, namespace: gatewayNamespace, host, port: gatewayPort };
}

/** One label of a host name, cut with a hash where it would be too long for one. */
function dnsLabel(component: string, prefix: string): string {
  const label = `${component}-${prefix}`;
  return label.length > nameLimits.label
    ? genName(nameLimits.label, component, prefix)
    : label;
}
