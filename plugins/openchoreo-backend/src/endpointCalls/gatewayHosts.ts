import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';

/** The configuration key of the gateways that may be called. */
export const gatewaysKey = 'openchoreo.endpointCalls.gateways';

/** A host name, optionally with `*.` before it and a port after it. */
const patternSyntax =
  /^(\*\.)?([a-z0-9]([-a-z0-9]*[a-z0-9])?\.)*[a-z0-9]([-a-z0-9]*[a-z0-9])?(:\d{1,5})?$/;

/**
 * The hosts of gateways that may be called, as `openchoreo.endpointCalls.gateways` names them. None by default.
 *
 * @throws InputError that names the invalid value
 */
export function readGatewayHosts(config: RootConfigService): string[] {
  const patterns = config.getOptionalStringArray(gatewaysKey) ?? [];
  return patterns.map(pattern => {
    const normalized = pattern.trim().toLowerCase();
    if (patternSyntax.test(normalized)) return normalized;
    throw new InputError(
      `${gatewaysKey} has "${pattern}", which is not a host. Use a host name such as apis.example.com, *.apis.example.com for all hosts below it, or one of them with a port`,
    );
  });
}

/** Whether a pattern names the host of a URL. A pattern without a port names all ports. */
export function isGateway(patterns: readonly string[], url: URL): boolean {
  const defaultPort = url.protocol === 'https:' ? '443' : '80';
  return patterns.some(pattern => {
    const [host, port] = pattern.split(':');
    const isHost = host.startsWith('*.')
      ? url.hostname.endsWith(host.slice(1))
      : url.hostname === host;
    return isHost && (!port || port === (url.port || defaultPort));
  });
}
