import {
  EvaluationError,
  Optional,
  type Environment,
  type TypeDeclaration,
} from '@marcbachmann/cel-js';
import { isJsonObject } from '../../../runtime/json';
import { compare } from './compare';

/** A call that a macro replaces. Its parts are nodes of the syntax tree. */
interface MacroCall {
  readonly args: readonly unknown[];
  readonly receiver?: unknown;
}

/** Variables in scope of a node, while it is checked or evaluated. */
interface Scope {
  getValue(name: string): unknown;
  forkWithVariable(name: string, type: TypeDeclaration): VariableScope;
}

interface VariableScope extends Scope {
  setIterValue(value: unknown, evaluator: Evaluator): VariableScope;
}

interface Checker {
  check(node: unknown, scope: Scope): TypeDeclaration;
  getType(name: string): TypeDeclaration;
}

interface Evaluator {
  run(node: unknown, scope: Scope): unknown;
}

/** Evaluates the arguments of a macro after its variables, with values for these. */
type EvaluateArguments = (...values: unknown[]) => (() => unknown)[];

/**
 * Registers a macro that declares variables for the arguments after them. The type of its result is not checked.
 *
 * @param name - of a function that is called on a receiver
 * @param variables - number of variables
 * @param expressions - number of arguments after the variables
 * @param evaluate - computes the result
 */
function registerMacro(
  environment: Environment,
  name: string,
  { variables, expressions }: { variables: number; expressions: number },
  evaluate: (receiver: unknown, run: EvaluateArguments) => unknown,
): void {
  const parameters = Array(variables + expressions).fill('ast');
  environment.registerFunction(
    `dyn.${name}(${parameters.join(', ')}): dyn`,
    ({ args, receiver }: MacroCall) => {
      const names = args.slice(0, variables).map(variableName);
      const bodies = args.slice(variables);
      let dyn: TypeDeclaration;
      return {
        typeCheck(checker: Checker, _macro: unknown, scope: Scope) {
          dyn = checker.getType('dyn');
          checker.check(receiver, scope);
          const inner = names.reduce<Scope>(
            (outer, variable) => outer.forkWithVariable(variable, dyn),
            scope,
          );
          for (const body of bodies) checker.check(body, inner);
          return dyn;
        },
        evaluate(evaluator: Evaluator, _macro: unknown, scope: Scope) {
          return evaluate(evaluator.run(receiver, scope), (...values) => {
            const inner = names.reduce<Scope>(
              (outer, variable, index) =>
                outer
                  .forkWithVariable(variable, dyn)
                  .setIterValue(values[index], evaluator),
              scope,
            );
            return bodies.map(body => () => evaluator.run(body, inner));
          });
        },
      };
    },
  );
}

function variableName(node: unknown): string {
  if (isJsonObject(node) && node.op === 'id' && typeof node.args === 'string') {
    return node.args;
  }
  throw new EvaluationError('the first arguments must be names of variables');
}

const one = { variables: 1, expressions: 1 };

/** The items of a list with their indexes, or the members of a map. */
function entriesOf(receiver: unknown): [unknown, unknown][] {
  if (Array.isArray(receiver)) {
    return receiver.map((item, index) => [BigInt(index), item]);
  }
  if (receiver instanceof Map) return [...receiver];
  if (isJsonObject(receiver)) return Object.entries(receiver);
  throw new EvaluationError('the value is neither a list nor a map');
}

function requireBool(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  throw new EvaluationError('the predicate must return a bool');
}

/** The entries of a map that a macro with two variables, an optional filter and a transformation returns. */
function transformEntries(
  receiver: unknown,
  run: EvaluateArguments,
): { key: unknown; value: unknown }[] {
  return entriesOf(receiver).flatMap(([key, item]) => {
    const bodies = run(key, item);
    const transform = bodies[bodies.length - 1];
    const isIncluded = bodies.length === 1 || requireBool(bodies[0]());
    return isIncluded ? [{ key, value: transform() }] : [];
  });
}

/** Registers the comprehensions with two variables of CEL, `sortBy`, and the macros of optional values. */
export function registerMacros(environment: Environment): void {
  const matches = (receiver: unknown, run: EvaluateArguments): boolean[] =>
    entriesOf(receiver).map(([key, item]) => requireBool(run(key, item)[0]()));
  const two = { variables: 2, expressions: 1 };
  registerMacro(environment, 'all', two, (receiver, run) =>
    matches(receiver, run).every(Boolean),
  );
  registerMacro(environment, 'exists', two, (receiver, run) =>
    matches(receiver, run).some(Boolean),
  );
  registerMacro(
    environment,
    'existsOne',
    two,
    (receiver, run) => matches(receiver, run).filter(Boolean).length === 1,
  );
  for (const expressions of [1, 2]) {
    const parameters = { variables: 2, expressions };
    registerMacro(environment, 'transformList', parameters, (receiver, run) =>
      transformEntries(receiver, run).map(({ value }) => value),
    );
    registerMacro(environment, 'transformMap', parameters, (receiver, run) =>
      Object.fromEntries(
        transformEntries(receiver, run).map(({ key, value }) => [
          String(key),
          value,
        ]),
      ),
    );
    registerMacro(
      environment,
      'transformMapEntry',
      parameters,
      (receiver, run) =>
        Object.fromEntries(
          transformEntries(receiver, run).flatMap(({ value }) =>
            entriesOf(value),
          ),
        ),
    );
  }
  registerMacro(environment, 'sortBy', one, (receiver, run) => {
    if (!Array.isArray(receiver)) {
      throw new EvaluationError('sortBy is a function of lists');
    }
    return receiver
      .map((item: unknown) => ({ item, key: run(item)[0]() }))
      .sort((a, b) => compare(a.key, b.key))
      .map(({ item }) => item);
  });
  registerOptionalMacros(environment);
}

function registerOptionalMacros(environment: Environment): void {
  const requireOptional = (value: unknown): Optional => {
    if (value instanceof Optional) return value;
    throw new EvaluationError('the value is not optional');
  };
  registerMacro(environment, 'optMap', one, (receiver, run) => {
    const optional = requireOptional(receiver);
    return optional.hasValue()
      ? Optional.of(run(optional.value())[0]())
      : Optional.none();
  });
  registerMacro(environment, 'optFlatMap', one, (receiver, run) => {
    const optional = requireOptional(receiver);
    return optional.hasValue()
      ? requireOptional(run(optional.value())[0]())
      : Optional.none();
  });
}
