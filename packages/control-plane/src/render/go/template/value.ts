/** What a template is executed over: `.name` is the text of that name. */
export type TemplateData = { readonly [name: string]: string };

/** A value inside a template; undefined is what a missing field gives. */
export type Value = string | number | boolean | TemplateData | undefined;

/** Tells all that a template is executed over from a single value. */
export function isData(value: Value): value is TemplateData {
  return typeof value === 'object';
}

/** The texts of data by their names, in order. */
export function dataEntries(data: TemplateData): [string, string][] {
  return Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** How Go prints a value among others. */
export function formatValue(value: Value): string {
  if (value === undefined) return '<nil>';
  return isData(value)
    ? `map[${dataEntries(value)
        .map(([name, text]) => `${name}:${text}`)
        .join(' ')}]`
    : String(value);
}

/** How Go prints the value of an action. */
export function printValue(value: Value): string {
  return value === undefined ? '<no value>' : formatValue(value);
}

/** Whether Go takes a value for true: anything but false, zero, empty and missing. */
export function isTruthy(value: Value): boolean {
  return isData(value) ? Object.keys(value).length > 0 : Boolean(value);
}

/** What Go calls the type of a value. */
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

/** The template does not parse, or cannot be executed. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}
