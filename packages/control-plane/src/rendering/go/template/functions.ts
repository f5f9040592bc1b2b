import { TemplateError } from './tokens';

/** A value inside a template; undefined is what a missing field gives. */
export type Value = string | number | boolean | undefined;

/** How Go prints a value. */
export function printed(value: Value): string {
  return value === undefined ? '<no value>' : String(value);
}

/** Whether Go takes a value for true: anything but false, zero, empty and missing. */
export function isTrue(value: Value): boolean {
  return Boolean(value);
}

type Function = (...args: Value[]) => Value;

function comparison(
  test: (a: string | number, b: string | number) => boolean,
): Function {
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
    if (typeof other !== typeof first) {
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
      return (apart ? ' ' : '') + printed(arg);
    })
    .join('');
}

function printf(format: Value, ...args: Value[]): string {
  const rest = [...args];
  const text = printed(format).replace(/%([%svdqt])/g, (_, verb: string) => {
    if (verb === '%') return '%';
    if (rest.length === 0) throw new TemplateError('printf lacks an argument');
    const value = rest.shift();
    const fits =
      verb === 'v' ||
      (verb === 'd' && typeof value === 'number') ||
      (verb === 't' && typeof value === 'boolean') ||
      ((verb === 's' || verb === 'q') && typeof value === 'string');
    if (!fits) throw new TemplateError(`printf cannot write that as %${verb}`);
    return verb === 'q' ? JSON.stringify(value) : printed(value);
  });
  if (rest.length > 0) throw new TemplateError('printf has too many arguments');
  return text;
}

function queryEscaped(value: Value): string {
  return encodeURIComponent(printed(value))
    .replace(/[!'()*]/g, c => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/%20/g, '+');
}

function length(value: Value): number {
  if (typeof value !== 'string') {
    throw new TemplateError('only a text has a length');
  }
  return Buffer.byteLength(value);
}

/** The functions of Go's text/template that apply to texts, numbers and booleans. */
export const functions: ReadonlyMap<string, Function> = new Map<
  string,
  Function
>([
  ['print', print],
  ['println', (...args) => `${args.map(printed).join(' ')}\n`],
  ['printf', printf],
  ['urlquery', (...args) => queryEscaped(print(...args))],
  ['len', length],
  ['not', value => !isTrue(value)],
  ['and', (...args) => args.find(arg => !isTrue(arg)) ?? args.at(-1)],
  ['or', (...args) => args.find(isTrue) ?? args.at(-1)],
  ['eq', equal],
  ['ne', (a, b) => !equal(a, b)],
  ['lt', comparison((a, b) => a < b)],
  ['le', comparison((a, b) => a <= b)],
  ['gt', comparison((a, b) => a > b)],
  ['ge', comparison((a, b) => a >= b)],
]);
