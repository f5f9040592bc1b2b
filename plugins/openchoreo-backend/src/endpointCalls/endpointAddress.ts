import { InputError } from '@backstage/errors';
import { gatewaysKey, isGateway } from './gatewayHosts';

/**
 * Why requests cannot be sent to the address of an endpoint, in a sentence with the remedy.
 *
 * @param gateways - the hosts that may be called
 */
export function addressProblem(
  { visibility, url: text }: { visibility: string; url: string },
  isSimulated: boolean,
  gateways: readonly string[],
): string | undefined {
  if (isSimulated) {
    return 'The data plane is simulated: it runs no containers and has no gateway that could answer.';
  }
  if (visibility !== 'organization' && visibility !== 'public') {
    return 'This address is only for components of the project. Expose the endpoint to the organization or the public to call it from here.';
  }
  const url = URL.parse(text);
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    return 'Only endpoints with an HTTP address can be called from here.';
  }
  return isGateway(gateways, url)
    ? undefined
    : `The backend may not call ${url.host}. Ask the platform team to add it to ${gatewaysKey}, or use the command for a terminal.`;
}

/**
 * The URL of a path below the address of an endpoint.
 *
 * @throws InputError for a path that leads out of the address, to other endpoints of the gateway
 */
export function urlBelow(address: string, path: string): URL {
  const base = new URL(address);
  const basePath = base.pathname.replace(/\/$/, '');
  const url = new URL(`${base.origin}${basePath}${path}`);
  const isBelow =
    url.origin === base.origin &&
    (url.pathname === basePath || url.pathname.startsWith(`${basePath}/`));
  // Some gateways decode a path before they match it.
  const isPlain = !/%2f|%5c/i.test(url.pathname);
  if (isBelow && isPlain) return url;
  throw new InputError(
    `The path ${path} leads out of the endpoint. Use a path without ".." and encoded slashes`,
  );
}
