import { defaultTrack, type ServiceAPI } from '@promenade/openchoreo-model';
import { posix } from 'node:path';
import { compareText, sortedEntries } from '../../../runtime/sort';
import { invalid, warning, type Problem } from '../../problem';
import type { GatewayLevel } from '../hosts';
import type { RenderTarget } from '../target';
import { basePathProblem, resolveBackend, type ApiBackend } from './backend';

/** The protocol that a gateway routes an API by. */
export type RouteProtocol = 'HTTP' | 'gRPC' | 'TCP' | 'UDP';

export type Operation = NonNullable<
  NonNullable<ServiceAPI['rest']>['operations']
>[number];

/** An API at a gateway. */
export interface Exposure {
  readonly api: string;
  /** Path of the API in its object, for problems. */
  readonly field: string;
  readonly level: GatewayLevel;
  readonly className: string;
  /** `type` of the API. */
  readonly type: string;
  readonly protocol: RouteProtocol;
  readonly backend: ApiBackend;
  /** Path at the gateway; used for HTTP only. */
  readonly path: string;
  /** The only operations that are allowed; all where empty. */
  readonly operations: readonly Operation[];
  /** Port of the gateway listener, for TCP and UDP. */
  readonly listenerPort: number;
}

type Apis = { readonly [name: string]: ServiceAPI } | undefined;

const protocols: { readonly [type: string]: RouteProtocol } = {
  REST: 'HTTP',
  HTTP: 'HTTP',
  GraphQL: 'HTTP',
  Websocket: 'HTTP',
  gRPC: 'gRPC',
  TCP: 'TCP',
  UDP: 'UDP',
};

/** The member of an API with its backend, by protocol. */
const members = { HTTP: 'rest', gRPC: 'grpc', TCP: 'tcp', UDP: 'tcp' } as const;

/** One path segment that needs no escaping. */
const versionPattern = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

/** The route protocol of an API type; undefined for an unknown type. */
export function routeProtocol(type: string): RouteProtocol | undefined {
  return Object.hasOwn(protocols, type) ? protocols[type] : undefined;
}

/**
 * Resolves the exposures of the APIs of a component, sorted by API and then level.
 *
 * @param apiField - path of an API in its object; that of a binding by default
 */
export function resolveExposures(
  target: Pick<RenderTarget, 'project' | 'component' | 'track'>,
  apis: Apis,
  apiField: (api: string) => string = api => `spec.apis.${api}`,
): { exposures: Exposure[]; problems: Problem[] } {
  const found = sortedEntries(apis).map(([name, api]) =>
    resolveApiExposures(target, name, api, apiField(name)),
  );
  return {
    exposures: found.flatMap(({ exposures }) => exposures),
    problems: found.flatMap(({ problems }) => problems),
  };
}

function resolveApiExposures(
  target: Pick<RenderTarget, 'project' | 'component' | 'track'>,
  name: string,
  api: ServiceAPI,
  field: string,
): { exposures: Exposure[]; problems: Problem[] } {
  const protocol = routeProtocol(api.type);
  const none = (...problems: Problem[]) => ({ exposures: [], problems });
  if (!protocol) {
    return none(
      warning(
        `${field}.type`,
        `APIs of type ${api.type} are not routed through a gateway; use REST, HTTP, GraphQL, Websocket, gRPC, TCP or UDP`,
      ),
    );
  }
  const member = members[protocol];
  const declared = api[member];
  if (!declared?.backend) {
    const missing = `an API of type ${api.type} needs a backend; set ${member}.backend.port`;
    return none(
      api.type === 'REST' || declared
        ? invalid(`${field}.${member}.backend`, missing)
        : warning(
            `${field}.type`,
            `${missing}, or it is not routed through a gateway`,
          ),
    );
  }
  if (api.version && !versionPattern.test(api.version)) {
    return none(
      invalid(
        `${field}.version`,
        `"${api.version}" cannot be part of a path; write it like v1 or 1.2.0`,
      ),
    );
  }
  const { backend, problems } = resolveBackend(
    declared.backend,
    `${field}.${member}.backend`,
  );
  if (!backend) return none(...problems);
  const own = apiPath(target, '', api.version);
  const { basePath = '' } = api.rest?.backend ?? {};
  const path = apiPath(target, basePath.trim(), api.version);
  const pathProblem = basePathProblem(
    basePath,
    path,
    `${field}.rest.backend.basePath`,
  );
  if (protocol === 'HTTP' && pathProblem) return none(pathProblem);
  if (!isBelow(path, own)) {
    return none(
      invalid(
        `${field}.rest.backend.basePath`,
        `it resolves to ${path}, outside ${own}; remove ".."`,
      ),
    );
  }
  const { levels, problems: levelProblems } = resolveLevels(
    declared.exposeLevels,
    `${field}.${member}`,
  );
  return {
    problems: levelProblems,
    exposures: levels.map(level => ({
      api: name,
      field,
      level,
      className: api.className,
      type: api.type,
      protocol,
      backend,
      path,
      operations:
        protocol === 'HTTP' ? (api.rest?.operations ?? []).map(normalized) : [],
      listenerPort: api.tcp?.listenerPort ?? backend.port,
    })),
  };
}

/** An operation without empty and dot segments in its path, which gateways resolve in requests. */
function normalized(operation: Operation): Operation {
  const path = operation.path.trim();
  return {
    ...operation,
    path: path.startsWith('/') ? posix.normalize(path) : path,
  };
}

/**
 * Path of an API at its gateway: project, component, the track unless it is the default, the version if there is one, and base
 * path, with empty and dot segments resolved and no slash at the end. A track that is named like the version has one segment.
 */
function apiPath(
  target: Pick<RenderTarget, 'project' | 'component' | 'track'>,
  basePath = '',
  version = '',
): string {
  const track = target.track === defaultTrack ? '' : target.track;
  const path = posix.normalize(
    `/${target.project}/${target.component}/${track}/${
      version === track ? '' : version
    }/${basePath}`,
  );
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

/** Whether a path is `base` or below it. */
function isBelow(path: string, base: string): boolean {
  return path === base || path.startsWith(`${base}/`);
}

/** Default levels of an API. Routes, policies and addresses share this default. */
const defaultLevels: readonly GatewayLevel[] = ['Public'];

/**
 * Resolves the levels of an API, sorted. `Project` needs no gateway.
 *
 * @param asked - `exposeLevels` of the API
 * @param field - path of the API, for problems
 */
function resolveLevels(
  asked: readonly string[] = [],
  field: string,
): { levels: readonly GatewayLevel[]; problems: Problem[] } {
  if (asked.length === 0) return { levels: defaultLevels, problems: [] };
  const levels = new Set<GatewayLevel>();
  const problems: Problem[] = [];
  for (const level of asked) {
    if (level === 'Public' || level === 'Organization') {
      levels.add(level);
    } else if (level !== 'Project') {
      problems.push(
        invalid(
          `${field}.exposeLevels`,
          `"${level}" is not a level; use Project, Organization or Public`,
        ),
      );
    }
  }
  return { levels: [...levels].sort(compareText), problems };
}
