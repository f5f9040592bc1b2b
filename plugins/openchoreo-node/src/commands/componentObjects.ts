import {
  annotations,
  componentKind,
  openChoreoApiVersion,
  scheduledTaskKind,
  serviceKind,
  webApplicationKind,
  workloadKind,
  type EndpointType,
  type KindDefinition,
  type KubernetesObject,
  type WorkloadConnection,
} from '@promenade/openchoreo-model';
import { requestAnnotations } from './requestAnnotations';

/** @public */
export interface CreateComponentInput {
  organization: string;
  project: string;
  name: string;
  displayName?: string;
  description?: string;
  /** Entity ref of the team that answers for it. */
  owner?: string;
  /** `Service`, `WebApplication` or `ScheduledTask`. */
  type: string;
  /** Name of the class that says how it is deployed. `default` by default. */
  className?: string;
  /** The whole image reference. */
  image: string;
  command?: string[];
  args?: string[];
  environmentVariables?: { key: string; value: string }[];
  /** What it listens on. None for one that only works by itself. */
  endpoint?: {
    /** `http` by default. */
    name?: string;
    /** `REST` by default; `HTTP` for a web application. */
    type?: EndpointType;
    port: number;
    /** Path that the API begins with. `/` by default. */
    basePath?: string;
    /** Who may call it. `Project` by default. */
    exposure?: 'Project' | 'Organization' | 'Public';
    /** Definition of the API, such as an OpenAPI document. */
    definition?: string;
  };
  connections?: Record<string, WorkloadConnection>;
  /** When a scheduled task runs, as cron says it. As its class says, by default. */
  schedule?: string;
  /** IANA name of the time zone that the schedule is read in. As its class says, by default. */
  timeZone?: string;
  /** Entity ref of who asks. */
  requestedBy?: string;
  /** A command with the key of one that was carried out before finds its work done, and succeeds. */
  idempotencyKey?: string;
}

/** The kind that deploys a component, by the type of the component. */
export const deployingKinds: ReadonlyMap<string, KindDefinition> = new Map(
  [serviceKind, webApplicationKind, scheduledTaskKind].map(kind => [
    kind.kind,
    kind,
  ]),
);

/** Who may call an API that is exposed so far: everybody nearer may too. */
const exposeLevels = {
  Project: ['Project'],
  Organization: ['Organization'],
  Public: ['Organization', 'Public'],
};

/**
 * The objects that make up a component, in the order of their creation: the first claims the name.
 *
 * @param deployingKind - one of {@link deployingKinds}
 */
export function componentObjects(
  input: CreateComponentInput,
  deployingKind: KindDefinition,
): { kind: KindDefinition; object: KubernetesObject }[] {
  const { organization, project, name, className = 'default' } = input;
  const owner = { projectName: project, componentName: name };
  const made = (kind: KindDefinition, spec: object, described = false) => ({
    kind,
    object: {
      apiVersion: openChoreoApiVersion,
      kind: kind.kind,
      metadata: {
        name,
        namespace: organization,
        annotations: {
          ...requestAnnotations(input),
          ...(described && {
            [annotations.displayName]: input.displayName ?? name,
          }),
        },
      },
      spec,
    },
  });
  return [
    made(
      componentKind,
      { owner: { projectName: project }, type: input.type },
      true,
    ),
    made(workloadKind, { owner, ...workload(input) }),
    made(deployingKind, {
      owner,
      workloadName: name,
      className,
      ...apis(input),
      ...timing(input),
    }),
  ];
}

function workload({
  type,
  image,
  command,
  args,
  environmentVariables,
  endpoint,
  connections,
}: CreateComponentInput) {
  const endpointType = endpoint?.type ?? usualEndpointType(type);
  return {
    containers: {
      main: {
        image,
        ...(command?.length && { command }),
        ...(args?.length && { args }),
        ...(environmentVariables?.length && { env: environmentVariables }),
      },
    },
    ...(endpoint && {
      endpoints: {
        [endpoint.name ?? 'http']: {
          type: endpointType,
          port: endpoint.port,
          ...(endpoint.definition && {
            schema: { type: endpointType, content: endpoint.definition },
          }),
        },
      },
    }),
    ...(connections && { connections }),
  };
}

/** The API of the endpoint, under the endpoint's name: that is how OpenChoreo tells that they are one. */
function apis({ type: componentType, endpoint }: CreateComponentInput) {
  const type = endpoint?.type ?? 'REST';
  if (!endpoint || type !== 'REST') return {};
  if (componentType !== serviceKind.kind) return {};
  const {
    name = 'http',
    port,
    basePath = '/',
    exposure = 'Project',
  } = endpoint;
  return {
    apis: {
      [name]: {
        className: 'default',
        type,
        rest: {
          backend: { port, basePath },
          exposeLevels: exposeLevels[exposure],
        },
      },
    },
  };
}

/** A web application's only route is that of its endpoint: what answers there is a page. */
function usualEndpointType(componentType: string): EndpointType {
  return componentType === webApplicationKind.kind ? 'HTTP' : 'REST';
}

function timing({ type, schedule, timeZone }: CreateComponentInput) {
  if (type !== scheduledTaskKind.kind) return {};
  return { ...(schedule && { schedule }), ...(timeZone && { timeZone }) };
}
