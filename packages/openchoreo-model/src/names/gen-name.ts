import { sha256Hex } from '../content-hash';

/**
 * Maximum length of names in bytes, by kind of object. A Deployment leaves room for the prefix of its pods, a
 * StatefulSet for that of its revisions, which is in a label, and a CronJob for the time of its Jobs.
 *
 * @public
 */
export const nameLimits = {
  namespace: 63,
  service: 63,
  deployment: 241,
  statefulSet: 52,
  cronJob: 52,
  job: 63,
  container: 63,
  volume: 63,
  label: 63,
  workflow: 63,
  resource: 253,
} as const;

const HASH_LENGTH = 8;

const dnsLabel = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const dnsLabelPattern = new RegExp(`^${dnsLabel}$`);
const dnsSubdomainPattern = new RegExp(`^${dnsLabel}(\\.${dnsLabel})*$`);
const labelValuePattern = /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/;

/**
 * Whether a text is a DNS subdomain of RFC 1123, as the names of most objects must be.
 *
 * @public
 */
export function isDnsSubdomain(text: string): boolean {
  return text.length <= nameLimits.resource && dnsSubdomainPattern.test(text);
}

/**
 * Whether a text is a DNS label of RFC 1123, as the names of Services, namespaces, containers and volumes must be.
 *
 * @public
 */
export function isDnsLabel(text: string): boolean {
  return text.length <= nameLimits.label && dnsLabelPattern.test(text);
}

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

/** Converts a name to a DNS subdomain: ASCII only, without empty labels or labels that begin or end with a hyphen. */
function toSubdomain(name: string): string {
  return name
    .replace(/[^a-z0-9.-]/g, '-')
    .split('.')
    .map(label => label.replace(/^-+|-+$/g, ''))
    .filter(label => label !== '')
    .join('.');
}

/**
 * Generates a Kubernetes name, which is a DNS subdomain: the cleaned and truncated parts, and eight
 * characters of the hash of the original parts. Returns the same names as
 * OpenChoreo v0.3.2 where those are valid, so that both can manage the same data plane.
 *
 * @param limit - maximum length in bytes, see {@link nameLimits}
 * @param parts - at least one. Each part has an equal share of the length; unused length is not redistributed
 *
 * @public
 */
export function genName(limit: number, ...parts: string[]): string {
  return buildName(limit, parts, parts);
}

/**
 * Generates a name like {@link genName} whose hash depends on a further text, which is not in the name. OpenChoreo 1.x names
 * objects so whose content must not change under the same name.
 *
 * @public
 */
export function genDistinctName(
  limit: number,
  distinction: string,
  ...parts: string[]
): string {
  return buildName(limit, parts, [...parts, distinction]);
}

function buildName(
  limit: number,
  parts: readonly string[],
  hashed: readonly string[],
): string {
  const hash = sha256Hex(hashed.join('-')).slice(0, HASH_LENGTH);
  const budget = limit - HASH_LENGTH - parts.length;
  const share = Math.floor(budget / parts.length);
  const extra = budget % parts.length;
  const kept = parts.map((part, i) =>
    truncate(cleanPart(part), share + (i < extra ? 1 : 0)),
  );
  const name = [...kept, hash]
    .join('-')
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
  return dnsSubdomainPattern.test(name) ? name : toSubdomain(name);
}

/**
 * Generates a name like {@link genName} that is a DNS label: it has no dots.
 *
 * @public
 */
export function genDnsLabel(limit: number, ...parts: string[]): string {
  return genName(limit, ...parts).replaceAll('.', '-');
}

/**
 * Returns a text as the value of a label. A text that is too long or has other characters is converted and gets a hash,
 * so that values stay distinct.
 *
 * @public
 */
export function labelValue(text: string): string {
  return text.length <= nameLimits.label && labelValuePattern.test(text)
    ? text
    : genName(nameLimits.label, text);
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
  return genDnsLabel(
    nameLimits.namespace,
    'dp',
    organization,
    project,
    environment,
  );
}

/**
 * Returns the namespace of the builds of an organization on its build plane.
 *
 * @public
 */
export function buildNamespace(organization: string): string {
  const name = `openchoreo-ci-${cleanPart(organization).replace(/\./g, '-')}`;
  return name.length <= nameLimits.namespace
    ? name
    : genDnsLabel(nameLimits.namespace, 'openchoreo-ci', organization);
}
