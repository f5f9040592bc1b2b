import { sha256Hex } from '../content-hash';

/** Longest names that Kubernetes accepts, in bytes, by what is named. */
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

/** Lower case; letters, digits, dots and hyphens only; no dot or hyphen at the ends. */
function cleanPart(part: string): string {
  return part
    .toLocaleLowerCase('en-US')
    .replace(/[^\p{L}\p{Nd}.-]/gu, '-')
    .replace(/^[.-]+|[.-]+$/g, '');
}

/** Cuts to a number of bytes; a letter that would be cut through goes whole. */
function truncate(text: string, bytes: number): string {
  const encoded = new TextEncoder().encode(text);
  return encoded.length <= bytes
    ? text
    : new TextDecoder().decode(encoded.slice(0, bytes), { stream: true });
}

/**
 * Makes a Kubernetes name of parts that need not be one: cleaned, cut to the
 * limit, and kept apart by a hash of what they were. Bit for bit the algorithm
 * of OpenChoreo v0.3.2, so that both can work on one data plane.
 *
 * @param limit - longest result in bytes, see {@link nameLimits}
 * @param parts - at least one; each gets an equal share of the length, and what a short one leaves is not given to the others
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
 * The namespace of a cell on its data plane.
 *
 * @param organization - also the name of the organization's namespace
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
