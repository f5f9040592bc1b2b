import { isIP } from 'node:net';

/**
 * A range of addresses in CIDR notation, from such a range or a single address; undefined where the text is neither.
 * API servers refuse zones (`fe80::1%eth0`) and zeroes in front of the length, so these are not let through.
 */
export function addressRange(text: string): string | undefined {
  const [address, length, ...rest] = text.split('/');
  const version = address.includes('%') ? 0 : isIP(address);
  if (version === 0 || rest.length > 0) {
    return undefined;
  }
  const bits = version === 4 ? 32 : 128;
  if (length === undefined) {
    return `${address}/${bits}`;
  }
  return /^(0|[1-9]\d{0,2})$/.test(length) && Number(length) <= bits
    ? text
    : undefined;
}

const label = '(\\*|[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)';
const hostPattern = new RegExp(`^${label}(\\.${label})*$`, 'i');

/** Whether a text is a host name, in which `*` may stand for whole labels. A bare `*` would be everybody. */
export function isHostPattern(text: string): boolean {
  return text.length <= 253 && hostPattern.test(text) && /[^*.]/.test(text);
}

/** Whether a text says where to call: a host name, an address or a range of addresses. All digits and dots is an address that went wrong, not a name. */
export function isDestination(text: string): boolean {
  return (
    addressRange(text) !== undefined ||
    (isHostPattern(text) && !/^[\d.]+$/.test(text))
  );
}

/** The namespace of a Service of the cluster, or of one pod of it, where a host name is one of those; undefined for a host outside. */
export function serviceNamespace(host: string): string | undefined {
  const [, namespace] =
    /^[^.*]+(?:\.[^.*]+)?\.([^.*]+)\.svc(?:\.cluster\.local)?$/i.exec(host) ??
    [];
  return namespace?.toLowerCase();
}

/** Says that a text is no host, and how one is written. A text that may hold a password is not repeated: conditions are for everybody to read. */
export function invalidHostMessage(text: string): string {
  return `${
    text.includes('@') ? 'this' : `"${text}"`
  } is not a host name, an address or an address range; write it like api.example.com, 192.0.2.1 or 192.0.2.0/24`;
}

/**
 * Whether an address has a user name or a password in it. What is rendered is there to be read, so that such an address is
 * refused, and not repeated in the refusal.
 */
export function hasCredentials(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { username, password } = new URL(address);
  return username !== '' || password !== '';
}
