import { BlockList, isIPv4 } from 'node:net';
import { addressRange } from '../../../core/effective-binding/address';

/**
 * Whether a text is a range of IP addresses, such as `10.0.0.0/8` or `2001:db8::/64`. Single addresses are not, because
 * gateways reject them.
 */
export function isCidr(text: string): boolean {
  return text.includes('/') && addressRange(text) !== undefined;
}

/** Whether any range of one list overlaps a range of the other; invalid ranges are ignored. */
export function hasOverlap(
  some: readonly string[],
  others: readonly string[],
): boolean {
  const ranges = others.filter(isCidr);
  return some
    .filter(isCidr)
    .some(one =>
      ranges.some(
        other => containsStart(one, other) || containsStart(other, one),
      ),
    );
}

/** Two ranges overlap exactly where one of them contains the start of the other. */
function containsStart(range: string, other: string): boolean {
  const outer = parseRange(range);
  const inner = parseRange(other);
  const list = new BlockList();
  list.addSubnet(outer.start, outer.length, outer.family);
  return (
    outer.family === inner.family &&
    outer.length <= inner.length &&
    list.check(inner.start, inner.family)
  );
}

function parseRange(range: string) {
  const [start, length] = range.split('/');
  return {
    start,
    length: Number(length),
    family: isIPv4(start) ? ('ipv4' as const) : ('ipv6' as const),
  };
}
