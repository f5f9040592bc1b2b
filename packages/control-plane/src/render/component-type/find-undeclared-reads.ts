import type { ASTNode } from '@marcbachmann/cel-js';
import type { ParameterSchema } from '@promenade/openchoreo-model';
import { isJsonObject } from '../../runtime/json';
import { declares } from './values-schema';

/** Functions whose first arguments are names of variables for the other arguments. */
const oneVariable = [
  ...['map', 'filter', 'all', 'exists', 'exists_one'],
  ...['sortBy', 'optMap', 'optFlatMap', 'bind'],
];
const twoVariables = ['transformList', 'transformMap', 'transformMapEntry'];
/** With three arguments, these have two variables. */
const oneOrTwoVariables = ['all', 'exists', 'existsOne'];

interface Path {
  readonly variable: string;
  readonly names: readonly string[];
}

/**
 * Finds the values that an expression reads and that no schema has. Variables of the expression itself hide others of their name.
 *
 * @param schemas - by the variable that has their values
 */
export function findUndeclaredReads(
  root: ASTNode,
  schemas: { readonly [variable: string]: ParameterSchema },
): string[] {
  const undeclared = new Set<string>();
  const visit = (node: ASTNode, hidden: readonly string[]): void => {
    const path = pathOf(node);
    if (!path) {
      for (const [child, names] of childrenOf(node)) {
        visit(child, [...hidden, ...names]);
      }
      return;
    }
    const { variable, names } = path;
    if (
      Object.hasOwn(schemas, variable) &&
      !hidden.includes(variable) &&
      !declares(schemas[variable], names)
    ) {
      undeclared.add(
        `${[variable, ...names].join(
          '.',
        )}: the schema of ${variable} has no such value`,
      );
    }
  };
  visit(root, []);
  return [...undeclared];
}

/** The variable and the members of a node such as `parameters.size` or `parameters["size"]`. */
function pathOf(node: ASTNode): Path | undefined {
  switch (node.op) {
    case 'id':
      return { variable: node.args, names: [] };
    case '.':
    case '.?':
      return append(node.args[0], node.args[1]);
    case '[]':
    case '[?]': {
      const [, key] = node.args;
      return key.op === 'value' && typeof key.args === 'string'
        ? append(node.args[0], key.args)
        : undefined;
    }
    default:
      return undefined;
  }
}

function append(operand: ASTNode, name: string): Path | undefined {
  const path = pathOf(operand);
  return path && { ...path, names: [...path.names, name] };
}

/** The operands of a node, each with the names of the variables that the node declares for it. */
function childrenOf(node: ASTNode): [ASTNode, readonly string[]][] {
  if (node.op !== 'rcall') {
    return operandsOf(node.args).map(child => [child, []]);
  }
  const [name, receiver, values] = node.args;
  const count = variableCount(name, values.length);
  const names = values
    .slice(0, count)
    .flatMap(({ op, args }) => (op === 'id' ? [args] : []));
  return [
    [receiver, []],
    ...values
      .slice(count)
      .map((value): [ASTNode, readonly string[]] => [value, names]),
  ];
}

function variableCount(name: string, values: number): number {
  if (
    twoVariables.includes(name) ||
    (oneOrTwoVariables.includes(name) && values === 3)
  ) {
    return 2;
  }
  return oneVariable.includes(name) ? 1 : 0;
}

function operandsOf(value: unknown): ASTNode[] {
  if (Array.isArray(value)) return value.flatMap(operandsOf);
  return isNode(value) ? [value] : [];
}

function isNode(value: unknown): value is ASTNode {
  return isJsonObject(value) && 'op' in value && 'args' in value;
}
