import {
  isJsonList,
  isJsonObject,
  type Json,
  type JsonObject,
} from '../../../runtime/json';
import type { Difference } from './compare-json';

/** Annotations that tell how often somebody wrote, which is not what is compared. */
const counted = new Set(['deployment.kubernetes.io/revision']);

/**
 * An expected document without what depends on when one looked: how often a
 * Deployment was rewritten, and whether a CronJob has had its first run.
 */
export function comparable(document: JsonObject): JsonObject {
  const { metadata, status } = document;
  return {
    ...document,
    ...(isJsonObject(metadata) && { metadata: withoutCounts(metadata) }),
    ...(isJsonObject(status) && {
      status: {
        ...status,
        ...(isJsonList(status.resources) && {
          resources: status.resources.map(withoutRuns),
        }),
      },
    }),
  };
}

function withoutCounts({ annotations, ...metadata }: JsonObject): JsonObject {
  return isJsonObject(annotations)
    ? {
        ...metadata,
        annotations: Object.fromEntries(
          Object.entries(annotations).filter(([name]) => !counted.has(name)),
        ),
      }
    : metadata;
}

function withoutRuns(resource: Json): Json {
  if (!isJsonObject(resource) || resource.kind !== 'CronJob') return resource;
  const { healthStatus: _, ...rest } = resource;
  return rest;
}

/**
 * What differs from OpenChoreo v0.3.2 on purpose:
 * a policy of an API without a level does not point at a route that there is
 * not; of two routes with one host and path there is one; a Release with
 * several endpoints comes to rest, where upstream rewrites it for ever; and a
 * variable with an empty value is set, where upstream leaves it out (the
 * variable `EMPTY` comes before `TWICE`).
 */
const intendedDifferences: readonly RegExp[] = [
  /^expose-levels .*\bresources\[levels-none-organization-/,
  /^expose-levels (?:SecurityPolicy|BackendTrafficPolicy) levels-none-organization-/,
  /^web-application .*\bresources\[site-web-httproute-/,
  /^web-application HTTPRoute site-web-httproute-/,
  /^web-application WebApplicationBinding site \| status\.conditions\[Ready\]\.message/,
  /^class-template (?:Release|Deployment) rich(?:-[0-9a-f]{8})? \| .*template\.spec\.containers\[0\]\.env(?:\.length|\[[23]\])/,
  /^endpoint-types Release types \| status\.resources\[types-deployment\]\.healthStatus/,
];

/** Whether a difference is one that is meant. */
export function isIntended({ where, path }: Difference): boolean {
  return intendedDifferences.some(pattern =>
    pattern.test(`${where} | ${path}`),
  );
}
