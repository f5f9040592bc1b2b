import { isIP } from 'node:net';

/** Whether a text is a range of IP addresses, such as `10.0.0.0/8` or `2001:db8::/64`. */
export function isCidr(text: string): boolean {
  const [address, length, ...rest] = text.split('/');
  if (rest.length > 0 || length === undefined || !/^\d{1,3}$/.test(length)) {
    return false;
  }
  const version = isIP(address);
  return version !== 0 && Number(length) <= (version === 4 ? 32 : 128);
}
