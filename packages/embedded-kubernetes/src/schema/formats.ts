import { isIP, isIPv4, isIPv6 } from 'node:net';

/** Whether a string has a format. */
type FormatTest = (text: string) => boolean;

const uuid =
  /^[0-9a-f]{8}-?[0-9a-f]{4}-?([0-9a-f])[0-9a-f]{3}-?([0-9a-f])[0-9a-f]{3}-?[0-9a-f]{12}$/i;
const durationOfGo = /^[-+]?(0|((\d+(\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h))+)$/;
const durationOfScala =
  /^\s*\d+(\.\d+)?\s*(ns|nano|nanos|nanosecond|nanoseconds|us|µs|μs|micro|micros|microsecond|microseconds|ms|milli|millis|millisecond|milliseconds|s|sec|secs|second|seconds|m|min|mins|minute|minutes|h|hr|hour|hours|d|day|days|w|wk|week|weeks)\s*$/;
const dateTime =
  /^\d{4}-\d{2}-\d{2}[tT ]\d{2}:\d{2}:\d{2}(\.\d+)?([zZ]|[+-]\d{2}:?\d{2})$/;
const base64 =
  /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const hostname =
  /^([a-zA-Z0-9\p{S}\p{L}]((-?[a-zA-Z0-9\p{S}\p{L}]{0,62})?)|([a-zA-Z0-9\p{S}\p{L}](([a-zA-Z0-9-\p{S}\p{L}]{0,61}[a-zA-Z0-9\p{S}\p{L}])?)(\.))+([a-zA-Z\p{L}]){2,63})$/u;
const mac = /^[0-9a-f]{2}([:-][0-9a-f]{2}){5}([:-][0-9a-f]{2}){0,2}$/i;
const email = /^[^\s@<>()[\]]+@[^\s@<>()[\]]+$/;
const hexColor = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i;
const ssn = /^\d{3}[- ]?\d{2}[- ]?\d{4}$/;
const shortName = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const longName =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/**
 * The string formats of CustomResourceDefinitions, by name without dashes.
 * Kubernetes ignores all others.
 */
const formats = new Map<string, FormatTest>([
  ['datetime', isDateTime],
  ['date', text => /^\d{4}-\d{2}-\d{2}$/.test(text) && isDate(text)],
  ['duration', text => durationOfGo.test(text) || durationOfScala.test(text)],
  ['uri', isRequestUri],
  ['email', text => email.test(text)],
  ['hostname', text => text.length <= 255 && hostname.test(text)],
  ['ipv4', text => isIPv4(text)],
  ['ipv6', text => isIPv6(text)],
  ['cidr', isCidr],
  ['mac', text => mac.test(text)],
  ['uuid', text => uuid.test(text)],
  ['uuid3', text => uuidVersion(text) === '3'],
  ['uuid4', text => uuidVersion(text) === '4'],
  ['uuid5', text => uuidVersion(text) === '5'],
  ['byte', text => text !== '' && base64.test(text)],
  ['hexcolor', text => hexColor.test(text)],
  ['ssn', text => ssn.test(text)],
  ['password', () => true],
  ['k8sshortname', text => shortName.test(text)],
  ['k8slongname', text => text.length <= 253 && longName.test(text)],
]);

const tests = new Map<string, FormatTest | undefined>();

/** Whether a text has a format; true for an unknown format. */
export function matchesFormat(format: string, text: string): boolean {
  if (!tests.has(format)) {
    tests.set(format, formats.get(format.replaceAll('-', '')));
  }
  return tests.get(format)?.(text) ?? true;
}

function isDateTime(text: string): boolean {
  return dateTime.test(text) && isDate(text.slice(0, 10));
}

/** Whether a text such as `2026-02-28` is a day of the calendar. */
export function isDate(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return (
    !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text
  );
}

function isRequestUri(text: string): boolean {
  return (text.startsWith('/') && !/\s/.test(text)) || URL.canParse(text);
}

function isCidr(text: string): boolean {
  const [address, bits, ...rest] = text.split('/');
  if (bits === undefined || rest.length > 0 || !/^\d{1,3}$/.test(bits)) {
    return false;
  }
  const version = isIP(address);
  return version !== 0 && Number(bits) <= (version === 4 ? 32 : 128);
}

function uuidVersion(text: string): string | undefined {
  const match = uuid.exec(text);
  if (!match) return undefined;
  const [, version, variant] = match;
  return version === '3' || /[89ab]/i.test(variant) ? version : undefined;
}
