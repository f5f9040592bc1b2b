interface Field {
  name: string;
  least: number;
  most: number;
  words?: string[];
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const weekdays = 'sun mon tue wed thu fri sat'.split(' ');

const fields: Field[] = [
  { name: 'minute', least: 0, most: 59 },
  { name: 'hour', least: 0, most: 23 },
  { name: 'day of month', least: 1, most: 31 },
  { name: 'month', least: 1, most: 12, words: months },
  { name: 'day of week', least: 0, most: 6, words: weekdays },
];

const shorthands: Record<string, string> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

/** A parsed cron expression. */
export type CronSchedule =
  | { every: number }
  | {
      minutes: ReadonlySet<number>;
      hours: ReadonlySet<number>;
      days: ReadonlySet<number>;
      months: ReadonlySet<number>;
      weekdays: ReadonlySet<number>;
      /** Whether day and weekday are both restricted; then one of them must match. */
      eitherDay: boolean;
    };

class CronProblem extends Error {
  readonly name = 'CronProblem';
}

/** Validates a cron expression; returns the error message of Kubernetes, or undefined. */
export function cronProblem(expression: string): string | undefined {
  try {
    parseCron(expression);
    return undefined;
  } catch (error) {
    if (error instanceof CronProblem) return error.message;
    throw error;
  }
}

/**
 * Parses a cron expression of five fields or one of the `@` shorthands.
 *
 * @throws Error with the message of Kubernetes
 */
export function parseCron(expression: string): CronSchedule {
  const text = expression.trim().replace(/^(CRON_)?TZ=\S+\s+/, '');
  if (text === '') throw new CronProblem('empty spec string');
  if (text.startsWith('@every ')) {
    return { every: parseDuration(text, text.slice('@every '.length)) };
  }
  if (text.startsWith('@') && !Object.hasOwn(shorthands, text)) {
    throw new CronProblem(`unrecognized descriptor: ${text}`);
  }
  const parts = (
    Object.hasOwn(shorthands, text) ? shorthands[text] : text
  ).split(/\s+/);
  if (parts.length !== fields.length) {
    throw new CronProblem(
      `expected exactly 5 fields, found ${parts.length}: [${parts.join(' ')}]`,
    );
  }
  const sets = parts.map((part, index) => parseField(part, fields[index]));
  return {
    minutes: sets[0],
    hours: sets[1],
    days: sets[2],
    months: sets[3],
    weekdays: sets[4],
    eitherDay: !isStar(parts[2]) && !isStar(parts[4]),
  };
}

function parseField(part: string, field: Field): Set<number> {
  const values = new Set<number>();
  for (const range of part.split(',')) addRange(values, range, field);
  return values;
}

function addRange(values: Set<number>, range: string, field: Field) {
  const [span, stepText, ...more] = range.split('/');
  if (more.length > 0) throw new CronProblem(`too many slashes: ${range}`);
  const [from, to, ...extra] = span.split('-');
  let first: number;
  let last: number;
  if (from === '*' || from === '?') {
    first = field.least;
    last = field.most;
  } else {
    if (extra.length > 0) throw new CronProblem(`too many hyphens: ${range}`);
    first = parseValue(from, field);
    last = to === undefined ? first : parseValue(to, field);
    if (to === undefined && stepText !== undefined) last = field.most;
  }
  const step = stepText === undefined ? 1 : parseNumber(stepText);
  if (first < field.least) {
    throw new CronProblem(
      `beginning of range (${first}) below minimum (${field.least}): ${range}`,
    );
  }
  if (last > field.most) {
    throw new CronProblem(
      `end of range (${last}) above maximum (${field.most}): ${range}`,
    );
  }
  if (first > last) {
    throw new CronProblem(
      `beginning of range (${first}) beyond end of range (${last}): ${range}`,
    );
  }
  if (step === 0) {
    throw new CronProblem(
      `step of range should be a positive number: ${range}`,
    );
  }
  for (let value = first; value <= last; value += step) values.add(value);
}

function parseValue(text: string, field: Field): number {
  const word = field.words?.indexOf(text.toLowerCase()) ?? -1;
  return word >= 0 ? word + field.least : parseNumber(text);
}

function parseNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new CronProblem(
    /^-\d+$/.test(text)
      ? `negative number (${text}) not allowed: ${text}`
      : `failed to parse int from ${text}: strconv.Atoi: parsing ${JSON.stringify(
          text,
        )}: invalid syntax`,
  );
}

/** A Go duration in milliseconds; cron rounds it to whole seconds. */
function parseDuration(descriptor: string, text: string): number {
  const units: Record<string, number> = { h: 3600, m: 60, s: 1, ms: 0.001 };
  if (!/^(\d+(\.\d+)?(h|ms|m|s))+$/.test(text)) {
    throw new CronProblem(
      `failed to parse duration ${descriptor}: time: invalid duration ${JSON.stringify(
        text,
      )}`,
    );
  }
  let seconds = 0;
  for (const [, amount, , unit] of text.matchAll(/(\d+(\.\d+)?)(h|ms|m|s)/g)) {
    seconds += Number(amount) * units[unit];
  }
  return Math.max(1, Math.floor(seconds)) * 1000;
}

function isStar(part: string): boolean {
  return part.startsWith('*') || part === '?';
}
