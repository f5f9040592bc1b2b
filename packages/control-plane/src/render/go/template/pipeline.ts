import type { Token } from './tokens';
import { TemplateError } from './value';

/** An expression in an action. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean }
  | { readonly kind: 'field'; readonly path: readonly string[] }
  | {
      readonly kind: 'variable';
      readonly name: string;
      readonly path: readonly string[];
    }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly args: readonly Expression[];
    };

/** A pipeline: its value, and the variables that are set to it. */
export interface Pipeline {
  readonly value: Expression;
  /** At most one; with `range` up to two, the first for the key. */
  readonly variables: readonly string[];
  /** Whether the variables are declared (`:=`), not assigned (`=`). */
  readonly isNew: boolean;
}

/** Parses the inside of an action: an optional assignment and a value. */
export function parsePipeline(tokens: readonly Token[]): Pipeline {
  const assignment = tokens.findIndex(
    ({ kind, ...token }) =>
      kind === 'symbol' &&
      'text' in token &&
      (token.text === ':=' || token.text === '='),
  );
  if (assignment < 0) {
    return { value: parseValue(tokens), variables: [], isNew: false };
  }
  const sign = tokens[assignment];
  const variables = tokens.slice(0, assignment).map((token, index) => {
    const isName = index % 2 === 0;
    if (isName && token.kind === 'variable' && token.path.length === 0) {
      return token.name;
    }
    if (!isName && token.kind === 'symbol' && token.text === ',') return ',';
    throw new TemplateError('only a variable can be assigned to');
  });
  return {
    value: parseValue(tokens.slice(assignment + 1)),
    variables: variables.filter(name => name !== ','),
    isNew: sign.kind === 'symbol' && sign.text === ':=',
  };
}

/** Parses a pipeline. In `a | f x`, the left value becomes the last argument: `f x a`. */
function parseValue(tokens: readonly Token[]): Expression {
  let value: Expression | undefined;
  for (const part of splitPipeline(tokens)) {
    value = parseCommand(part, value);
  }
  if (!value) throw new TemplateError('a value is missing');
  return value;
}

function splitPipeline(tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.kind === 'symbol' && token.text === '(') depth += 1;
    if (token.kind === 'symbol' && token.text === ')') depth -= 1;
    if (depth === 0 && token.kind === 'symbol' && token.text === '|') {
      parts.push([]);
    } else {
      parts[parts.length - 1].push(token);
    }
  }
  return parts;
}

function parseCommand(
  tokens: readonly Token[],
  piped?: Expression,
): Expression {
  const [first, ...rest] = tokens;
  if (first?.kind === 'word') {
    const args = parseOperands(rest);
    return {
      kind: 'call',
      name: first.text,
      args: piped ? [...args, piped] : args,
    };
  }
  const [value, ...extra] = parseOperands(tokens);
  if (!value || extra.length > 0 || piped) {
    throw new TemplateError('only a function can be given arguments');
  }
  return value;
}

function parseOperands(tokens: readonly Token[]): Expression[] {
  const found: Expression[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token.kind === 'word') {
      found.push({ kind: 'call', name: token.text, args: [] });
    } else if (token.kind !== 'symbol') {
      found.push(token);
    } else if (token.text === '(') {
      const end = matchingParenthesis(tokens, at);
      found.push(parseValue(tokens.slice(at + 1, end)));
      at = end;
    } else {
      throw new TemplateError(`"${token.text}" is not expected here`);
    }
  }
  return found;
}

function matchingParenthesis(tokens: readonly Token[], from: number): number {
  let depth = 0;
  for (let at = from; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token.kind === 'symbol' && token.text === '(') depth += 1;
    if (token.kind === 'symbol' && token.text === ')') depth -= 1;
    if (depth === 0) return at;
  }
  throw new TemplateError('a parenthesis is not closed');
}
