import { EvaluationError, Optional } from '@marcbachmann/cel-js';
import { RE2JS } from 're2js';
import { isJsonObject } from '../../../runtime/json';
import { spend } from './cost-budget';

/** The parts of a node of the library's syntax tree that are used here. They are not part of its API, so its version is fixed. */
interface SyntaxNode {
  readonly op: string;
  readonly args: unknown;
  readonly meta: {
    evaluate?: Evaluate;
    /** The node that a macro was expanded to. */
    readonly alternate?: unknown;
    readonly macro?: Macro;
  };
  /** Applies a function to the values of its operands. Set by the type check. */
  handle?: (...values: never[]) => unknown;
}

type Evaluate = (
  evaluator: Evaluator,
  node: unknown,
  scope: unknown,
) => unknown;

interface Macro {
  readonly args?: unknown;
  evaluate: Evaluate;
  typeCheck(checker: Checker, macro: Macro, scope: unknown): unknown;
}

interface Checker {
  check(node: unknown, scope: unknown): unknown;
  getType(name: string): unknown;
}

interface Evaluator {
  run(node: unknown, scope: unknown): unknown;
}

function isNode(value: unknown): value is SyntaxNode {
  return isJsonObject(value) && 'op' in value && 'meta' in value;
}

/** Other objects are scopes, which refer to each other. */
function isPlainObject(value: unknown): value is object {
  return (
    isJsonObject(value) && Object.getPrototypeOf(value) === Object.prototype
  );
}

/** The nodes of a syntax tree, with those that macros expand to. */
function listNodes(root: unknown): SyntaxNode[] {
  const found = new Set<SyntaxNode>();
  const visit = (value: unknown): void => {
    if (isNode(value)) {
      if (found.has(value)) return;
      found.add(value);
      visit(value.args);
      visit(value.meta.alternate);
    } else if (Array.isArray(value)) value.forEach(visit);
    else if (isPlainObject(value)) Object.values(value).forEach(visit);
  };
  visit(root);
  return [...found];
}

function calledFunction({ op, args }: SyntaxNode): unknown {
  return (op === 'call' || op === 'rcall') && Array.isArray(args)
    ? args[0]
    : undefined;
}

/**
 * Lets `has` take any expression before the last member, as in OpenChoreo. That of the library takes a path of names only.
 *
 * @param root - before the type check
 */
export function acceptAnyHas(root: unknown): void {
  for (const node of listNodes(root)) {
    const { macro } = node.meta;
    if (calledFunction(node) !== 'has' || !macro) continue;
    const selection: unknown = Array.isArray(macro.args) && macro.args[0];
    if (!isNode(selection) || !Array.isArray(selection.args)) continue;
    if (selection.op !== '.' && selection.op !== '.?') continue;
    const [operand, member]: unknown[] = selection.args;
    macro.typeCheck = (checker, _macro, scope) => {
      checker.check(selection, scope);
      return checker.getType('bool');
    };
    macro.evaluate = (evaluator, _macro, scope) =>
      hasMember(evaluator.run(operand, scope), String(member));
  }
}

function hasMember(value: unknown, member: string): boolean {
  if (value instanceof Optional) {
    return value.hasValue() && hasMember(value.value(), member);
  }
  if (value instanceof Map) return value.has(member);
  if (isJsonObject(value)) return Object.hasOwn(value, member);
  throw new EvaluationError(`has: the value has no members such as ${member}`);
}

/**
 * Makes every node take a step of the cost budget, and `+` as many as its result has parts. Regular expressions have the syntax of
 * RE2, whose time is linear.
 *
 * @param root - after the type check
 */
export function limitCost(root: unknown): void {
  for (const node of listNodes(root)) {
    if (calledFunction(node) === 'matches') node.handle = matchWithRe2;
    const holder = node.meta.macro ?? node.meta;
    const { evaluate } = holder;
    if (!evaluate || node.meta.alternate) continue;
    holder.evaluate = (evaluator, self, scope) => {
      spend(1);
      const value = evaluate(evaluator, self, scope);
      if (node.op === '+') spend(sizeOf(value));
      return value;
    };
  }
}

function sizeOf(value: unknown): number {
  return typeof value === 'string' || Array.isArray(value) ? value.length : 0;
}

/** Longest regular expression. */
const maxPatternLength = 1000;

function matchWithRe2([text, pattern]: unknown[]): boolean {
  if (typeof text !== 'string' || typeof pattern !== 'string') {
    throw new EvaluationError(
      'matches: the text and the pattern must be texts',
    );
  }
  if (pattern.length > maxPatternLength) {
    throw new EvaluationError('matches: the pattern is too long');
  }
  const compiled = RE2JS.compile(pattern);
  spend(text.length * compiled.programSize());
  return compiled.matcher(text).find();
}
