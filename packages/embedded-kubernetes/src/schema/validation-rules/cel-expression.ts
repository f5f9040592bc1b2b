import {
  evaluate,
  EvaluationError,
  Optional,
  type Environment,
} from '@marcbachmann/cel-js';
import { compilePattern, matchesPattern } from '../compile-pattern';
import { isObject } from '../json';
import { celEquals } from './cel-equals';
import {
  missingFunctions,
  missingNamespaces,
  oneVariableMacros,
  requireShortResult,
} from './cel-environment';
import { sizeOf, type CostBudget } from './cost-budget';

/** An expression that has been compiled. */
export interface CelExpression {
  /** Whether it refers to `oldSelf`. */
  usesOldSelf: boolean;
  /** @throws Error if the evaluation fails or exceeds the limit of the budget */
  evaluate(variables: Record<string, unknown>, budget: CostBudget): unknown;
}

/** The reason why an expression cannot be compiled. */
export interface CompileFailure {
  message: string;
  /** A function of Kubernetes that is missing here. Undefined if the expression is invalid. */
  missingFunction: string | undefined;
}

/**
 * The parts of a node of the library's syntax tree that the instrumentation uses. They are not part of its API, so its version
 * is fixed.
 */
interface SyntaxNode {
  op: string;
  args: unknown;
  meta: {
    evaluate?: EvaluateNode;
    /** The node that a macro was expanded to. */
    alternate?: unknown;
    macro?: Macro;
  };
  /** Applies an operator or a function to the values of its operands. Set by the type check. */
  handle?: (...values: never[]) => unknown;
  setMeta(key: string, value: unknown): unknown;
}

type EvaluateNode = (
  evaluator: Evaluator,
  node: unknown,
  context: unknown,
) => unknown;

interface Macro {
  args?: unknown;
  evaluate: EvaluateNode;
  typeCheck(checker: TypeChecker, macro: Macro, context: unknown): unknown;
}

interface TypeChecker {
  check(node: unknown, context: unknown): unknown;
  getType(name: string): unknown;
}

interface Evaluator {
  run(node: unknown, context: unknown): unknown;
}

function isSyntaxNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'setMeta' in value;
}

/**
 * Compiles an expression in an environment that declares its variables.
 * @param resultType - `bool` or `string`
 */
export function compileExpression(
  environment: Environment,
  text: string,
  resultType: string,
): CelExpression | CompileFailure {
  try {
    const parsed = environment.parse(text);
    const nodes = collectNodes(parsed.ast);
    nodes.forEach(replaceHas);
    const { valid, type, error } = parsed.check();
    if (!valid) {
      return {
        message: `compilation failed: ${error?.message ?? 'unknown error'}`,
        missingFunction: nodes
          .map(missingFunctionOf)
          .find(name => name !== undefined),
      };
    }
    if (type !== resultType) {
      const article = resultType === 'bool' ? 'a bool' : 'a string';
      const subject =
        resultType === 'bool' ? 'cel expression' : 'messageExpression';
      return failure(`${subject} must evaluate to ${article}`);
    }
    const meter: Meter = { budget: undefined };
    nodes.forEach(checkLiteralArgument);
    instrument(nodes, meter);
    return {
      usesOldSelf: nodes.some(
        node => node.op === 'id' && node.args === 'oldSelf',
      ),
      evaluate: (variables, budget) => {
        meter.budget = budget;
        budget.startExpression();
        const result: unknown = parsed(variables);
        // No result is valid that ignored the error of an exceeded limit.
        budget.spend(0);
        return result;
      },
    };
  } catch (error) {
    return failure(
      `compilation failed: ${error instanceof Error ? error.message : error}`,
    );
  }
}

function failure(message: string): CompileFailure {
  return { message, missingFunction: undefined };
}

/** The nodes of a syntax tree with the nodes of expanded macros. */
function collectNodes(root: unknown): SyntaxNode[] {
  const found = new Set<SyntaxNode>();
  const visit = (value: unknown): void => {
    if (isSyntaxNode(value)) {
      if (found.has(value)) return;
      found.add(value);
      visit(value.args);
      visit(value.meta.alternate);
      visit(value.meta.macro);
    } else if (Array.isArray(value)) value.forEach(visit);
    else if (
      isObject(value) &&
      Object.getPrototypeOf(value) === Object.prototype
    ) {
      Object.values(value).forEach(visit);
    }
  };
  visit(root);
  return [...found];
}

function functionNameOf({ op, args }: SyntaxNode): string | undefined {
  if (op !== 'call' && op !== 'rcall') return undefined;
  const name: unknown = Array.isArray(args) ? args[0] : undefined;
  return typeof name === 'string' ? name : undefined;
}

/** The function that a node calls, if it is one of Kubernetes that is missing here. */
function missingFunctionOf(node: SyntaxNode): string | undefined {
  const { op, args } = node;
  if (op === 'id' && typeof args === 'string') {
    return missingNamespaces.has(args) ? args : undefined;
  }
  const name = functionNameOf(node);
  if (name === undefined) return undefined;
  const hasTwoVariables =
    oneVariableMacros.has(name) && operandsOf(node).length === 4;
  return hasTwoVariables || missingFunctions.has(name) ? name : undefined;
}

/**
 * Replaces the macro `has(value.field)` of the library, which does not check whether the type has the field, and which supports
 * only a path of names before the field.
 */
function replaceHas(node: SyntaxNode): void {
  const { macro } = node.meta;
  if (functionNameOf(node) !== 'has' || !macro) return;
  const selection: unknown = Array.isArray(macro.args)
    ? macro.args[0]
    : undefined;
  const isSelection =
    isSyntaxNode(selection) && (selection.op === '.' || selection.op === '.?');
  if (!isSelection || !Array.isArray(selection.args)) {
    throw new EvaluationError('invalid argument to has() macro');
  }
  const [operand, field]: unknown[] = selection.args;
  macro.typeCheck = (checker, _macro, context) => {
    checker.check(selection, context);
    return checker.getType('bool');
  };
  macro.evaluate = (evaluator, _macro, context) =>
    hasField(evaluator.run(operand, context), String(field));
}

function hasField(value: unknown, field: string): boolean {
  if (value instanceof Optional) {
    return value.hasValue() && hasField(value.value(), field);
  }
  if (value instanceof Map) return value.has(field);
  if (isObject(value)) return Object.hasOwn(value, field);
  throw new EvaluationError('no such overload');
}

/**
 * Checks literal arguments that the type check does not: patterns, durations and times.
 * @throws Error if one is invalid
 */
function checkLiteralArgument(node: SyntaxNode): void {
  const name = functionNameOf(node) ?? '';
  const argument = operandsOf(node).at(-1);
  if (argument?.op !== 'value' || typeof argument.args !== 'string') return;
  if (['matches', 'find', 'findAll'].includes(name)) {
    compilePattern(argument.args);
  } else if (name === 'duration' || name === 'timestamp') {
    evaluate(`${name}(value)`, { value: argument.args });
  }
}

/** The nodes whose whole values an operator or a function reads. */
function operandsOf({ op, args }: SyntaxNode): SyntaxNode[] {
  if (!Array.isArray(args)) return [];
  const operands: unknown[] = args.flat();
  switch (op) {
    case 'call':
    case 'rcall':
    case '==':
    case '!=':
    case 'in':
    case '+':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return operands.filter(isSyntaxNode);
    default:
      return [];
  }
}

interface Meter {
  budget: CostBudget | undefined;
}

/**
 * Makes the nodes spend the budget, and replaces the operations of the library that differ from Kubernetes: equality, membership
 * of lists, and regular expressions, which have the syntax of RE2.
 */
function instrument(nodes: SyntaxNode[], meter: Meter): void {
  const readNodes = new Set(
    nodes
      .filter(node => !node.meta.alternate && functionNameOf(node) !== 'size')
      .flatMap(operandsOf),
  );
  for (const node of nodes) {
    replaceOperation(node);
    const holder = node.meta.macro ?? node.meta;
    const { evaluate: evaluateNode } = holder;
    if (!evaluateNode || node.meta.alternate) continue;
    const isRead = readNodes.has(node);
    holder.evaluate = (evaluator, self, context) => {
      meter.budget?.spend(1);
      const value = evaluateNode(evaluator, self, context);
      if (isRead) meter.budget?.spend(sizeOf(value));
      return value;
    };
  }
}

function replaceOperation(node: SyntaxNode): void {
  const { op, handle } = node;
  if (op === '==') node.handle = celEquals;
  else if (op === '!=') {
    node.handle = (left: unknown, right: unknown) => !celEquals(left, right);
  } else if (op === 'in' && handle) {
    node.handle = (item: unknown, list: unknown, ...rest: never[]) =>
      Array.isArray(list)
        ? list.some(other => celEquals(item, other))
        : Reflect.apply(handle, node, [item, list, ...rest]);
  } else if (functionNameOf(node) === 'matches') {
    node.handle = ([text, pattern]: unknown[]) => {
      if (typeof text !== 'string' || typeof pattern !== 'string') {
        throw new EvaluationError('no such overload: matches');
      }
      return matchesPattern(pattern, text);
    };
  } else if (functionNameOf(node) === 'join' && handle) {
    node.handle = (values: unknown[], ...rest: never[]) => {
      const [list, separator] = values;
      if (Array.isArray(list) && typeof separator === 'string') {
        requireShortResult(list.length, separator);
      }
      return Reflect.apply(handle, node, [values, ...rest]);
    };
  }
}
