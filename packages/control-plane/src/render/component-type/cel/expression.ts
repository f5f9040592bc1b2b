import { Environment, type ParseResult } from '@marcbachmann/cel-js';
import { withCostBudget } from './cost-budget';
import { registerFunctions } from './functions';
import { registerHelpers } from './helpers';
import { acceptAnyHas, limitCost } from './instrument';
import { registerMacros } from './macros';
import { Omitted } from './values';

/** Variables of expressions, as values of CEL. */
export type Variables = { readonly [name: string]: unknown };

/** An expression that is invalid, or that cannot be evaluated. */
class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
}

/** Limits of one expression. Macros count as what they expand to. */
const limits = { maxAstNodes: 10_000, maxDepth: 100 };

/** Creates the environment of the expressions in ComponentTypes and Traits, without variables. */
export function createEnvironment({
  areVariablesDeclared,
}: {
  areVariablesDeclared: boolean;
}): Environment {
  const environment = new Environment({
    enableOptionalTypes: true,
    homogeneousAggregateLiterals: false,
    unlistedVariablesAreDyn: !areVariablesDeclared,
    limits,
  });
  environment.registerType('omitted', { ctor: Omitted, fields: {} });
  registerFunctions(environment);
  registerMacros(environment);
  registerHelpers(environment);
  return environment;
}

const renderEnvironment = createEnvironment({ areVariablesDeclared: false });

/** The compiled expressions, by text. Types are few and are rendered again and again. */
const compiled = new Map<string, ParseResult>();
const maxCompiled = 5000;

/**
 * Evaluates an expression.
 *
 * @param text - the expression, without `${` and `}`
 * @returns a value of CEL
 * @throws ExpressionError
 */
export function evaluateExpression(
  text: string,
  variables: Variables,
): unknown {
  try {
    return withCostBudget(() => compile(text)(variables));
  } catch (error) {
    throw new ExpressionError(describeCelError(error));
  }
}

function compile(text: string): ParseResult {
  const known = compiled.get(text);
  if (known) return known;
  const parsed = parseExpression(renderEnvironment, text);
  const { valid, error } = parsed.check();
  if (!valid) throw new ExpressionError(describeCelError(error));
  limitCost(parsed.ast);
  if (compiled.size >= maxCompiled) compiled.clear();
  compiled.set(text, parsed);
  return parsed;
}

/**
 * Parses an expression without its type check.
 *
 * @throws ParseError of the library
 */
export function parseExpression(
  environment: Environment,
  text: string,
): ParseResult {
  const parsed = environment.parse(acceptOptionalEntries(text));
  acceptAnyHas(parsed.ast);
  return parsed;
}

/**
 * Removes the `?` before optional entries, as in `{?"key": value.?member}`, which the library does not parse. The result of an
 * expression loses optional values without a value anyway. Positions stay the same.
 */
function acceptOptionalEntries(text: string): string {
  return text.replace(
    /("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|([{,]\s*)\?/g,
    (_, literal?: string, before?: string) => literal ?? `${before} `,
  );
}

/** The message of an error of the library, on one line and without the source. */
export function describeCelError(error: unknown): string {
  if (error instanceof Error) {
    return 'summary' in error ? String(error.summary) : error.message;
  }
  return String(error);
}
