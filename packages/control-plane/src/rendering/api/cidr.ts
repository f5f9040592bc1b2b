import { BlockList, isIP } from 'node:net';

/** Whether a text is a range of IP addresses, such as `10.0.0.0/8` or `2001:db8::/64`. */
export function isCidr(text: string): boolean {
  return parsed(text) !== undefined;
}

/** Whether any range of one list has an address in common with one of another; what is no range has none. */
export function anyOverlap(
  some: readonly string[],
  others: readonly string[],
): boolean {
  return some.some(one =>
    others.some(other => holdsStart(one, other) || holdsStart(other, one)),
  );
}

/** Two ranges overlap just when one of them holds the start of the other. */
function holdsStart(range: string, other: string): boolean {
  const outer = parsed(range);
  const inner = parsed(other);
  if (!outer || outer.family !== inner?.family) return false;
  const list = new BlockList();
  list.addSubnet(outer.address, outer.length, outer.family);
  return (
    outer.length <= inner.length && list.check(inner.address, inner.family)
  );
}

function parsed(text: string) {
  const [address, length, ...rest] = text.split('/');
  const version = isIP(address);
  if (rest.length > 0 || version === 0 || !/^\d{1,3}$/.test(length ?? '')) {
    return undefined;
  }
  const longest = version === 4 ? 32 : 128;
  return Number(length) <= longest
    ? {
        address,
        length: Number(length),
        family: version === 4 ? ('ipv4' as const) : ('ipv6' as const),
      }
    : undefined;
}
