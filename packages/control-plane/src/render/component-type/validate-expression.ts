import type { Environment } from '@marcbachmann/cel-js';
import type { ParameterSchema } from '@promenade/openchoreo-model';
import { describeCelError, parseExpression } from './cel/expression';
import { findUndeclaredReads } from './find-undeclared-reads';

/** What an expression may use. */
export interface ExpressionScope {
  /** Has the functions, and the variables as declarations. */
  readonly environment: Environment;
  /** Schemas of the variables whose values people set. */
  readonly schemas: { readonly [variable: string]: ParameterSchema };
}

/** Longest part of an expression in a message. */
const maxQuoted = 80;

/**
 * Validates an expression without evaluating it: syntax, functions, variables, types, and whether the schemas have the values that
 * it reads. Returns what is wrong, with the expression.
 *
 * @param text - the expression, without `${` and `}`
 */
export function validateExpression(
  text: string,
  { environment, schemas }: ExpressionScope,
): string[] {
  try {
    const parsed = parseExpression(environment, text);
    const { valid, error } = parsed.check();
    const problems = valid ? [] : [describeCelError(error)];
    return [...problems, ...findUndeclaredReads(parsed.ast, schemas)].map(
      problem => withExpression(problem, text),
    );
  } catch (error) {
    return [withExpression(describeCelError(error), text)];
  }
}

function withExpression(problem: string, text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const quoted =
    line.length > maxQuoted ? `${line.slice(0, maxQuoted)}…` : line;
  return `${problem} in \${${quoted}}`;
}
