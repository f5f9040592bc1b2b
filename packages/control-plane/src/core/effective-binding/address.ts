import { isIP } from 'node:net';

/**
 * Normalizes the spelling of a host, an address or a pattern: no surrounding spaces, lower case, no dot at the end and
 * no brackets around an IPv6 address.
 */
export function normalizeHost(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/\.$/, '')
    .replace(/^\[(.*)\]$/, '$1');
}

/**
 * Converts an address range or a single address to CIDR notation; undefined for any other text. Zones (`fe80::1%eth0`)
 * and leading zeroes of the length are invalid, because API servers reject them.
 */
export function addressRange(text: string): string | undefined {
  const range = normalizeHost(text);
  const [address, length, ...rest] = range.split('/');
  const version = address.includes('%') ? 0 : isIP(address);
  if (version === 0 || rest.length > 0) {
    return undefined;
  }
  const bits = version === 4 ? 32 : 128;
  if (length === undefined) {
    return `${address}/${bits}`;
  }
  return /^(0|[1-9]\d{0,2})$/.test(length) && Number(length) <= bits
    ? range
    : undefined;
}

const label = '(\\*|[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)';
const hostPattern = new RegExp(`^${label}(\\.${label})*$`);

/**
 * Whether a text is a host name, in which `*` stands for a whole label. A bare `*` is not, because it would match every
 * host.
 */
export function isHostPattern(text: string): boolean {
  const host = normalizeHost(text);
  return host.length <= 253 && hostPattern.test(host) && /[^*.]/.test(host);
}

/** Whether a text is the name of one host, as gateways and Services accept it. */
export function isHostName(text: string): boolean {
  return isHostPattern(text) && !text.includes('*');
}

/** Whether a destination stands for many hosts, so that it has no address: a pattern or a range of addresses. */
export function hasManyHosts(destination: string): boolean {
  return /[*/]/.test(destination);
}

/**
 * Whether a text is a host name, an address or an address range. Digits and dots alone are an invalid address, not a
 * host name.
 */
export function isDestination(text: string): boolean {
  return (
    addressRange(text) !== undefined ||
    (isHostPattern(text) && !/^[\d.\s]+$/.test(text))
  );
}

/** The namespace in the host name of a Service or of one of its pods; undefined for an external host. */
export function serviceNamespace(host: string): string | undefined {
  const [, namespace] =
    /^[^.*]+(?:\.[^.*]+)?\.([^.*]+)\.svc(?:\.cluster\.local)?$/i.exec(host) ??
    [];
  return namespace?.toLowerCase();
}

/** Quotes a text for a problem. One that may contain a password is not repeated, because conditions are readable. */
export function quoteAddress(text: string): string {
  return text.includes('@') ? 'this' : `"${text}"`;
}

/** The problem of an invalid host. */
export function invalidHostMessage(text: string): string {
  return `${quoteAddress(
    text,
  )} is not a host name, an address or an address range; write it like api.example.com, 192.0.2.1 or 192.0.2.0/24`;
}

/**
 * Normalizes the spelling of a URL of HTTP: no surrounding spaces, scheme and host in lower case and two slashes between
 * them. Path and query keep their spelling.
 *
 * @returns undefined where the text is not such a URL, for example without a scheme
 */
export function normalizeHttpUrl(text: string): string | undefined {
  const { scheme, authority, rest } =
    /^(?<scheme>https?):\/+(?<authority>[^/?#\s]+)(?<rest>\S*)$/i.exec(
      text.trim(),
    )?.groups ?? {};
  if (!scheme) return undefined;
  const url = `${scheme.toLowerCase()}://${authority.toLowerCase()}${rest}`;
  return URL.canParse(url) ? url : undefined;
}

/**
 * Whether a URL contains credentials. Such a URL is rejected and not repeated in problems, because a Release is
 * readable.
 */
export function hasCredentials(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { username, password } = new URL(url);
  return username !== '' || password !== '';
}
