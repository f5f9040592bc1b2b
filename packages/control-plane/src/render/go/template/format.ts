import { formatValue, goType, type Value } from './value';

const verbs =
  /%(?<flags>[-+# 0]*)(?<width>\*|[0-9]+)?(?:\.(?<precision>[0-9]*))?(?:\[(?<index>[0-9]+)\])?(?<verb>[\s\S]?)/gu;

/** Formats values as Go's fmt.Sprintf does. Mistakes are printed as Go prints them, not thrown. */
export function sprintf(format: string, args: readonly Value[]): string {
  let next = 0;
  let reordered = false;
  const text = format.replace(verbs, (...match) => {
    const { flags, width, precision, index, verb } = match.at(-1);
    if (verb === '%') return '%';
    if (verb === '') return '%!(NOVERB)';
    const wide = width === '*' ? Number(args[next]) : Number(width ?? 0);
    if (width === '*') next += 1;
    if (index !== undefined) {
      reordered = true;
      next = Number(index) - 1;
    }
    if (next < 0 || next >= args.length) {
      return `%!${verb}(${index === undefined ? 'MISSING' : 'BADINDEX'})`;
    }
    const value = args[next];
    next += 1;
    return formatVerb(value, verb, {
      width: wide,
      left: flags.includes('-'),
      zero: flags.includes('0'),
      plus: flags.includes('+'),
      precision: precision === undefined ? undefined : Number(precision),
    });
  });
  const extra = args.slice(next);
  return reordered || extra.length === 0
    ? text
    : `${text}%!(EXTRA ${extra.map(formatWithType).join(', ')})`;
}

interface Layout {
  readonly width: number;
  readonly left: boolean;
  readonly zero: boolean;
  readonly plus: boolean;
  readonly precision?: number;
}

function formatVerb(value: Value, verb: string, layout: Layout): string {
  const text = formatByVerb(value, verb, layout);
  if (text === undefined) return `%!${verb}(${formatWithType(value)})`;
  const { width, left, zero } = layout;
  const missing = Math.max(0, width - [...text].length);
  if (left) return text + ' '.repeat(missing);
  return zero && typeof value === 'number' && /^[-+]/.test(text)
    ? text[0] + '0'.repeat(missing) + text.slice(1)
    : (zero ? '0' : ' ').repeat(missing) + text;
}

function formatWithType(value: Value): string {
  return value === undefined
    ? '<nil>'
    : `${goType(value)}=${formatValue(value)}`;
}

/** Formats a value by a verb; undefined where the verb does not apply to such values. */
function formatByVerb(
  value: Value,
  verb: string,
  { precision, plus }: Layout,
): string | undefined {
  if (verb === 'v') return formatValue(value);
  if (verb === 'T') return goType(value);
  if (typeof value === 'string') return formatText(value, verb, precision);
  if (typeof value === 'boolean')
    return verb === 't' ? formatValue(value) : undefined;
  if (typeof value !== 'number') return undefined;
  const sign = plus && value >= 0 ? '+' : '';
  const number = formatNumber(value, verb, precision);
  return number === undefined ? undefined : sign + number;
}

function formatText(
  value: string,
  verb: string,
  precision: number | undefined,
): string | undefined {
  const cut = [...value].slice(0, precision).join('');
  switch (verb) {
    case 's':
      return cut;
    case 'q':
      return JSON.stringify(cut);
    case 'x':
    case 'X': {
      const hex = Buffer.from(value).toString('hex');
      return verb === 'x' ? hex : hex.toUpperCase();
    }
    default:
      return undefined;
  }
}

function formatNumber(
  value: number,
  verb: string,
  precision = 6,
): string | undefined {
  const isInt = Number.isInteger(value);
  switch (verb) {
    case 'd':
      return isInt ? String(value) : undefined;
    case 'x':
      return isInt ? value.toString(16) : undefined;
    case 'X':
      return isInt ? value.toString(16).toUpperCase() : undefined;
    case 'o':
      return isInt ? value.toString(8) : undefined;
    case 'b':
      return isInt ? value.toString(2) : undefined;
    case 'c':
      return isInt ? String.fromCodePoint(value) : undefined;
    case 'f':
      return isInt ? undefined : value.toFixed(precision);
    default:
      return undefined;
  }
}
