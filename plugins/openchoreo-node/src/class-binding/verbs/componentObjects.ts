import { traitInstances } from '../../adapter-base/componentTraits';
import type {
  OperationInput,
  verbs,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  annotations,
  buildKind,
  componentKind,
  newBuild,
  openChoreoApiVersion,
  scheduledTaskKind,
  serviceKind,
  webApplicationKind,
  workloadKind,
  type EndpointType,
  type KindDefinition,
  type Service,
} from '@promenade/openchoreo-model';
import { componentBuild } from './buildSpec';
import { newContainer } from './containerSpec';
import {
  needsApi,
  serviceApi,
  visibilityFields,
  workloadEndpoint,
} from './endpointSpecs';
import type { NewObject } from '../../adapter-base/createTogether';
import { endpointsOf } from '../../adapter-base/endpointInputs';
import { requestAnnotations } from '../../adapter-base/requestAnnotations';

export type CreateComponentInput = OperationInput<typeof verbs.createComponent>;

/** The kind that deploys a component, by the type of the component. */
const deployingKinds = {
  Service: serviceKind,
  WebApplication: webApplicationKind,
  ScheduledTask: scheduledTaskKind,
};

/** The objects of a component, in the order of their creation. The Component is the first, so that it claims the name. */
export function componentObjects(
  input: CreateComponentInput,
  requestedBy: string | undefined,
): NewObject[] {
  const { organization, project, name, className = 'default' } = input;
  const deployedBy = deployedByOf(input);
  const owner = { projectName: project, componentName: name };
  const requested = requestAnnotations(input, requestedBy);
  const create = (
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
        annotations: { ...requested, ...ownAnnotations },
      },
      spec,
    },
  });
  const build = input.build && componentBuild(input.build);
  const workload = workloadSpec(input);
  return [
    create(
      componentKind,
      {
        owner: { projectName: project },
        ...typeSpec(input),
        ...(build && { build }),
      },
      { [annotations.displayName]: input.displayName ?? name },
    ),
    ...(workload ? [create(workloadKind, { owner, ...workload })] : []),
    ...(deployedBy
      ? [
          create(deployingKinds[deployedBy], {
            owner,
            workloadName: name,
            className,
            ...apiSpec(input),
            ...settings(input),
          }),
        ]
      : []),
    ...(build ? [firstBuild(input, build, requested)] : []),
  ];
}

/** The kind that deploys a component. Undefined for one with a component type. */
function deployedByOf({
  type = 'Service',
  componentType,
}: CreateComponentInput) {
  return componentType ? undefined : type;
}

/** The type of a component, or its component type with the parameters and traits. */
function typeSpec(input: CreateComponentInput) {
  const { componentType, parameters } = input;
  if (!componentType) return { type: deployedByOf(input) };
  const traits = traitInstances(input);
  return {
    componentType,
    ...(parameters && { parameters }),
    ...(traits && { traits }),
  };
}

/**
 * A web application serves pages, and its only route is that of its endpoint. Component types of OpenChoreo have routes for HTTP,
 * but not for REST.
 *
 * @param componentKindName - the kind that deploys the component. Undefined for one with a component type.
 */
export function defaultEndpointType(
  componentKindName: string | undefined,
): EndpointType {
  return componentKindName === undefined ||
    componentKindName === webApplicationKind.kind
    ? 'HTTP'
    : 'REST';
}

/** Undefined while there is nothing to say: the first build creates the Workload with the image. */
function workloadSpec(input: CreateComponentInput) {
  const { image } = input;
  const deployedBy = deployedByOf(input);
  const endpoints = endpointsOf(input).map(endpoint => [
    endpoint.name,
    {
      ...workloadEndpoint(endpoint, undefined, defaultEndpointType(deployedBy)),
      ...(deployedBy === 'Service' ? {} : visibilityFields(endpoint)),
    },
  ]);
  if (!image && !endpoints.length) return undefined;
  return {
    ...(image && { containers: { main: newContainer({ ...input, image }) } }),
    ...(endpoints.length && { endpoints: Object.fromEntries(endpoints) }),
  };
}

/** Whether an input has an endpoint with an API. */
export function hasApi(input: CreateComponentInput): boolean {
  return apiSpec(input).apis !== undefined;
}

/** The APIs of the endpoints of a Service. Each has the name of its endpoint: by that OpenChoreo relates the two. */
function apiSpec(input: CreateComponentInput): Pick<Service['spec'], 'apis'> {
  if (deployedByOf(input) !== 'Service') return {};
  const apis = endpointsOf(input)
    .map(endpoint => ({ type: defaultEndpointType('Service'), ...endpoint }))
    .filter(endpoint => needsApi(endpoint.type, endpoint))
    .map(endpoint => [endpoint.name, serviceApi(endpoint, endpoint.port)]);
  return apis.length ? { apis: Object.fromEntries(apis) } : {};
}

/** The schedule, and the replicas: a field of the Deployment that wins over the class. */
function settings({
  type,
  schedule,
  timeZone,
  replicas,
}: CreateComponentInput) {
  if (type !== 'ScheduledTask') {
    return replicas === undefined ? {} : { parameters: { replicas } };
  }
  return { ...(schedule && { schedule }), ...(timeZone && { timeZone }) };
}

function firstBuild(
  { organization, project, name: component, ...input }: CreateComponentInput,
  build: ReturnType<typeof componentBuild>,
  requested: Record<string, string>,
): NewObject {
  const ref = { organization, project, component };
  const id = input.idempotencyKey ?? 'first';
  return {
    kind: buildKind,
    object: newBuild(ref, build, { id, annotations: requested }),
  };
}
