import { TemplateError } from './template-error';

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
 * A quoted text of Go without its quotes, with what backslashes stand for.
 *
 * @param quote - the character that it was quoted by, which a backslash may stand before
 * @throws TemplateError where a backslash stands for nothing
 */
export function unquote(text: string, quote: string): string {
  return text.replace(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|([\s\S]))/g,
    (_, x?: string, u?: string, U?: string, octal?: string, other = '') => {
      const hex = x ?? u ?? U;
      if (hex !== undefined) return String.fromCodePoint(parseInt(hex, 16));
      if (octal !== undefined) return String.fromCodePoint(parseInt(octal, 8));
      if (other === quote) return quote;
      if (Object.hasOwn(singleEscapes, other)) return singleEscapes[other];
      throw new TemplateError(`"\\${other}" stands for nothing in a text`);
    },
  );
}
