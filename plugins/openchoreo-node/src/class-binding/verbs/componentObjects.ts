import type {
  OperationInput,
  verbs,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  annotations,
  componentKind,
  openChoreoApiVersion,
  scheduledTaskKind,
  serviceKind,
  webApplicationKind,
  workloadKind,
  type KindDefinition,
  type KubernetesObject,
} from '@promenade/openchoreo-model';
import { requestAnnotations } from './requestAnnotations';

export type CreateComponentInput = OperationInput<typeof verbs.createComponent>;

/** The kind that deploys a component, by the type of the component. */
const deployingKinds = {
  Service: serviceKind,
  WebApplication: webApplicationKind,
  ScheduledTask: scheduledTaskKind,
};

/** The expose levels of an API: an API that is public is exposed to the organization, too. */
const exposeLevels = {
  Project: ['Project'],
  Organization: ['Organization'],
  Public: ['Organization', 'Public'],
};

/** The objects of a component, in the order of their creation. The Component is the first, so that it claims the name. */
export function componentObjects(
  input: CreateComponentInput,
  requestedBy: string | undefined,
): { kind: KindDefinition; object: KubernetesObject }[] {
  const { organization, project, name, className = 'default' } = input;
  const { type = 'Service' } = input;
  const owner = { projectName: project, componentName: name };
  const build = (
    kind: KindDefinition,
    spec: object,
    ownAnnotations: Record<string, string> = {},
  ) => ({
    kind,
    object: {
      apiVersion: openChoreoApiVersion,
      kind: kind.kind,
      metadata: {
        name,
        namespace: organization,
        annotations: {
          ...requestAnnotations(input, requestedBy),
          ...ownAnnotations,
        },
      },
      spec,
    },
  });
  return [
    build(
      componentKind,
      { owner: { projectName: project }, type },
      { [annotations.displayName]: input.displayName ?? name },
    ),
    build(workloadKind, { owner, ...workloadSpec(input) }),
    build(deployingKinds[type], {
      owner,
      workloadName: name,
      className,
      ...apiSpec(input),
      ...scheduleSpec(input),
    }),
  ];
}

function workloadSpec(input: CreateComponentInput) {
  const { image, command, args, environmentVariables, port } = input;
  const type = endpointType(input);
  return {
    containers: {
      main: {
        image,
        ...(command?.length && { command }),
        ...(args?.length && { args }),
        ...(environmentVariables?.length && { env: environmentVariables }),
      },
    },
    ...(port !== undefined && {
      endpoints: {
        [endpointName(input)]: {
          type,
          port,
          ...(input.apiDefinition && {
            schema: { type, content: input.apiDefinition },
          }),
        },
      },
    }),
  };
}

/** The API of the endpoint. It has the name of the endpoint: by that OpenChoreo relates the two. */
function apiSpec(input: CreateComponentInput) {
  const {
    type = 'Service',
    port,
    basePath = '/',
    exposure = 'Project',
  } = input;
  const isRest = endpointType(input) === 'REST';
  if (type !== 'Service' || port === undefined || !isRest) return {};
  return {
    apis: {
      [endpointName(input)]: {
        className: 'default',
        type: 'REST',
        rest: {
          backend: { port, basePath },
          exposeLevels: exposeLevels[exposure],
        },
      },
    },
  };
}

function endpointName({ endpointName: name = 'http' }: CreateComponentInput) {
  return name;
}

/** A web application serves pages, and its only route is that of its endpoint. */
function endpointType(input: CreateComponentInput) {
  const isWebApplication = input.type === 'WebApplication';
  return input.endpointType ?? (isWebApplication ? 'HTTP' : 'REST');
}

function scheduleSpec({ type, schedule, timeZone }: CreateComponentInput) {
  if (type !== 'ScheduledTask') return {};
  return { ...(schedule && { schedule }), ...(timeZone && { timeZone }) };
}
