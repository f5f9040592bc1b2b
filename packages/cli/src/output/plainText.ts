import { stripVTControlCharacters } from 'node:util';

/** All but the tab and the end of a line. */
// eslint-disable-next-line no-control-regex
const controls = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/g;

/** A text of somebody else without what moves the cursor, changes colours, or has any other effect on a terminal. */
export function plainText(text: string): string {
  return stripVTControlCharacters(text).replace(controls, '');
}

/** A value of JSON whose texts are plain. */
export function plainValue<T>(value: T): T;
export function plainValue(value: unknown): unknown {
  if (typeof value === 'string') return plainText(value);
  if (Array.isArray(value)) return value.map(each => plainValue(each));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [name, plainValue(field)]),
  );
}
