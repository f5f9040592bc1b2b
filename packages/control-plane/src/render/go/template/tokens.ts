import { TemplateError } from './value';

/** A segment of a Go template: literal text, or the tokens of an action. */
export type Segment =
  | { readonly text: string }
  | { readonly action: readonly Token[] };

/** A token of an action. */
export type Token =
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'field'; readonly path: readonly string[] }
  | {
      readonly kind: 'variable';
      readonly name: string;
      readonly path: readonly string[];
    }
  | { readonly kind: 'literal'; readonly value: string | number | boolean }
  | { readonly kind: 'symbol'; readonly text: string };

const opening = '{{';
const closing = '}}';

/**
 * Splits a template into text and actions, and removes the white space next to trim markers (`{{-` and `-}}`). Comments
 * are dropped.
 *
 * @throws TemplateError where an action is not closed or has an invalid token
 */
export function parseSegments(template: string): Segment[] {
  const segments: Segment[] = [];
  let rest = template;
  let trimNext = false;
  for (;;) {
    const start = rest.indexOf(opening);
    const text = start < 0 ? rest : rest.slice(0, start);
    const trimThis = start >= 0 && /^\{\{-\s/.test(rest.slice(start));
    pushText(segments, text, trimNext, trimThis);
    if (start < 0) return segments;

    const end = findEndOfAction(rest, start + opening.length);
    const inside = rest.slice(start + opening.length, end);
    trimNext = /\s-$/.test(inside);
    const source = inside
      .slice(trimThis ? 1 : 0, trimNext ? -1 : undefined)
      .trim();
    if (!/^\/\*[\s\S]*\*\/$/.test(source)) {
      segments.push({ action: tokenize(source) });
    }
    rest = rest.slice(end + closing.length);
  }
}

function pushText(
  segments: Segment[],
  text: string,
  trimStart: boolean,
  trimEnd: boolean,
): void {
  const left = trimStart ? text.trimStart() : text;
  const trimmed = trimEnd ? left.trimEnd() : left;
  if (trimmed) segments.push({ text: trimmed });
}

/** Index of the end of the action that starts at `from`. `}}` inside a string does not end it. */
function findEndOfAction(source: string, from: number): number {
  const scanner = /"(?:[^"\\\n]|\\.)*"|`[^`]*`|\/\*[\s\S]*?\*\/|\}\}/g;
  scanner.lastIndex = from;
  for (let match = scanner.exec(source); match; match = scanner.exec(source)) {
    if (match[0] === closing) return match.index;
  }
  throw new TemplateError(`an action is opened by "{{" but never closed`);
}

const name = String.raw`[\p{L}_][\p{L}\p{N}_]*`;
const token = new RegExp(
  [
    String.raw`\s+`,
    String.raw`(?<number>[-+]?(?:0[xX][0-9a-fA-F_]+|(?:[0-9][0-9_]*(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)(?![\w.]))`,
    String.raw`'(?<char>(?:[^'\\\n]|\\.[0-9a-fA-F]*))'`,
    String.raw`(?<quoted>"(?:[^"\\\n]|\\.)*")`,
    String.raw`${'`'}(?<raw>[^${'`'}]*)${'`'}`,
    String.raw`(?<variable>\$(?:${name})?(?:\.${name})*)`,
    String.raw`(?<field>(?:\.${name})+|\.(?![\w.]))`,
    String.raw`(?<word>${name})`,
    String.raw`(?<symbol>:=|[=,|()])`,
  ].join('|'),
  'uy',
);

function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < source.length) {
    token.lastIndex = at;
    const match = token.exec(source);
    if (!match) {
      throw new TemplateError(
        `"${source.slice(at)}" is not supported in an action`,
      );
    }
    const read = toToken(match.groups ?? {});
    if (read) tokens.push(read);
    at = token.lastIndex;
  }
  return tokens;
}

function toToken({
  number,
  char,
  quoted,
  raw,
  variable,
  field,
  word,
  symbol,
}: {
  [group: string]: string | undefined;
}): Token | undefined {
  if (number !== undefined) {
    return { kind: 'literal', value: Number(number.replaceAll('_', '')) };
  }
  if (char !== undefined) {
    return { kind: 'literal', value: unquote(char, "'").codePointAt(0) ?? 0 };
  }
  if (quoted !== undefined) {
    return { kind: 'literal', value: unquote(quoted.slice(1, -1), '"') };
  }
  if (raw !== undefined) return { kind: 'literal', value: raw };
  if (variable !== undefined) {
    const [first, ...path] = variable.split('.');
    return { kind: 'variable', name: first, path };
  }
  if (field !== undefined) {
    return { kind: 'field', path: field.split('.').filter(Boolean) };
  }
  if (word === 'true' || word === 'false') {
    return { kind: 'literal', value: word === 'true' };
  }
  if (word !== undefined) return { kind: 'word', text: word };
  return symbol === undefined ? undefined : { kind: 'symbol', text: symbol };
}

const singleEscapes: { readonly [escape: string]: string } = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

/**
 * Unescapes a Go string literal, given without its quotes.
 *
 * @param quote - the quote character, which may be escaped
 * @throws TemplateError for an unknown escape
 */
function unquote(text: string, quote: string): string {
  return text.replace(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|([\s\S]))/g,
    (_, x?: string, u?: string, U?: string, octal?: string, other = '') => {
      const hex = x ?? u ?? U;
      if (hex !== undefined) return String.fromCodePoint(parseInt(hex, 16));
      if (octal !== undefined) return String.fromCodePoint(parseInt(octal, 8));
      if (other === quote) return quote;
      if (Object.hasOwn(singleEscapes, other)) return singleEscapes[other];
      throw new TemplateError(`"\\${other}" is not an escape sequence`);
    },
  );
}
