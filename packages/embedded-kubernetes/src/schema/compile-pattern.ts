import { RE2JS } from 're2js';

/** The maximum product of the size of a compiled pattern and the length of a text: about a second of CPU time. */
export const maxMatchCost = 100_000_000;
const maxCacheSize = 10_000;

const compiled = new Map<string, RE2JS>();

/**
 * Compiles a pattern of a schema, with a cache. Patterns have the syntax of RE2, as in Kubernetes, and match in linear time.
 * @throws Error with the message of Go's regexp package
 */
export function compilePattern(pattern: string): RE2JS {
  let regex = compiled.get(pattern);
  if (!regex) {
    regex = RE2JS.compile(pattern);
    if (compiled.size >= maxCacheSize) compiled.clear();
    compiled.set(pattern, regex);
  }
  return regex;
}

/** Whether a text contains a match; false if the text is too long to be matched. */
export function matchesPattern(pattern: string, text: string): boolean {
  const regex = compilePattern(pattern);
  if (regex.programSize() * text.length > maxMatchCost) return false;
  return regex.test(text);
}
