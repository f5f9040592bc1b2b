/** The cost of one expression, as in kube-apiserver; about 0.1 s. */
const expressionCostLimit = 1_000_000;

/** The cost of all expressions of one write, as in kube-apiserver; about a second. */
const writeCostLimit = 10_000_000;

/** The cost limit of an expression is exceeded. Thrown without a stack trace, because nested loops may throw it very often. */
class CostLimitError extends Error {}

function createLimitError(): CostLimitError {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return new CostLimitError(
      'operation cancelled: actual cost limit exceeded',
    );
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

const limitError = createLimitError();

/**
 * The cost that expressions may still have. One unit is one evaluated node, one element of a list or map that is compared or
 * searched, or ten characters of a string.
 */
export class CostBudget {
  private ofExpression = expressionCostLimit;
  private ofWrite = writeCostLimit;

  /** Whether the budget of the write is spent. */
  get isSpent(): boolean {
    return this.ofWrite <= 0;
  }

  /** Whether the last expression exceeded its limit. */
  get isExceeded(): boolean {
    return this.ofExpression < 0;
  }

  startExpression(): void {
    this.ofExpression = Math.min(expressionCostLimit, this.ofWrite);
  }

  /**
   * CEL ignores an error where the result does not depend on it, so an expression may continue after this error. Each further
   * call throws again, and only the remaining iterations of the running loops are left.
   * @throws CostLimitError
   */
  spend(cost: number): void {
    this.ofExpression -= cost;
    this.ofWrite -= cost;
    if (this.ofExpression < 0) throw limitError;
  }
}

const sizes = new WeakMap<object, number>();

/** The cost of reading a whole CEL value. */
export function sizeOf(value: unknown): number {
  if (typeof value === 'string') return 1 + value.length / 10;
  if (typeof value !== 'object' || value === null) return 1;
  const known = sizes.get(value);
  if (known !== undefined) return known;
  let size = 1;
  if (value instanceof Uint8Array) size += value.length / 10;
  else if (Array.isArray(value)) {
    for (const item of value) size += sizeOf(item);
  } else if (value instanceof Map) {
    for (const [key, item] of value) size += sizeOf(key) + sizeOf(item);
  } else {
    for (const item of Object.values(value)) size += 1 + sizeOf(item);
  }
  sizes.set(value, size);
  return size;
}
