import type { EndpointInput } from '@promenade/backstage-plugin-openchoreo-common';
import type {
  EndpointType,
  ServiceAPI,
  WorkloadEndpoint,
} from '@promenade/openchoreo-model';

type Exposure = NonNullable<EndpointInput['exposure']>;

/** The expose levels of an API: an API that is public is exposed to the organization, too. */
const exposeLevels: Record<Exposure, string[]> = {
  Project: ['Project'],
  Organization: ['Organization'],
  Public: ['Organization', 'Public'],
};

/** The same for an endpoint of a component without APIs. */
const visibilities: Record<Exposure, WorkloadEndpoint['visibility']> = {
  Project: ['project'],
  Organization: ['organization'],
  Public: ['organization', 'public'],
};

/** The member of an API with its backend, by type. */
const apiMembers = {
  REST: 'rest',
  HTTP: 'rest',
  GraphQL: 'rest',
  Websocket: 'rest',
  gRPC: 'grpc',
  TCP: 'tcp',
  UDP: 'tcp',
} as const;

/**
 * An endpoint of a Workload.
 *
 * @param before - the endpoint of that name; fields that the input does not have stay
 * @param defaultType - of a new endpoint
 */
export function workloadEndpoint(
  { type: newType, port, apiDefinition }: EndpointInput,
  before: WorkloadEndpoint | undefined,
  defaultType: EndpointType,
): WorkloadEndpoint {
  const type = newType ?? before?.type ?? defaultType;
  return {
    ...before,
    type,
    port,
    ...(apiDefinition && { schema: { type, content: apiDefinition } }),
  };
}

/** The fields of an endpoint that say who may call it, where the component has no APIs. */
export function visibilityFields({
  exposure,
  basePath,
}: EndpointInput): Partial<WorkloadEndpoint> {
  return {
    ...(exposure && { visibility: visibilities[exposure] }),
    ...(basePath && { basePath }),
  };
}

/** What an API has beside its port. */
export interface ApiSettings {
  type: EndpointType;
  basePath?: string;
  exposure?: Exposure;
  className?: string;
  version?: string;
  operations?: NonNullable<ServiceAPI['rest']>['operations'];
  /** URL of an external backend. */
  url?: string;
}

/**
 * An API of a Service, or a standalone one.
 *
 * @param before - the API of that name; settings that are absent stay
 */
export function serviceApi(
  settings: ApiSettings,
  port: number,
  before?: ServiceAPI,
): ServiceAPI {
  const {
    type,
    className = before?.className ?? 'default',
    version = before?.version,
  } = settings;
  const api = { className, type, ...(version && { version }) };
  const levels = exposeLevelsOf(settings, before);
  const exposed = levels && { exposeLevels: levels };
  const member = apiMembers[type];
  if (member !== 'rest') {
    const backend = { ...before?.[member]?.backend, port };
    return { ...api, [member]: { ...before?.[member], backend, ...exposed } };
  }
  const { operations = before?.rest?.operations } = settings;
  return {
    ...api,
    rest: {
      ...before?.rest,
      backend: restBackend(settings, port, before),
      ...exposed,
      ...(operations && { operations }),
    },
  };
}

/** A new API is exposed to its project only. One without levels stays so: it is public. */
function exposeLevelsOf(
  { exposure }: ApiSettings,
  before: ServiceAPI | undefined,
): string[] | undefined {
  if (exposure) return exposeLevels[exposure];
  return before ? declaredLevels(before) : exposeLevels.Project;
}

function declaredLevels({ rest, grpc, tcp }: ServiceAPI): string[] | undefined {
  return (rest ?? grpc ?? tcp)?.exposeLevels;
}

function restBackend(
  { basePath, url }: ApiSettings,
  port: number,
  before: ServiceAPI | undefined,
) {
  const backend = before?.rest?.backend;
  return {
    ...backend,
    port,
    basePath: basePath ?? backend?.basePath ?? '/',
    ...(url && { target: { url } }),
  };
}

/** Whether a new endpoint of a Service gets an API: one of REST always has one, in which the catalog finds its definition. */
export function needsApi(
  type: EndpointType,
  { exposure, basePath }: EndpointInput,
): boolean {
  return type === 'REST' || Boolean(exposure ?? basePath);
}

/** Whether an API may be called from other projects. Without levels it is public. */
export function isExposedToOrganization(api: ServiceAPI): boolean {
  const levels = declaredLevels(api) ?? [];
  return !levels.length || levels.some(level => level !== 'Project');
}
