import {
  isJsonList,
  isJsonObject,
  type Json,
  type JsonObject,
} from '../../../runtime/json';
import type { Difference } from './compare-json';

/** Annotations that count writes. */
const countingAnnotations = new Set(['deployment.kubernetes.io/revision']);

/** Removes from an expected document what depends on time: the revision of a Deployment, and whether a CronJob ran. */
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
          Object.entries(annotations).filter(
            ([name]) => !countingAnnotations.has(name),
          ),
        ),
      }
    : metadata;
}

function withoutRuns(resource: Json): Json {
  if (!isJsonObject(resource) || resource.kind !== 'CronJob') return resource;
  const { healthStatus: _, ...rest } = resource;
  return rest;
}

/** A difference from OpenChoreo v0.3.2 that is intended. */
export interface IntendedDifference {
  /** Matches `case kind name | path`, unless stated otherwise. */
  readonly pattern: RegExp;
  readonly reason: string;
}

const oneDefaultLevel =
  'an API without a level has the level Public for its policies too; upstream, they target a route that does not exist';
const oneRoutePerPath =
  'two routes with the same host and path conflict; upstream renders both';
const emptyVariables =
  'a variable with an empty value is set; upstream leaves EMPTY out, which comes before TWICE';

/** Differences of renderings. */
export const renderingDifferences: readonly IntendedDifference[] = [
  {
    pattern:
      /^expose-levels .*\bresources\[levels-none-(?:public|organization)-(?!httproute)/,
    reason: oneDefaultLevel,
  },
  {
    pattern: /^web-application .*\bresources\[site-web-httproute-/,
    reason: oneRoutePerPath,
  },
  {
    pattern:
      /^class-template Release rich \| .*template\.spec\.containers\[0\]\.env\[[23]\]/,
    reason: emptyVariables,
  },
];

/** Differences of the objects of a running control plane. */
export const clusterDifferences: readonly IntendedDifference[] = [
  ...renderingDifferences,
  {
    pattern:
      /^expose-levels (?:SecurityPolicy|BackendTrafficPolicy) levels-none-organization-/,
    reason: oneDefaultLevel,
  },
  {
    pattern: /^web-application HTTPRoute site-web-httproute-/,
    reason: oneRoutePerPath,
  },
  {
    pattern:
      /^web-application WebApplicationBinding site \| status\.conditions\[Ready\]\.message/,
    reason: oneRoutePerPath,
  },
  {
    pattern:
      /^endpoint-types Release types \| status\.resources\[types-deployment\]\.healthStatus/,
    reason:
      'a Release with several endpoints is stable; upstream updates it forever',
  },
];

/** Members that the cases leave out, or that OpenChoreo v0.3.2 does not have. */
const additions: readonly IntendedDifference[] = [
  {
    pattern:
      /\| metadata\.(?:uid|resourceVersion|managedFields|creationTimestamp|generation|ownerReferences\[\d+\]\.uid|annotations\.deployment\.kubernetes\.io\/revision)$/,
    reason: 'set by the API server; different in each run',
  },
  {
    pattern:
      /\.(?:lastTransitionTime|lastObservedTime)$|conditions\[\w+\]\.observedGeneration$/,
    reason: 'times and generations are left out of the cases',
  },
  {
    pattern:
      /^\S+ (?:Deployment|Service|CronJob|HTTPRoute|SecurityPolicy|BackendTrafficPolicy) \S+ \| (?:spec|status)$/,
    reason:
      'the cases have only the metadata of data plane objects; their spec is that of the Release',
  },
  {
    pattern: /\| metadata\.labels\.openchoreo\.dev\/release-uid$/,
    reason: 'identifies the Release; upstream has only its name',
  },
  {
    pattern:
      /^\S+ Release \S+ \| status\.(?:observedGeneration|conditions|summary|target|appliedHash|resources\[[^\]]+\]\.status)$/,
    reason: 'upstream reports only the health of the objects',
  },
  {
    pattern:
      /^\S+ \w+Binding \S+ \| (?:spec\.artifactRef|status|status\.(?:observedGeneration|state|releaseLabel|trouble))$/,
    reason: 'upstream has no releases and no status of scheduled tasks',
  },
  {
    pattern: /\| status\.connections$/,
    reason: 'upstream reports no states of connections',
  },
  {
    pattern: /\| status\.conditions\[ConfigurationWarnings\]$/,
    reason: 'upstream ignores such configuration without a message',
  },
  {
    pattern:
      /^class-template (?:ServiceBinding rich \| status\.conditions|Release rich \| status\.resources)$/,
    reason: 'left out of the case, because its pods fit no node',
  },
  {
    pattern: /^endpoint-types ServiceBinding types \| status\.conditions$/,
    reason: 'left out of the case, because upstream updates it forever',
  },
  {
    pattern:
      /^\S+ Release \S+ \| status\.resources\[\S+-cronjob\]\.healthStatus$/,
    reason: 'depends on whether the CronJob ran',
  },
  {
    pattern:
      /^class-template ServiceBinding rich \| spec\.workloadSpec\.containers\.main\.env\[1\]\.value$/,
    reason: emptyVariables,
  },
];

/** Whether a difference is a member that is additional to the expected ones, as intended. */
export function isAddition({ where, path, expected }: Difference): boolean {
  const text = `${where} | ${path}`;
  return (
    expected === 'absent' && additions.some(({ pattern }) => pattern.test(text))
  );
}

/** Objects in cells that OpenChoreo v0.3.2 does not create, as `kind namespace name`. */
export const additionalObjects: readonly IntendedDifference[] = [
  {
    pattern: /^(?:SecurityPolicy|BackendTrafficPolicy) \S+ levels-none-public-/,
    reason: oneDefaultLevel,
  },
];

/** Kinds of objects in cells that the data plane creates or, as metrics, computes. */
export const dataPlaneKinds: ReadonlySet<string> = new Set([
  'ConfigMap',
  'ControllerRevision',
  'EndpointSlice',
  'Endpoints',
  'Event',
  'Job',
  'Pod',
  'PodMetrics',
  'ReplicaSet',
  'ServiceAccount',
]);

/** Splits differences into unexpected ones and the intended differences that did not occur. */
export function checkDifferences(
  found: readonly Difference[],
  intended: readonly IntendedDifference[],
): { unexpected: Difference[]; unused: RegExp[] } {
  const texts = found.map(({ where, path }) => `${where} | ${path}`);
  const patterns = intended.map(({ pattern }) => pattern);
  return {
    unexpected: found.filter(
      (_, index) => !patterns.some(pattern => pattern.test(texts[index])),
    ),
    unused: patterns.filter(pattern => !texts.some(text => pattern.test(text))),
  };
}
