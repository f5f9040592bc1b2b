import type { FieldError } from '../schema/field-error';
import { isObject, JsonValue } from '../schema/json';

/** Formats a value as Go does: `map[a:1]`, `[1 2]`. */
export function formatGoValue(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(formatGoValue).join(' ')}]`;
  if (!isObject(value)) return value === null ? '<nil>' : String(value);
  const members = Object.keys(value)
    .sort()
    .map(key => `${key}:${formatGoValue(value[key])}`);
  return `map[${members.join(' ')}]`;
}

/** A patch that cannot be applied, with the HTTP status code. */
export class PatchError extends Error {
  readonly name = 'PatchError';

  /** The invalid fields, if the error is about some; each has a path without the leading dot. */
  readonly fieldErrors: readonly FieldError[];

  constructor(
    readonly code: 400 | 413 | 422,
    message: string,
    options: { fieldErrors?: readonly FieldError[]; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.fieldErrors = options.fieldErrors ?? [];
  }
}
