import {
  annotations,
  componentKind,
  openChoreoApiVersion,
  serviceKind,
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
  /** Only `Service` for now. */
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
    /** `REST` by default. */
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
  /** Entity ref of who asks. */
  requestedBy?: string;
  /** A command with the key of one that was carried out before finds its work done, and succeeds. */
  idempotencyKey?: string;
}

/** Who may call an API that is exposed so far: everybody nearer may too. */
const exposeLevels = {
  Project: ['Project'],
  Organization: ['Organization'],
  Public: ['Organization', 'Public'],
};

/** The objects that make up a component, in the order of their creation: the first claims the name. */
export function componentObjects(
  input: CreateComponentInput,
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
    made(serviceKind, { owner, workloadName: name, className, ...apis(input) }),
  ];
}

function workload({
  image,
  command,
  args,
  environmentVariables,
  endpoint,
  connections,
}: CreateComponentInput) {
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
          type: endpoint.type ?? 'REST',
          port: endpoint.port,
          ...(endpoint.definition && {
            schema: {
              type: endpoint.type ?? 'REST',
              content: endpoint.definition,
            },
          }),
        },
      },
    }),
    ...(connections && { connections }),
  };
}

/** The API of the endpoint, under the endpoint's name: that is how OpenChoreo tells that they are one. */
function apis({ endpoint }: CreateComponentInput) {
  const type = endpoint?.type ?? 'REST';
  if (!endpoint || type !== 'REST') return {};
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
