import { functions } from './functions';
import { parseTemplate, type Branch, type Node } from './parse';
import type { Expression, Pipeline } from './pipeline';
import {
  TemplateError,
  dataEntries,
  isData,
  isTruthy,
  printValue,
  type TemplateData,
  type Value,
} from './value';

/** The variables of a block: its own and those of its parent. */
class Scope {
  readonly #own = new Map<string, Value>();
  /** Fields that were printed and do not exist. */
  readonly missing: Set<string>;

  constructor(private readonly parent?: Scope) {
    this.missing = parent?.missing ?? new Set();
  }

  declare(name: string, value: Value): void {
    this.#own.set(name, value);
  }

  /** @throws TemplateError where there is no such variable */
  assign(name: string, value: Value): void {
    this.#scopeOf(name).#own.set(name, value);
  }

  /** @throws TemplateError where there is no such variable */
  get(name: string): Value {
    return this.#scopeOf(name).#own.get(name);
  }

  #scopeOf(name: string): Scope {
    if (this.#own.has(name)) return this;
    if (!this.parent) {
      throw new TemplateError(`there is no variable "${name}"`);
    }
    return this.parent.#scopeOf(name);
  }
}

/**
 * Executes a Go text/template over a map of strings; see {@link parseTemplate} for the supported part. A missing field
 * prints `<no value>`, as with a Go map.
 *
 * @throws TemplateError where the template does not parse or cannot be executed
 */
export function executeTemplate(template: string, data: TemplateData): string {
  return printTemplate(template, data).text;
}

/** Executes a template like {@link executeTemplate}; also returns the names of the printed fields that do not exist. */
export function printTemplate(
  template: string,
  data: TemplateData,
): { text: string; missing: string[] } {
  const scope = new Scope();
  scope.declare('$', data);
  const text = executeNodes(parseTemplate(template), data, scope);
  return { text, missing: [...scope.missing] };
}

function executeNodes(
  nodes: readonly Node[],
  dot: Value,
  scope: Scope,
): string {
  return nodes
    .map(node => {
      switch (node.kind) {
        case 'text':
          return node.text;
        case 'action': {
          const { value, missing } = evaluate(node.pipeline.value, dot, scope);
          assign(node.pipeline, value, scope);
          if (node.pipeline.variables.length > 0) return '';
          missing.forEach(name => scope.missing.add(name));
          return printValue(value);
        }
        case 'range':
          return executeRange(node, dot, scope);
        default:
          return executeBranch(node, dot, scope);
      }
    })
    .join('');
}

function executeBranch(
  { kind, test, then, otherwise }: Branch,
  dot: Value,
  parent: Scope,
): string {
  const scope = new Scope(parent);
  const { value } = evaluate(test.value, dot, scope);
  assign(test, value, scope);
  return isTruthy(value)
    ? executeNodes(then, kind === 'with' ? value : dot, scope)
    : executeNodes(otherwise, dot, scope);
}

function executeRange(
  { test, then, otherwise }: Branch,
  dot: Value,
  parent: Scope,
): string {
  const items = rangeItems(evaluate(test.value, dot, parent).value);
  if (items.length === 0)
    return executeNodes(otherwise, dot, new Scope(parent));
  return items
    .map(([name, value]) => {
      const scope = new Scope(parent);
      const [first, second] = test.variables;
      if (second !== undefined) scope.declare(first, name);
      const last = second ?? first;
      if (last !== undefined) scope.declare(last, value);
      return executeNodes(then, value, scope);
    })
    .join('');
}

function rangeItems(value: Value): [Value, Value][] {
  if (value === undefined) return [];
  if (isData(value)) return dataEntries(value);
  if (typeof value === 'number') {
    return Array.from({ length: Math.max(0, value) }, (_, index) => [
      index,
      index,
    ]);
  }
  throw new TemplateError('range cannot iterate over the value');
}

function assign({ variables, isNew }: Pipeline, value: Value, scope: Scope) {
  if (variables.length > 1) {
    throw new TemplateError('only "range" sets two variables');
  }
  for (const name of variables) {
    if (isNew) scope.declare(name, value);
    else scope.assign(name, value);
  }
}

/** A value, and the names of the fields that it depends on and that do not exist. */
interface Evaluated {
  readonly value: Value;
  readonly missing: readonly string[];
}

function evaluate(expression: Expression, dot: Value, scope: Scope): Evaluated {
  switch (expression.kind) {
    case 'literal':
      return { value: expression.value, missing: [] };
    case 'field':
      return named(readField(dot, expression.path), expression.path.join('.'));
    case 'variable': {
      const { name, path } = expression;
      return named(
        readField(scope.get(name), path),
        path.length > 0 ? path.join('.') : name,
      );
    }
    default: {
      const { name, args } = expression;
      const found = functions.get(name);
      if (!found) throw new TemplateError(`there is no function "${name}"`);
      if (args.length < found.minArguments) {
        throw new TemplateError(`${name} needs more arguments`);
      }
      const evaluated = args.map(arg => evaluate(arg, dot, scope));
      const value = found.call(...evaluated.map(arg => arg.value));
      const isReplaced = found.acceptsMissing && value !== undefined;
      return {
        value,
        missing: evaluated
          .filter(arg => !isReplaced || arg.value !== undefined)
          .flatMap(arg => arg.missing),
      };
    }
  }
}

function named(value: Value, name: string): Evaluated {
  return { value, missing: value === undefined ? [name] : [] };
}

function readField(of: Value, path: readonly string[]): Value {
  return path.reduce<Value>((value, name) => {
    if (value === undefined) return undefined;
    if (!isData(value)) {
      throw new TemplateError(
        `".${path.join('.')}" is not a field of an object`,
      );
    }
    return Object.hasOwn(value, name) ? value[name] : undefined;
  }, of);
}
