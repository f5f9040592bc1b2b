import type { EndpointAccess } from '../domain/ComponentSnapshot';
import type {
  EndpointStatus,
  EndpointUrl,
  GatewayUrls,
} from './deploymentKinds';

/** The addresses of an endpoint, the widest visibility first. */
export function endpointAccesses({
  name,
  type = '',
  externalURLs,
  internalURLs,
  serviceURL,
}: EndpointStatus): EndpointAccess[] {
  const urls = [
    ['public', gatewayUrl(externalURLs)],
    ['organization', gatewayUrl(internalURLs)],
    ['project', serviceURL && urlText(serviceURL)],
  ] as const;
  return urls.flatMap(([visibility, url]) =>
    url ? [{ name, type, visibility, url }] : [],
  );
}

/** The safest of the addresses at a gateway. */
function gatewayUrl({ https, http, tls }: GatewayUrls = {}):
  | string
  | undefined {
  if (https) return urlText({ scheme: 'https', ...https });
  if (http) return urlText({ scheme: 'http', ...http });
  return tls && urlText({ scheme: 'tls', ...tls });
}

function urlText({ scheme, host, port, path = '' }: EndpointUrl): string {
  return `${scheme ? `${scheme}://` : ''}${host}${
    port === undefined ? '' : `:${port}`
  }${path}`;
}
