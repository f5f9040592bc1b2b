/** An expression in a text. */
export interface FoundExpression {
  /** Position of `${`. */
  readonly start: number;
  /** Position after `}`. */
  readonly end: number;
  /** The expression between the two. */
  readonly expression: string;
}

/**
 * Finds the expressions in a text, each between `${` and the brace that closes it. Braces in strings of an expression do not
 * count. An expression that is not closed is text.
 *
 * @throws Error if an expression contains another one
 */
export function findExpressions(text: string): FoundExpression[] {
  const found: FoundExpression[] = [];
  for (let start = text.indexOf('${'); start >= 0; ) {
    const end = findEnd(text, start);
    if (end === undefined) break;
    found.push({ start, end, expression: text.slice(start + 2, end - 1) });
    start = text.indexOf('${', end);
  }
  return found;
}

/** Whether the last expression of a text is not closed. */
export function hasUnclosedExpression(text: string): boolean {
  const last = findExpressions(text).at(-1);
  return text.indexOf('${', last?.end ?? 0) >= 0;
}

/** The position after the brace that closes an expression; undefined if none does. */
function findEnd(text: string, start: number): number | undefined {
  let depth = 1;
  let quote = '';
  for (let at = start + 2; at < text.length; at++) {
    const character = text[at];
    if (quote) {
      if (character === '\\') at++;
      else if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return at + 1;
    else if (text.startsWith('${', at)) {
      throw new Error(
        'an expression contains another one; write it without ${ and }',
      );
    }
  }
  return undefined;
}
