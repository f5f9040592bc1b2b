import { posix } from 'node:path';

/** A base path as the backend knows it: with a slash before it, and none after it. */
export function normalizeBasePath(basePath: string | undefined): string {
  return posix.join('/', basePath ?? '').replace(/\/$/, '');
}

/**
 * The regular expression of an operation's path at its backend, as OpenChoreo v0.3.2 makes it for its endpoints: a
 * parameter is one segment, everything else is meant as written. A last segment `*` stands for all that is below.
 *
 * @param segment - regular expression of one segment
 */
export function operationPathPattern(
  basePath: string | undefined,
  path: string,
  segment = '[^/]+',
): string {
  const known = normalizeBasePath(basePath);
  const below = path.endsWith('/*');
  const own = below ? path.slice(0, -2) : path;
  const pattern = `${known}${own === '/' && known ? '' : own}`
    .split(/(\{[^{}/]+\})/)
    .map(part => (part.startsWith('{') ? segment : escapeRegExp(part)))
    .join('');
  return `${pattern}${below ? '(?:/.*)?' : ''}`;
}

/** The regular expression that a text is matched by as it is written. */
export function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
