import { isObject, JsonValue } from '../schema/json';

/** A value as Go prints it: `map[a:1]`, `[1 2]`. */
export function goText(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`;
  if (!isObject(value)) return value === null ? '<nil>' : String(value);
  const members = Object.keys(value)
    .sort()
    .map(key => `${key}:${goText(value[key])}`);
  return `map[${members.join(' ')}]`;
}
