import { segmentsOf, TemplateError, type Segment, type Token } from './tokens';

/** A value that an action computes. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean }
  | { readonly kind: 'field'; readonly path: readonly string[] }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly args: readonly Expression[];
    };

/** A part of a template. */
export type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'print'; readonly value: Expression }
  | {
      readonly kind: 'branch';
      /** `with` makes the value that it tests the dot of its body. */
      readonly rebind: boolean;
      readonly test: Expression;
      readonly then: readonly Node[];
      readonly otherwise: readonly Node[];
    };

/** Nodes up to the action that ended them; without an end they reach to the end of the template. */
interface Block {
  readonly nodes: readonly Node[];
  readonly end?: Terminator;
}

interface Terminator {
  readonly word: 'end' | 'else';
  readonly rest: readonly Token[];
}

class BlockReader {
  private next = 0;

  constructor(private readonly segments: readonly Segment[]) {}

  block(): Block {
    const nodes: Node[] = [];
    while (this.next < this.segments.length) {
      const segment = this.segments[this.next];
      this.next += 1;
      if ('text' in segment) {
        nodes.push({ kind: 'text', text: segment.text });
        continue;
      }
      const [first, ...rest] = segment.action;
      if (!first) throw new TemplateError('an action is empty');
      const keyword = first.kind === 'word' ? first.text : undefined;
      if (keyword === 'end' || keyword === 'else') {
        return { nodes, end: { word: keyword, rest } };
      }
      nodes.push(
        keyword === 'if' || keyword === 'with'
          ? this.branch(keyword, rest)
          : { kind: 'print', value: pipeline(segment.action) },
      );
    }
    return { nodes };
  }

  private branch(keyword: 'if' | 'with', test: readonly Token[]): Node {
    const { nodes, end } = this.block();
    return {
      kind: 'branch',
      rebind: keyword === 'with',
      test: pipeline(test),
      then: nodes,
      otherwise: this.otherwise(end),
    };
  }

  private otherwise(end: Terminator | undefined): readonly Node[] {
    if (!end) throw new TemplateError('a block has no "end"');
    if (end.word === 'end') return [];
    const [keyword, ...test] = end.rest;
    if (keyword) {
      if (
        keyword.kind === 'word' &&
        (keyword.text === 'if' || keyword.text === 'with')
      ) {
        return [this.branch(keyword.text, test)];
      }
      throw new TemplateError('"else" is followed by neither "if" nor "with"');
    }
    const block = this.block();
    if (block.end?.word !== 'end') {
      throw new TemplateError('an "else" has no "end"');
    }
    return block.nodes;
  }
}

/**
 * Reads the part of Go's text/template that makes sense over a flat set of
 * values: fields, literals, calls, pipelines, parentheses, `if`, `with`,
 * `else`, comments and trim markers.
 *
 * @throws TemplateError where the text is no such template
 */
export function parseTemplate(template: string): readonly Node[] {
  const { nodes, end } = new BlockReader(segmentsOf(template)).block();
  if (end) throw new TemplateError(`"${end.word}" closes nothing`);
  return nodes;
}

/** `a | f x` is `f x a`: what stands left becomes the last argument. */
function pipeline(tokens: readonly Token[]): Expression {
  let value: Expression | undefined;
  for (const part of splitPipeline(tokens)) {
    value = command(part, value);
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

function command(tokens: readonly Token[], piped?: Expression): Expression {
  const [first, ...rest] = tokens;
  if (first?.kind === 'word') {
    const args = operands(rest);
    return {
      kind: 'call',
      name: first.text,
      args: piped ? [...args, piped] : args,
    };
  }
  const [value, ...extra] = operands(tokens);
  if (!value || extra.length > 0 || piped) {
    throw new TemplateError('only a function can be given arguments');
  }
  return value;
}

function operands(tokens: readonly Token[]): Expression[] {
  const found: Expression[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token.kind === 'literal' || token.kind === 'field') {
      found.push(token);
    } else if (token.kind === 'word') {
      found.push({ kind: 'call', name: token.text, args: [] });
    } else if (token.text === '(') {
      const end = matchingParenthesis(tokens, at);
      found.push(pipeline(tokens.slice(at + 1, end)));
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
