const nanosecondsPerUnit: { readonly [unit: string]: number } = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
};

const component = /([0-9]*(?:\.[0-9]*)?)([a-zµμ]+)/gu;
const durationPattern =
  /^[-+]?(?:(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:ns|us|µs|μs|ms|s|m|h))+$/u;

/**
 * Parses a Go duration (`1m30s`, `1.5h`).
 *
 * @returns seconds, or undefined if the text is not a duration; Go has no unit for days
 */
export function parseGoDuration(text: string): number | undefined {
  if (/^[-+]?0$/.test(text)) return 0;
  if (!durationPattern.test(text)) return undefined;
  let nanoseconds = 0;
  for (const [, amount, unit] of text.matchAll(component)) {
    nanoseconds += Number(amount) * nanosecondsPerUnit[unit];
  }
  return (text.startsWith('-') ? -nanoseconds : nanoseconds) / 1e9;
}

/** Formats whole seconds as Go does: `30s`, `1m0s`, `24h0m0s`. */
export function formatGoDuration(seconds: number): string {
  const sign = seconds < 0 ? '-' : '';
  const total = Math.abs(seconds);
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  const rest = total % 60;
  if (hours > 0) return `${sign}${hours}h${minutes}m${rest}s`;
  if (minutes > 0) return `${sign}${minutes}m${rest}s`;
  return `${sign}${rest}s`;
}
