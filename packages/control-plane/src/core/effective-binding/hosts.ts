import {
  genName,
  nameLimits,
  type DataPlane,
  type Environment,
} from '@promenade/openchoreo-model';

/** A level of an API that needs a gateway. */
export type GatewayLevel = 'Public' | 'Organization';

export type TlsVersion = '1.2' | '1.3';

/** A gateway that routes attach to, with a host name of its routes. */
export interface Gateway {
  readonly name: string;
  readonly namespace: string;
  readonly host: string;
  /** Port that callers use. */
  readonly port: number;
}

/** The gateways and host names of an environment. */
export interface Hosts {
  readonly api: { readonly [level in GatewayLevel]: Gateway };
  /** The gateway at a host of the component, for protocols without paths. */
  component(component: string, level: GatewayLevel): Gateway;
  webApplication(component: string): Gateway;
  /** URI of the key set of the environment, for tokens. */
  readonly remoteJwks?: string;
  /** Oldest version of TLS that the gateways accept. */
  readonly minTlsVersion: TlsVersion;
}

/** Names of the gateways of a data plane, by level. */
export const gateways = {
  Public: 'gateway-external',
  Organization: 'gateway-internal',
} as const;
/** Namespace of the gateways of every data plane. */
export const gatewayNamespace = 'openchoreo-data-plane';
const gatewayPort = 8443;
/** The default of Envoy Gateway. */
const defaultTlsVersion = '1.2';

/**
 * Resolves the host names of an environment.
 *
 * OpenChoreo v0.3.2 has constant domains with the name of the environment in front; they are the default. With
 * `spec.gateway.hostMode: Configured` the hosts are the virtual hosts of the data plane, with `gateway.dnsPrefix` (or
 * the name) of the environment in front.
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
      Public: gatewayAt(
        gateways.Public,
        `${hostLabel(prefix)}.${domains.Public}`,
      ),
      Organization: gatewayAt(
        gateways.Organization,
        `${hostLabel(prefix)}.${domains.Organization}`,
      ),
    },
    component: (component, level) =>
      gatewayAt(
        gateways[level],
        `${hostLabel(component, prefix)}.${domains[level]}`,
      ),
    webApplication: component =>
      gatewayAt(
        gateways.Public,
        `${hostLabel(component, prefix)}.${domains.webApplication}`,
      ),
    remoteJwks: environment?.spec.gateway?.security?.remoteJwks?.uri,
    minTlsVersion: gateway?.minTLSVersion ?? defaultTlsVersion,
  };
}

function gatewayAt(name: string, host: string): Gateway {
  return { name, namespace: gatewayNamespace, host, port: gatewayPort };
}

/** The beginning of a host name. It is truncated with a hash where a DNS label of it is too long. */
function hostLabel(...parts: string[]): string {
  const text = parts.join('-');
  return text.split('.').some(label => label.length > nameLimits.label)
    ? genName(nameLimits.label, ...parts)
    : text;
}
