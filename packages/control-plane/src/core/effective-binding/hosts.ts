import {
  genName,
  nameLimits,
  type DataPlane,
  type Environment,
} from '@promenade/openchoreo-model';
import { invalid, type Problem } from '../problem';
import { isHostName, normalizeHost, quoteAddress } from './address';

/** A level of an API that needs a gateway. */
export type GatewayLevel = 'Public' | 'Organization';

export type TlsVersion = '1.2' | '1.3';

/** A gateway that routes attach to, with a host name of its routes. */
export interface Gateway {
  readonly name: string;
  readonly namespace: string;
  readonly host: string;
  /** Domain below which all hosts of the gateway are. */
  readonly domain: string;
  /** Port that callers use. */
  readonly port: number;
  /** Why the host is invalid. There is no route at such a host. */
  readonly problem?: Problem;
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
/** Fields of a data plane with the domain of a level. */
const virtualHosts = {
  Public: 'publicVirtualHost',
  Organization: 'organizationVirtualHost',
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
 * the name) of the environment in front. Their spelling is normalized; `*.example.com` is the domain `example.com`.
 */
export function resolveHosts(
  environmentName: string,
  environment?: Environment,
  dataPlane?: DataPlane,
): Hosts {
  const gateway = dataPlane?.spec.gateway;
  const configured = gateway?.hostMode === 'Configured';
  const dnsPrefix = configured
    ? normalizeHost(environment?.spec.gateway?.dnsPrefix ?? '')
    : '';
  const prefix = dnsPrefix || environmentName;
  const domains = configured
    ? {
        Public: normalizeDomain(gateway.publicVirtualHost),
        Organization: normalizeDomain(gateway.organizationVirtualHost),
        webApplication: normalizeDomain(gateway.publicVirtualHost),
      }
    : {
        Public: 'choreoapis.localhost',
        Organization: 'choreoapis.internal',
        webApplication: 'choreoapps.localhost',
      };
  const gatewayAt = (level: GatewayLevel, host: string): Gateway => ({
    name: gateways[level],
    namespace: gatewayNamespace,
    host,
    domain: domains[level],
    port: gatewayPort,
    problem: hostProblem(host, {
      domain: domains[level],
      domainField: `DataPlane ${dataPlane?.metadata.name} spec.gateway.${virtualHosts[level]}`,
      dnsPrefix,
      dnsPrefixField: `Environment ${environmentName} spec.gateway.dnsPrefix`,
    }),
  });
  return {
    api: {
      Public: gatewayAt('Public', `${hostLabel(prefix)}.${domains.Public}`),
      Organization: gatewayAt(
        'Organization',
        `${hostLabel(prefix)}.${domains.Organization}`,
      ),
    },
    component: (component, level) =>
      gatewayAt(level, `${hostLabel(component, prefix)}.${domains[level]}`),
    webApplication: component =>
      gatewayAt(
        'Public',
        `${hostLabel(component, prefix)}.${domains.webApplication}`,
      ),
    remoteJwks: environment?.spec.gateway?.security?.remoteJwks?.uri,
    minTlsVersion: gateway?.minTLSVersion ?? defaultTlsVersion,
  };
}

/** A domain without the scheme, the slash and the wildcard that people write with it. */
function normalizeDomain(text: string): string {
  return normalizeHost(
    text
      .trim()
      .replace(/^https?:\/+/i, '')
      .replace(/\/+$/, ''),
  ).replace(/^(\*?\.)+/, '');
}

interface HostParts {
  readonly domain: string;
  readonly domainField: string;
  readonly dnsPrefix: string;
  readonly dnsPrefixField: string;
}

/** The problem of a host that is no host name, in the field that causes it; undefined where it is one. */
function hostProblem(
  host: string,
  { domain, domainField, dnsPrefix, dnsPrefixField }: HostParts,
): Problem | undefined {
  if (!isHostName(domain)) {
    return invalid(
      domainField,
      `${
        domain ? quoteAddress(domain) : 'an empty text'
      } is not a domain, so that nothing is exposed below it; write it like apps.example.com`,
    );
  }
  if (dnsPrefix && !isHostName(dnsPrefix)) {
    return invalid(
      dnsPrefixField,
      `"${dnsPrefix}" cannot be part of a host name; use lower case letters, digits and hyphens`,
    );
  }
  return isHostName(host)
    ? undefined
    : invalid(
        domainField,
        `the host ${host} has ${host.length} characters, and DNS allows 253; use a shorter domain`,
      );
}

/** The beginning of a host name. It is truncated or converted, and gets a hash, where it is no part of a host name. */
function hostLabel(...parts: string[]): string {
  const text = parts.join('-');
  return isHostName(text) && text === normalizeHost(text)
    ? text
    : genName(nameLimits.label, ...parts);
}
