import { EvaluationError } from '@marcbachmann/cel-js';

/** Orders two values of CEL of the same type. @throws EvaluationError if they have no order */
export function compare(left: unknown, right: unknown): number {
  if (
    (typeof left === 'string' && typeof right === 'string') ||
    (isNumber(left) && isNumber(right)) ||
    (typeof left === 'boolean' && typeof right === 'boolean')
  ) {
    if (left === right) return 0;
    return left < right ? -1 : 1;
  }
  throw new EvaluationError('the values cannot be compared with each other');
}

function isNumber(value: unknown): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}
