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
  const whole = Math.trunc(seconds);
  if (whole < -1) return '<invalid>';
  if (whole < 0) return '0s';
  if (whole < 2 * 60) return `${whole}s`;
  const [minutes, hours, days] = [60, 3600, 24 * 3600].map(unit =>
    Math.floor(whole / unit),
  );
  if (minutes < 10) return both(whole, 'm', 's');
  if (minutes < 3 * 60) return `${minutes}m`;
  if (hours < 8) return both(whole, 'h', 'm');
  if (hours < 48) return `${hours}h`;
  if (hours < 8 * 24) return both(whole, 'd', 'h');
  if (days < 2 * 365) return `${days}d`;
  if (days < 8 * 365) return both(whole, 'y', 'd');
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
