const compiled = new Map<string, RegExp>();

/**
 * Compiles the pattern of a schema, with a cache. Translates the syntax of RE2,
 * for which patterns are written, to that of JavaScript.
 */
export function compilePattern(pattern: string): RegExp {
  let regex = compiled.get(pattern);
  if (!regex) {
    regex = compile(pattern);
    compiled.set(pattern, regex);
  }
  return regex;
}

function compile(pattern: string): RegExp {
  const flags = /^\(\?([ims]+)\)/.exec(pattern);
  const source = (flags ? pattern.slice(flags[0].length) : pattern)
    .replaceAll('\\A', '^')
    .replaceAll('\\z', '$')
    .replaceAll('(?P<', '(?<')
    .replaceAll('[[:alnum:]]', '[0-9A-Za-z]');
  try {
    return new RegExp(source, `u${flags?.[1] ?? ''}`);
  } catch {
    // Unicode mode rejects escapes such as `\_`, which RE2 accepts.
    return new RegExp(source, flags?.[1] ?? '');
  }
}
