import { InputError } from '@backstage/errors';

/** A part of a text: literal text, or a placeholder such as `${resources.db.host}` with its path `resources.db.host`. */
export type TextPart = { literal: string } | { path: string };

/** The end is optional, so that a placeholder without one is found in linear time. */
const pattern = /\$\$|\$\{([^}]*)(\}?)/g;

/**
 * Splits a text of a Score file at its placeholders. `$$` is a dollar sign.
 *
 * @param field - the field of the text, for errors
 * @throws InputError when a placeholder has no end
 */
export function splitPlaceholders(text: string, field: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  let literal = '';
  const flush = () => {
    if (literal) parts.push({ literal });
    literal = '';
  };
  for (const match of text.matchAll(pattern)) {
    literal += text.slice(end, match.index);
    end = match.index + match[0].length;
    const [, path, close] = match;
    if (path === undefined) {
      literal += '$';
    } else if (close) {
      flush();
      parts.push({ path: path.trim() });
    } else {
      throw new InputError(
        `descriptor: ${field}: a placeholder has no end. Add }, or write $$ for a dollar sign`,
      );
    }
  }
  literal += text.slice(end);
  flush();
  return parts;
}
