import { posix } from 'node:path';

/** A base path without a slash at the end, to be followed by the path of an operation. */
export function basePathPrefix(basePath: string | undefined): string {
  return posix.join('/', basePath ?? '').replace(/\/$/, '');
}

/**
 * The regular expression of the path of an operation at its backend, as in OpenChoreo v0.3.2. A parameter matches one
 * segment, a last segment `*` matches everything below, all other text is literal.
 *
 * @param segment - regular expression of one segment
 */
export function operationPathPattern(
  basePath: string | undefined,
  path: string,
  segment = '[^/]+',
): string {
  const base = basePathPrefix(basePath);
  const isPrefix = path.endsWith('/*');
  const own = isPrefix ? path.slice(0, -2) : path;
  const pattern = `${base}${own === '/' && base ? '' : own}`
    .split(/(\{[^{}/]+\})/)
    .map(part => (part.startsWith('{') ? segment : escapeRegExp(part)))
    .join('');
  return `${pattern}${isPrefix ? '(?:/.*)?' : ''}`;
}

/** Escapes a text for use in a regular expression. */
export function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
