import { EvaluationError } from '@marcbachmann/cel-js';

/** Most steps of all expressions of one rendering. Those of OpenChoreo take a few thousand. */
const maxSteps = 1_000_000;

/** Steps that are left; undefined while nothing is rendered. */
let remaining: number | undefined;

/**
 * Runs a rendering, in which all expressions together have a limited number of steps, so that no component type holds up the control
 * plane. Within another such run, the limit is that of the outer one. Expressions are evaluated synchronously.
 */
export function withCostBudget<T>(run: () => T): T {
  if (remaining !== undefined) return run();
  remaining = maxSteps;
  try {
    return run();
  } finally {
    remaining = undefined;
  }
}

/** @throws EvaluationError if the steps are used up */
export function spend(steps: number): void {
  remaining = (remaining ?? maxSteps) - steps;
  if (remaining < 0) {
    throw new EvaluationError(
      `the expressions take more than ${maxSteps} steps; use shorter lists`,
    );
  }
}
