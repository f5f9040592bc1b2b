import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/**
 * Address ranges in which no service of a user is: those of the process itself, of its node and its cloud (instance metadata).
 * Names as in ipaddr.js.
 */
const refusedRanges: Readonly<Record<string, string>> = {
  linkLocal: 'link-local',
  unspecified: 'unspecified',
  multicast: 'multicast',
  broadcast: 'broadcast',
  loopback: 'loopback',
};

/** Instance metadata of clouds outside the link-local ranges. */
const metadataAddresses: readonly string[] = [
  '100.100.100.200',
  '168.63.129.16',
  'fd00:ec2::254',
].map(address => ipaddr.parse(address).toNormalizedString());

/**
 * Returns why requests to a URL are refused whatever its host resolves to, without the text of the URL; undefined if they are not.
 */
export function refusedUrl(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    return 'The URL is refused: only http and https are allowed.';
  }
  if (url.username || url.password) {
    return 'The URL is refused: it contains a user name or password.';
  }
  const host = hostOf(url);
  // Loopback is for the control plane to allow.
  return isIP(host) ? refusalOf(host, host, true) : undefined;
}

/** The host of a URL, without the brackets of an IPv6 address. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

/** Returns why requests to an address of a host are refused; undefined if they are not. */
export function refusalOf(
  host: string,
  address: string,
  allowLoopback: boolean,
): string | undefined {
  const range = refusedRange(address);
  if (range === undefined || (allowLoopback && range === 'loopback')) {
    return undefined;
  }
  return host === address
    ? `Address ${address} is refused: it is a ${range} address.`
    : `Host "${host}" is refused: it resolves to the ${range} address ${address}.`;
}

/** Returns the name of the range if requests to an address are refused. */
function refusedRange(text: string): string | undefined {
  if (!ipaddr.isValid(text)) {
    return 'invalid';
  }
  const address = ipaddr.process(text);
  if (metadataAddresses.includes(address.toNormalizedString())) {
    return 'cloud metadata';
  }
  const range = address.range();
  if (Object.hasOwn(refusedRanges, range)) {
    return refusedRanges[range];
  }
  const embedded = embeddedIPv4(address);
  return embedded && refusedRange(embedded);
}

/** The IPv4 address that a translator or tunnel sends packets of an IPv6 address to (RFC 6052, 6145, 3056, 4291). */
function embeddedIPv4(address: ipaddr.IPv4 | ipaddr.IPv6): string | undefined {
  if (address.kind() === 'ipv4') {
    return undefined;
  }
  const bytes = address.toByteArray();
  const range = address.range();
  if (range === '6to4') {
    return bytes.slice(2, 6).join('.');
  }
  const isTranslated = range === 'rfc6052' || range === 'rfc6145';
  const isCompatible = bytes.slice(0, 12).every(byte => byte === 0);
  return isTranslated || isCompatible ? bytes.slice(12).join('.') : undefined;
}
