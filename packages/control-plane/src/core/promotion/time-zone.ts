const formatters = new Map<string, Intl.DateTimeFormat>();

const dayMs = 24 * 60 * 60_000;

/**
 * Returns the offset of a time zone from UTC at a time, in milliseconds; positive in the east.
 *
 * @param zone - IANA name, for example `Europe/Zurich`
 * @throws RangeError if the runtime does not know the time zone
 */
function offsetMs(zone: string, time: number): number {
  const formatter =
    formatters.get(zone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      timeZoneName: 'longOffset',
    });
  formatters.set(zone, formatter);
  const name = formatter
    .formatToParts(time)
    .find(({ type }) => type === 'timeZoneName')?.value;
  const match = /^GMT([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(name ?? '');
  if (!match) {
    return 0;
  }
  const [, sign, hours, minutes, seconds = '0'] = match;
  const ms =
    (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
  return sign === '-' ? -ms : ms;
}

/**
 * Returns the time that clocks in a time zone show, as milliseconds since 1970 of a clock in UTC that shows the same.
 *
 * @throws RangeError if the runtime does not know the time zone
 */
export function toLocalTime(zone: string, time: number): number {
  return time + offsetMs(zone, time);
}

/**
 * Returns when clocks in a time zone show a local time, in milliseconds since 1970. Of a local time that occurs twice it is the
 * first one. A local time that is skipped is moved by the length of the gap, as in RFC 5545: 02:30 becomes 03:30.
 */
export function fromLocalTime(zone: string, local: number): number {
  const before = local - offsetMs(zone, local - dayMs);
  const after = local - offsetMs(zone, local + dayMs);
  const candidates = [before, after].filter(
    time => toLocalTime(zone, time) === local,
  );
  return candidates.length ? Math.min(...candidates) : before;
}
