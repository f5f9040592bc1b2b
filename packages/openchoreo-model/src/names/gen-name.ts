import { sha256Hex } from '../content-hash';

/**
 * Maximum length of names in bytes, by kind of object.
 *
 * @public
 */
export const nameLimits = {
  namespace: 63,
  service: 63,
  cronJob: 52,
  job: 63,
  container: 63,
  volume: 63,
  label: 63,
  workflow: 63,
  resource: 253,
} as const;

const HASH_LENGTH = 8;

/** Converts to lower case letters, digits, dots and hyphens, without dots or hyphens at the ends. */
function cleanPart(part: string): string {
  return part
    .toLocaleLowerCase('en-US')
    .replace(/[^\p{L}\p{Nd}.-]/gu, '-')
    .replace(/^[.-]+|[.-]+$/g, '');
}

/** Truncates to a number of bytes, at a character boundary. */
function truncate(text: string, bytes: number): string {
  const encoded = new TextEncoder().encode(text);
  return encoded.length <= bytes
    ? text
    : new TextDecoder().decode(encoded.slice(0, bytes), { stream: true });
}

/**
 * Generates a Kubernetes name: the cleaned and truncated parts, and eight
 * characters of the hash of the original parts. Returns the same names as
 * OpenChoreo v0.3.2, so that both can manage the same data plane.
 *
 * @param limit - maximum length in bytes, see {@link nameLimits}
 * @param parts - at least one. Each part has an equal share of the length; unused length is not redistributed
 *
 * @public
 */
export function genName(limit: number, ...parts: string[]): string {
  const hash = sha256Hex(parts.join('-')).slice(0, HASH_LENGTH);
  const budget = limit - HASH_LENGTH - parts.length;
  const share = Math.floor(budget / parts.length);
  const extra = budget % parts.length;
  const kept = parts.map((part, i) =>
    truncate(cleanPart(part), share + (i < extra ? 1 : 0)),
  );
  return [...kept, hash]
    .join('-')
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
}

/**
 * Returns the namespace of a cell on its data plane.
 *
 * @param organization - name of the organization and of its namespace
 *
 * @public
 */
export function cellNamespace(
  organization: string,
  project: string,
  environment: string,
): string {
  return genName(
    nameLimits.namespace,
    'dp',
    organization,
    project,
    environment,
  );
}
