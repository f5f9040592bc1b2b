const compiled = new Map<string, RegExp>();

/**
 * The pattern of a schema, compiled once. Patterns are written for Go's RE2;
 * what it writes differently is translated.
 */
export function patternOf(pattern: string): RegExp {
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
    // Unicode mode refuses escapes such as `\_`, which RE2 takes.
    return new RegExp(source, flags?.[1] ?? '');
  }
}
