import { sprintf } from './format';
import { TemplateError } from './template-error';
import { isData, isTrue, printed, shown, typeOf, type Value } from './value';

/** A function of Go's text/template, and how many arguments it cannot do without. */
interface TemplateFunction {
  readonly least: number;
  readonly call: (...args: Value[]) => Value;
}

function comparison(
  test: (a: string | number, b: string | number) => boolean,
): TemplateFunction['call'] {
  return (a, b) => {
    if (
      (typeof a === 'number' && typeof b === 'number') ||
      (typeof a === 'string' && typeof b === 'string')
    ) {
      return test(a, b);
    }
    throw new TemplateError('only two numbers or two texts can be compared');
  };
}

function equal(first: Value, ...others: Value[]): boolean {
  if (others.length === 0) throw new TemplateError('eq needs two values');
  return others.some(other => {
    if (isData(first) || isData(other)) {
      throw new TemplateError('all values together cannot be compared');
    }
    if (first === undefined || other === undefined) return first === other;
    if (typeOf(other) !== typeOf(first)) {
      throw new TemplateError('values of different types cannot be compared');
    }
    return other === first;
  });
}

/** Puts blanks between neighbours of which neither is a text, as Go's print does. */
function print(...args: Value[]): string {
  return args
    .map((arg, index) => {
      const previous = args[index - 1];
      const apart =
        index > 0 && typeof arg !== 'string' && typeof previous !== 'string';
      return (apart ? ' ' : '') + shown(arg);
    })
    .join('');
}

/** One text of several values, for functions that escape it. */
function joined(args: readonly Value[]): string {
  return args.length === 1 ? printed(args[0]) : print(...args);
}

function printf(format: Value, ...args: Value[]): string {
  if (typeof format !== 'string') {
    throw new TemplateError('printf needs a text for a format');
  }
  return sprintf(format, args);
}

function queryEscaped(text: string): string {
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
  throw new TemplateError('only a text has a length');
}

function indexed(of: Value, ...keys: Value[]): Value {
  const [key, ...more] = keys;
  if (key === undefined) return of;
  if (isData(of) && typeof key === 'string') {
    return indexed(Object.hasOwn(of, key) ? of[key] : '', ...more);
  }
  const bytes = typeof of === 'string' ? Buffer.from(of) : undefined;
  if (!bytes || typeof key !== 'number' || !(key >= 0 && key < bytes.length)) {
    throw new TemplateError('there is nothing at that index');
  }
  return indexed(bytes[key], ...more);
}

function sliced(of: Value, from: Value = 0, to?: Value): string {
  const bytes = typeof of === 'string' ? Buffer.from(of) : undefined;
  const target = to ?? bytes?.length;
  if (
    !bytes ||
    typeof from !== 'number' ||
    typeof target !== 'number' ||
    !(from >= 0 && from <= target && target <= bytes.length)
  ) {
    throw new TemplateError('that is no part of a text');
  }
  return bytes.subarray(from, target).toString();
}

const needing = (
  least: number,
  call: TemplateFunction['call'],
): TemplateFunction => ({ least, call });

/** The functions of Go's text/template, but for `call`: there is nothing to call. */
export const functions: ReadonlyMap<string, TemplateFunction> = new Map([
  ['print', needing(0, print)],
  ['println', needing(0, (...args) => `${args.map(shown).join(' ')}\n`)],
  ['printf', needing(1, printf)],
  ['urlquery', needing(0, (...args) => queryEscaped(joined(args)))],
  [
    'html',
    needing(0, (...args) =>
      joined(args).replace(/["'&<>]/g, c => htmlEscapes[c]),
    ),
  ],
  [
    'js',
    needing(0, (...args) =>
      joined(args).replace(/[\\'"<>&=\n\r\t]/g, c => scriptEscapes[c]),
    ),
  ],
  ['len', needing(1, length)],
  ['index', needing(1, indexed)],
  ['slice', needing(1, sliced)],
  ['not', needing(1, value => !isTrue(value))],
  [
    'and',
    needing(1, (...args) => {
      const at = args.findIndex(arg => !isTrue(arg));
      return args.at(at);
    }),
  ],
  [
    'or',
    needing(1, (...args) => {
      const at = args.findIndex(isTrue);
      return args.at(at);
    }),
  ],
  ['eq', needing(1, equal)],
  ['ne', needing(2, (a, b) => !equal(a, b))],
  [
    'lt',
    needing(
      2,
      comparison((a, b) => a < b),
    ),
  ],
  [
    'le',
    needing(
      2,
      comparison((a, b) => a <= b),
    ),
  ],
  [
    'gt',
    needing(
      2,
      comparison((a, b) => a > b),
    ),
  ],
  [
    'ge',
    needing(
      2,
      comparison((a, b) => a >= b),
    ),
  ],
]);
