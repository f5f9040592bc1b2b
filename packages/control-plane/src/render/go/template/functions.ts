import { sprintf } from './format';
import {
  TemplateError,
  formatValue,
  goType,
  isData,
  isTruthy,
  printValue,
  type Value,
} from './value';

/** A function of Go's text/template, and its minimum number of arguments. */
interface TemplateFunction {
  readonly minArguments: number;
  /** Whether a missing field is a usual argument, as for tests and defaults. */
  readonly acceptsMissing?: boolean;
  readonly call: (...args: Value[]) => Value;
}

function compare(
  test: (a: string | number, b: string | number) => boolean,
): TemplateFunction['call'] {
  return (a, b) => {
    if (
      (typeof a === 'number' && typeof b === 'number') ||
      (typeof a === 'string' && typeof b === 'string')
    ) {
      return test(a, b);
    }
    throw new TemplateError('only two numbers or two strings can be compared');
  };
}

function isEqual(first: Value, ...others: Value[]): boolean {
  if (others.length === 0) throw new TemplateError('eq needs two values');
  return others.some(other => {
    if (isData(first) || isData(other)) {
      throw new TemplateError('the data of a template cannot be compared');
    }
    if (first === undefined || other === undefined) return first === other;
    if (goType(other) !== goType(first)) {
      throw new TemplateError('values of different types cannot be compared');
    }
    return other === first;
  });
}

/** Joins values as Go's fmt.Sprint does: with a space between operands of which neither is a string. */
function print(...args: Value[]): string {
  return args
    .map((arg, position) => {
      const previous = args[position - 1];
      const apart =
        position > 0 && typeof arg !== 'string' && typeof previous !== 'string';
      return (apart ? ' ' : '') + formatValue(arg);
    })
    .join('');
}

/** Joins arguments as one string, for functions that escape it. */
function joinArguments(args: readonly Value[]): string {
  return args.length === 1 ? printValue(args[0]) : print(...args);
}

function printf(format: Value, ...args: Value[]): string {
  if (typeof format !== 'string') {
    throw new TemplateError('printf needs a format string');
  }
  return sprintf(format, args);
}

function escapeQuery(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()*]/g, c => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/%20/g, '+');
}

const htmlEscapes: { readonly [character: string]: string } = {
  '"': '&#34;',
  "'": '&#39;',
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
};

const scriptEscapes: { readonly [character: string]: string } = {
  '\\': '\\\\',
  "'": "\\'",
  '"': '\\"',
  '<': '\\u003C',
  '>': '\\u003E',
  '&': '\\u0026',
  '=': '\\u003D',
  '\n': '\\u000A',
  '\r': '\\u000D',
  '\t': '\\u0009',
};

function length(value: Value): number {
  if (isData(value)) return Object.keys(value).length;
  if (typeof value === 'string') return Buffer.byteLength(value);
  throw new TemplateError('only a string has a length');
}

function index(of: Value, ...keys: Value[]): Value {
  const [key, ...more] = keys;
  if (key === undefined) return of;
  if (isData(of) && typeof key === 'string') {
    return index(Object.hasOwn(of, key) ? of[key] : '', ...more);
  }
  const bytes = typeof of === 'string' ? Buffer.from(of) : undefined;
  if (!bytes || typeof key !== 'number' || !(key >= 0 && key < bytes.length)) {
    throw new TemplateError('the index is out of range');
  }
  return index(bytes[key], ...more);
}

function slice(of: Value, from: Value = 0, to?: Value): string {
  const bytes = typeof of === 'string' ? Buffer.from(of) : undefined;
  const end = to ?? bytes?.length;
  if (
    !bytes ||
    typeof from !== 'number' ||
    typeof end !== 'number' ||
    !(from >= 0 && from <= end && end <= bytes.length)
  ) {
    throw new TemplateError('the slice is out of range');
  }
  return bytes.subarray(from, end).toString();
}

const withMinArguments = (
  least: number,
  call: TemplateFunction['call'],
): TemplateFunction => ({ minArguments: least, call });

const test = (
  least: number,
  call: TemplateFunction['call'],
): TemplateFunction => ({ minArguments: least, acceptsMissing: true, call });

/** The functions of Go's text/template, except `call`: the data has no functions. */
export const functions: ReadonlyMap<string, TemplateFunction> = new Map([
  ['print', withMinArguments(0, print)],
  [
    'println',
    withMinArguments(0, (...args) => `${args.map(formatValue).join(' ')}\n`),
  ],
  ['printf', withMinArguments(1, printf)],
  [
    'urlquery',
    withMinArguments(0, (...args) => escapeQuery(joinArguments(args))),
  ],
  [
    'html',
    withMinArguments(0, (...args) =>
      joinArguments(args).replace(/["'&<>]/g, c => htmlEscapes[c]),
    ),
  ],
  [
    'js',
    withMinArguments(0, (...args) =>
      joinArguments(args).replace(/[\\'"<>&=\n\r\t]/g, c => scriptEscapes[c]),
    ),
  ],
  ['len', withMinArguments(1, length)],
  ['index', withMinArguments(1, index)],
  ['slice', withMinArguments(1, slice)],
  ['not', test(1, value => !isTruthy(value))],
  [
    'and',
    test(1, (...args) => {
      const at = args.findIndex(arg => !isTruthy(arg));
      return args.at(at);
    }),
  ],
  [
    'or',
    test(1, (...args) => {
      const at = args.findIndex(isTruthy);
      return args.at(at);
    }),
  ],
  ['eq', test(1, isEqual)],
  ['ne', test(2, (a, b) => !isEqual(a, b))],
  [
    'lt',
    withMinArguments(
      2,
      compare((a, b) => a < b),
    ),
  ],
  [
    'le',
    withMinArguments(
      2,
      compare((a, b) => a <= b),
    ),
  ],
  [
    'gt',
    withMinArguments(
      2,
      compare((a, b) => a > b),
    ),
  ],
  [
    'ge',
    withMinArguments(
      2,
      compare((a, b) => a >= b),
    ),
  ],
]);
