const escapes: Record<string, string> = {
  d: '0-9',
  w: 'A-Za-z0-9_',
};

const rangeWords: Record<string, string> = {
  'a-z': 'lower-case letters',
  'A-Z': 'upper-case letters',
  '0-9': 'digits',
};

const characterWords: Record<string, string> = {
  '-': 'dashes',
  _: 'underscores',
  '.': 'dots',
  '/': 'slashes',
  ':': 'colons',
  ' ': 'spaces',
  ',': 'commas',
  '@': '@',
};

/** One character class or literal with its quantifier: `[a-z]{2,5}`, `\d+`, `x`. */
const partPattern =
  /^(?:\[((?:\\.|[^\]\\^])(?:\\.|[^\]\\])*)\]|\\(.)|([^\\[\](){}|.*+?^$]))([*+?]|\{\d+(?:,\d*)?\})?/;

/**
 * Describes a regular expression in words: `^[a-z][a-z0-9]*$` is "lower-case letters, then lower-case letters and digits".
 *
 * @returns undefined for one that is more than a sequence of characters, such as one with alternatives
 */
export function describePattern(pattern: string): string | undefined {
  const body = /^\^(.*)\$$/s.exec(pattern)?.[1];
  if (!body) return undefined;
  const parts: string[] = [];
  let rest = body;
  while (rest) {
    const match = partPattern.exec(rest);
    const words = match && describePart(match);
    if (!words) return undefined;
    parts.push(words);
    rest = rest.slice(match[0].length);
  }
  return parts.join(', then ');
}

function describePart([
  ,
  characterClass,
  escaped,
  literal,
  quantifier = '',
]: RegExpExecArray): string | undefined {
  const count = describeCount(quantifier);
  if (characterClass !== undefined) {
    const words = describeClass(characterClass);
    return words && count.replace('%', words);
  }
  const range = escaped && escapes[escaped];
  if (range) {
    const words = describeClass(range);
    return words && count.replace('%', words);
  }
  if (escaped && /\w/.test(escaped)) return undefined;
  return count.replace('%', `"${escaped ?? literal}"`);
}

/** A sentence part in which `%` stands for the characters. */
function describeCount(quantifier: string): string {
  const [, least, comma, most] = /^\{(\d+)(,?)(\d*)\}$/.exec(quantifier) ?? [];
  if (least !== undefined) {
    if (!comma) return least === '1' ? '%' : `${least} %`;
    return most ? `${least} to ${most} %` : `at least ${least} %`;
  }
  return quantifier === '*' || quantifier === '?' ? 'optional %' : '%';
}

/** The characters of a class: the text between its brackets. */
function describeClass(text: string): string | undefined {
  const words: string[] = [];
  let rest = text.replace(/\\([dw])/g, (_, name) => escapes[name]);
  while (rest) {
    const range = rest.slice(0, 3);
    if (rangeWords[range]) {
      words.push(rangeWords[range]);
      rest = rest.slice(3);
      continue;
    }
    const [whole, character] = /^\\?(.)/.exec(rest) ?? [];
    if (!whole || (/\w/.test(character) && character !== '_')) return undefined;
    words.push(characterWords[character] ?? `"${character}"`);
    rest = rest.slice(whole.length);
  }
  const distinct = [...new Set(words)];
  const last = distinct.pop();
  return distinct.length ? `${distinct.join(', ')} and ${last}` : last;
}
