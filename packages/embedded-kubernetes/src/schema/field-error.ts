import { JsonValue } from './json';

/** The reason of a Status cause. */
export type FieldErrorType =
  | 'FieldValueRequired'
  | 'FieldValueInvalid'
  | 'FieldValueTypeInvalid'
  | 'FieldValueNotSupported'
  | 'FieldValueNotFound'
  | 'FieldValueForbidden'
  | 'FieldValueDuplicate'
  | 'FieldValueTooLong'
  | 'FieldValueTooMany';

/** A validation error of one field, with the message of Kubernetes. */
export interface FieldError {
  type: FieldErrorType;
  /** `spec.containers[0].image`; `<nil>` if the error has no field. */
  field: string;
  /** The message without the field. */
  message: string;
}

/** A value in a message; undefined omits it. */
type MessageValue = JsonValue | undefined;

export function required(field: string, detail = ''): FieldError {
  return error(
    'FieldValueRequired',
    field,
    'Required value',
    undefined,
    detail,
  );
}

export function invalid(
  field: string,
  value: MessageValue,
  detail: string,
): FieldError {
  return error('FieldValueInvalid', field, 'Invalid value', value, detail);
}

export function typeInvalid(
  field: string,
  value: MessageValue,
  detail: string,
): FieldError {
  return error('FieldValueTypeInvalid', field, 'Invalid value', value, detail);
}

export function notSupported(
  field: string,
  value: JsonValue,
  supported: readonly JsonValue[],
): FieldError {
  const values = supported.map(item =>
    JSON.stringify(typeof item === 'string' ? item : JSON.stringify(item)),
  );
  return error(
    'FieldValueNotSupported',
    field,
    'Unsupported value',
    value,
    values.length > 0 ? `supported values: ${values.join(', ')}` : '',
  );
}

export function notFound(field: string, value: JsonValue): FieldError {
  return error('FieldValueNotFound', field, 'Not found', value, '');
}

export function forbidden(field: string, detail: string): FieldError {
  return error('FieldValueForbidden', field, 'Forbidden', undefined, detail);
}

export function duplicate(field: string, value: MessageValue): FieldError {
  return error('FieldValueDuplicate', field, 'Duplicate value', value, '');
}

/** @param limit the longest allowed value, in bytes */
export function tooLong(field: string, limit: number): FieldError {
  const unit = limit === 1 ? 'byte' : 'bytes';
  return error(
    'FieldValueTooLong',
    field,
    'Too long',
    undefined,
    `may not be more than ${limit} ${unit}`,
  );
}

export function tooMany(
  field: string,
  count: number,
  limit: number,
): FieldError {
  const unit = limit === 1 ? 'item' : 'items';
  return error(
    'FieldValueTooMany',
    field,
    'Too many',
    count,
    `must have at most ${limit} ${unit}`,
  );
}

/**
 * Formats errors for the message of a Status: several ones in brackets, without
 * duplicates.
 */
export function describeFieldErrors(errors: readonly FieldError[]): string {
  const lines = [
    ...new Set(errors.map(({ field, message }) => `${field}: ${message}`)),
  ];
  return lines.length === 1 ? lines[0] : `[${lines.join(', ')}]`;
}

function error(
  type: FieldErrorType,
  field: string,
  title: string,
  value: MessageValue,
  detail: string,
): FieldError {
  const formattedValue =
    value === undefined ? '' : `: ${JSON.stringify(value)}`;
  const reason = detail === '' ? '' : `: ${detail}`;
  return { type, field, message: `${title}${formattedValue}${reason}` };
}
