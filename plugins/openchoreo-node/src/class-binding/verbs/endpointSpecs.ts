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
  const { type, basePath, exposure, className, version, operations } = settings;
  const levels = exposure && exposeLevels[exposure];
  const api = {
    className: className ?? before?.className ?? 'default',
    type,
    ...((version ?? before?.version) && {
      version: version ?? before?.version,
    }),
  };
  const member = apiMembers[type];
  if (member !== 'rest') {
    const old = before?.[member];
    const exposed = levels ?? old?.exposeLevels ?? exposeLevels.Project;
    const backend = { ...old?.backend, port };
    return { ...api, [member]: { ...old, backend, exposeLevels: exposed } };
  }
  const old = before?.rest;
  return {
    ...api,
    rest: {
      ...old,
      backend: {
        ...old?.backend,
        port,
        basePath: basePath ?? old?.backend?.basePath ?? '/',
        ...(settings.url && { target: { url: settings.url } }),
      },
      exposeLevels: levels ?? old?.exposeLevels ?? exposeLevels.Project,
      ...(operations && { operations }),
    },
  };
}

/** Whether a new endpoint of a Service gets an API: one of REST always has one, in which the catalog finds its definition. */
export function needsApi(
  type: EndpointType,
  { exposure, basePath }: EndpointInput,
): boolean {
  return type === 'REST' || Boolean(exposure ?? basePath);
}

/** Whether an API of these expose levels may be called from other projects. Without levels it is public. */
export function isExposedToOrganization({ rest, grpc, tcp }: ServiceAPI) {
  const levels = (rest ?? grpc ?? tcp)?.exposeLevels ?? [];
  return !levels.length || levels.some(level => level !== 'Project');
}
