import { EvaluationError } from '@marcbachmann/cel-js';
import { omitted, toJson } from './values';

const clause = /%(?:%|(?:\.(?<precision>\d+))?(?<verb>[a-zA-Z]))/g;

/**
 * The function `format` of CEL: replaces `%s`, `%d`, `%f`, `%e`, `%b`, `%o`, `%x` and `%X` with the arguments in turn.
 *
 * @throws EvaluationError for another clause, or another number of arguments
 */
export function format(text: string, values: readonly unknown[]): string {
  let used = 0;
  const result = text.replaceAll(clause, (whole, precision, verb) => {
    if (whole === '%%') return '%';
    if (used >= values.length) {
      throw new EvaluationError(`format: no argument for ${whole}`);
    }
    const value = values[used++];
    return formatValue(value, String(verb), precision && Number(precision));
  });
  if (used < values.length) {
    throw new EvaluationError(
      `format: ${values.length} arguments for ${used} clauses`,
    );
  }
  return result;
}

function formatValue(
  value: unknown,
  verb: string,
  precision: number | undefined = 6,
): string {
  if (verb === 's') return toText(value);
  if (typeof value === 'boolean' && verb === 'b') return value ? '1' : '0';
  if (typeof value === 'bigint' || typeof value === 'number') {
    switch (verb) {
      case 'd':
        return String(value);
      case 'f':
        return Number(value).toFixed(precision);
      case 'e':
        return Number(value).toExponential(precision);
      case 'b':
        return value.toString(2);
      case 'o':
        return value.toString(8);
      case 'x':
        return value.toString(16);
      case 'X':
        return value.toString(16).toUpperCase();
      default:
    }
  }
  throw new EvaluationError(
    `format: %${verb} does not accept ${JSON.stringify(toText(value))}`,
  );
}

/** The text of a value in a string: a string as it is, objects and lists as JSON. Of an omitted value, none. */
export function toText(value: unknown): string {
  const json = toJson(value);
  if (json === omitted) return '';
  return typeof json === 'string' ? json : JSON.stringify(json);
}
