/** One of the five fields of a cron expression. */
interface Field {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly names?: readonly string[];
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const weekdays = 'sun mon tue wed thu fri sat'.split(' ');

const fields: readonly Field[] = [
  { name: 'minute', from: 0, to: 59 },
  { name: 'hour', from: 0, to: 23 },
  { name: 'day of the month', from: 1, to: 31 },
  { name: 'month', from: 1, to: 12, names: months },
  { name: 'day of the week', from: 0, to: 6, names: weekdays },
];

const macros = /^@(yearly|annually|monthly|weekly|daily|midnight|hourly)$/;
const interval = /^@every ([0-9]+(\.[0-9]+)?(ns|us|µs|ms|s|m|h))+$/;

/** Maximum number of days of each month, in any year. */
const maxDays = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Areas of names of time zones. */
const areas =
  'Africa America Antarctica Arctic Asia Atlantic Australia Brazil Canada Chile Etc Europe Indian Mexico Pacific US'.split(
    ' ',
  );

/**
 * Whether a text is the name of a time zone, such as `Europe/Zurich`, in any spelling that {@link normalizeTimeZone}
 * accepts.
 *
 * @public
 */
export function isTimeZone(name: string): boolean {
  return normalizeTimeZone(name) !== undefined;
}

/**
 * Returns the name of a time zone in the spelling that Kubernetes accepts: without surrounding spaces, and with the case
 * of the time zone database. An alias in another case becomes the name that it stands for.
 *
 * @returns undefined for any other text, such as an offset or `Local`
 * @public
 */
export function normalizeTimeZone(text: string): string | undefined {
  const name = text.trim();
  const canonical = /^[a-z]/i.test(name) ? canonicalTimeZone(name) : undefined;
  return canonical && !isSameText(canonical, name) && hasUsualCase(name)
    ? name
    : canonical;
}

function canonicalTimeZone(name: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions()
      .timeZone;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function isSameText(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** Whether a name is written like those of the time zone database: `Asia/Kolkata`, `GB-Eire`, `EST5EDT`. */
function hasUsualCase(name: string): boolean {
  const [area, ...places] = name.split('/');
  return (
    (places.length === 0 || areas.includes(area)) &&
    [area, ...places].every(
      part => /^[A-Z]/.test(part) && !/^[A-Z]{4,}$/.test(part),
    )
  );
}

/**
 * Returns a cron expression in the spelling that Kubernetes accepts: without surrounding spaces, and with a macro in lower
 * case.
 *
 * @public
 */
export function normalizeSchedule(expression: string): string {
  const text = expression.trim();
  return text.startsWith('@') ? text.toLowerCase() : text;
}

/**
 * Validates a cron expression.
 *
 * @returns the error, as the beginning of a sentence; undefined for an expression that Kubernetes accepts and that
 *   fires on some day
 * @public
 */
export function validateCron(expression: string): string | undefined {
  const text = normalizeSchedule(expression);
  if (macros.test(text) || interval.test(text)) return undefined;
  const parts = text.split(/\s+/);
  if (parts.length !== fields.length) {
    return `"${expression}" is not a cron expression: it has ${parts.length} fields, not 5`;
  }
  const values: (Set<number> | undefined)[] = [];
  for (const [index, field] of fields.entries()) {
    const found = parseField(parts[index], field);
    if (typeof found === 'string') {
      return `"${expression}" is not a cron expression: ${found}`;
    }
    values.push(found);
  }
  const [, , days, inMonths, onWeekdays] = values;
  return days && !onWeekdays && !hasMatchingDay(days, inMonths)
    ? `"${expression}" never fires: no such month has such a day`
    : undefined;
}

function hasMatchingDay(days: Set<number>, inMonths: Set<number> | undefined) {
  const first = Math.min(...days);
  return maxDays.some(
    (length, index) =>
      first <= length && (!inMonths || inMonths.has(index + 1)),
  );
}

/** Parses a field: its values, undefined for all of them, or an error. */
function parseField(text: string, field: Field) {
  if (text === '*' || text === '?') return undefined;
  const values = new Set<number>();
  for (const item of text.split(',')) {
    const range = parseRange(item, field);
    if (!range) {
      return `"${item}" is not a ${field.name} from ${field.from} to ${field.to}`;
    }
    for (let value = range.from; value <= range.to; value += range.step) {
      values.add(value);
    }
  }
  return values;
}

function parseRange(item: string, field: Field) {
  const [span, stepText, ...rest] = item.split('/');
  const step = stepText === undefined ? 1 : parseNumber(stepText);
  if (rest.length || !step) return undefined;
  if (span === '*' || span === '?') {
    return { from: field.from, to: field.to, step };
  }
  const [fromText, toText, ...more] = span.split('-');
  const from = parseValue(fromText, field);
  const openEnd = stepText === undefined ? from : field.to;
  const to = toText === undefined ? openEnd : parseValue(toText, field);
  const possible =
    from !== undefined &&
    to !== undefined &&
    more.length === 0 &&
    field.from <= from &&
    from <= to &&
    to <= field.to;
  return possible ? { from, to, step } : undefined;
}

function parseValue(text: string, { names = [], from }: Field) {
  const index = names.indexOf(text.toLowerCase());
  return index < 0 ? parseNumber(text) : index + from;
}

function parseNumber(text: string): number | undefined {
  return /^[0-9]+$/.test(text) ? Number(text) : undefined;
}
