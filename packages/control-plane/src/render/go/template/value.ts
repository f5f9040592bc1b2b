/** The data of a template: strings by field name. */
export type TemplateData = { readonly [name: string]: string };

/** A value in a template; undefined for a missing field. */
export type Value = string | number | boolean | TemplateData | undefined;

/** Whether a value is the data of the template, not a single value. */
export function isData(value: Value): value is TemplateData {
  return typeof value === 'object';
}

/** The entries of the data, sorted by name. */
export function dataEntries(data: TemplateData): [string, string][] {
  return Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Formats a value as Go's `%v` does. */
export function formatValue(value: Value): string {
  if (value === undefined) return '<nil>';
  return isData(value)
    ? `map[${dataEntries(value)
        .map(([name, text]) => `${name}:${text}`)
        .join(' ')}]`
    : String(value);
}

/** Formats the value of an action. */
export function printValue(value: Value): string {
  return value === undefined ? '<no value>' : formatValue(value);
}

/** Whether a value is true in Go templates: not false, zero, empty or missing. */
export function isTruthy(value: Value): boolean {
  return isData(value) ? Object.keys(value).length > 0 : Boolean(value);
}

/** The Go type of a value. */
export function goType(value: Value): string {
  switch (typeof value) {
    case 'object':
      return 'map[string]string';
    case 'number':
      return Number.isInteger(value) ? 'int' : 'float64';
    case 'boolean':
      return 'bool';
    case 'undefined':
      return '<nil>';
    default:
      return 'string';
  }
}

/** The template does not parse or cannot be executed. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}
