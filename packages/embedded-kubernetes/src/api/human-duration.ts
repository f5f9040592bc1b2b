const units: [string, number][] = [
  ['y', 365 * 24 * 3600],
  ['d', 24 * 3600],
  ['h', 3600],
  ['m', 60],
  ['s', 1],
];

/**
 * Formats a duration as kubectl formats ages: in two units if the first is small, otherwise in one.
 * @param seconds - below -1 (a wrong clock) gives `<invalid>`
 */
export function humanDuration(seconds: number): string {
  const wholeSeconds = Math.trunc(seconds);
  if (wholeSeconds < -1) return '<invalid>';
  if (wholeSeconds < 0) return '0s';
  if (wholeSeconds < 2 * 60) return `${wholeSeconds}s`;
  const [minutes, hours, days] = [60, 3600, 24 * 3600].map(unit =>
    Math.floor(wholeSeconds / unit),
  );
  if (minutes < 10) return both(wholeSeconds, 'm', 's');
  if (minutes < 3 * 60) return `${minutes}m`;
  if (hours < 8) return both(wholeSeconds, 'h', 'm');
  if (hours < 48) return `${hours}h`;
  if (hours < 8 * 24) return both(wholeSeconds, 'd', 'h');
  if (days < 2 * 365) return `${days}d`;
  if (days < 8 * 365) return both(wholeSeconds, 'y', 'd');
  return `${Math.floor(days / 365)}y`;
}

/** `3m7s`, or `3m` if the smaller part is zero. */
function both(seconds: number, large: string, small: string): string {
  const size = (unit: string) =>
    units.find(([name]) => name === unit)?.[1] ?? 1;
  const first = Math.floor(seconds / size(large));
  const second = Math.floor((seconds % size(large)) / size(small));
  return second === 0
    ? `${first}${large}`
    : `${first}${large}${second}${small}`;
}
