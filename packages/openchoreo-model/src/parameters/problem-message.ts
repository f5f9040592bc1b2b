import type { ErrorObject } from 'ajv/dist/2019';
import { describePattern } from './describe-pattern';

const typeWords: Record<string, string> = {
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'empty',
};

const formatWords: Record<string, string> = {
  email: 'an email address',
  uri: 'a URL',
  url: 'a URL',
  hostname: 'a host name',
  ipv4: 'an IPv4 address',
  ipv6: 'an IPv6 address',
  date: 'a date such as 2026-01-31',
  'date-time': 'a time such as 2026-01-31T12:00:00Z',
  uuid: 'a UUID',
};

/** Says what is wrong with a value: the part of a sentence after its path. */
export function messageOf({
  keyword,
  params,
  message,
  schema,
}: ErrorObject): string {
  const { limit } = params;
  switch (keyword) {
    case 'required':
      return 'is required';
    case 'type':
      return `must be ${[params.type]
        .flat()
        .map((type: string) => typeWords[type] ?? type)
        .join(' or ')}`;
    case 'enum':
      return `must be one of: ${params.allowedValues.join(', ')}`;
    case 'const':
      return `must be ${JSON.stringify(params.allowedValue)}`;
    case 'minimum':
      return `must be at least ${limit}`;
    case 'maximum':
      return `must be at most ${limit}`;
    case 'exclusiveMinimum':
      return `must be more than ${limit}`;
    case 'exclusiveMaximum':
      return `must be less than ${limit}`;
    case 'multipleOf':
      return `must be a multiple of ${params.multipleOf}`;
    case 'minLength':
      return limit === 1
        ? 'must not be empty'
        : `must have at least ${limit} characters`;
    case 'maxLength':
      return `must have at most ${limit} characters`;
    case 'minItems':
      return `must have at least ${count(limit, 'item')}`;
    case 'maxItems':
      return `must have at most ${count(limit, 'item')}`;
    case 'uniqueItems':
      return 'must not have the same item twice';
    case 'pattern':
      return patternMessage(String(schema));
    case 'format':
      return `must be ${
        formatWords[params.format] ?? `a valid ${params.format}`
      }`;
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return 'is not a parameter of the type';
    case 'oneOf':
      return 'must match exactly one of its alternatives';
    default:
      return message ?? 'is invalid';
  }
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/**
 * Says which form a text must have, without the regular expression.
 *
 * @public
 */
export function patternMessage(pattern: string): string {
  const words = describePattern(pattern);
  return words
    ? `must consist of ${words}`
    : 'does not have the form that the type requires';
}
