import { parsePipeline, type Pipeline } from './pipeline';
import { parseSegments, type Segment, type Token } from './tokens';
import { TemplateError } from './value';

/** A node of a parsed template. */
export type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'action'; readonly pipeline: Pipeline }
  | Branch;

/** An `if`, `with` or `range` block. */
export interface Branch {
  readonly kind: 'if' | 'with' | 'range';
  readonly test: Pipeline;
  readonly then: readonly Node[];
  readonly otherwise: readonly Node[];
}

/** Nodes up to the action that ends them; without `end` they reach the end of the template. */
interface Block {
  readonly nodes: readonly Node[];
  readonly end?: Terminator;
}

interface Terminator {
  readonly word: 'end' | 'else';
  readonly rest: readonly Token[];
}

function isBranch(word: string | undefined): word is Branch['kind'] {
  return word === 'if' || word === 'with' || word === 'range';
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
        isBranch(keyword)
          ? this.branch(keyword, rest)
          : { kind: 'action', pipeline: parsePipeline(segment.action) },
      );
    }
    return { nodes };
  }

  private branch(kind: Branch['kind'], test: readonly Token[]): Branch {
    const { nodes, end } = this.block();
    return {
      kind,
      test: parsePipeline(test),
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
 * Parses the part of Go's text/template that applies to a map of strings: fields, variables, literals, calls,
 * pipelines, parentheses, `if`, `with`, `range`, `else`, comments and trim markers. Nested templates are not supported.
 *
 * @throws TemplateError where the template does not parse
 */
export function parseTemplate(template: string): readonly Node[] {
  const { nodes, end } = new BlockReader(parseSegments(template)).block();
  if (end) throw new TemplateError(`"${end.word}" has no matching block`);
  return nodes;
}
