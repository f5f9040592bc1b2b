import { templateAnnotation } from '@promenade/backstage-plugin-openchoreo-common';
import type {
  APIClass,
  ClusterComponentType,
  ComponentType,
  ScheduledTaskClass,
  ServiceClass,
  WebApplicationClass,
} from '@promenade/openchoreo-model';
import { unitBase } from '../adapter-base/unitBase';
import type { ResourceObject, ResourceReader } from '../cache/ResourceReader';
import type { ApiClassUnit, ComponentTypeUnit } from '../domain/CatalogUnit';
import { organizationOf } from './buildUnit';

/** The class of what names none. Hand-written templates create components and APIs with it. */
export const defaultClass = 'default';

const processInputs = ['command', 'args', 'environmentVariables'] as const;

const classes = {
  ServiceClass: {
    type: 'service-class',
    componentType: 'Service',
    inputs: ['image', 'endpoints', 'replicas', 'environmentVariables'],
  },
  WebApplicationClass: {
    type: 'web-application-class',
    componentType: 'WebApplication',
    inputs: ['image', 'port', 'replicas', 'environmentVariables'],
  },
  ScheduledTaskClass: {
    type: 'scheduled-task-class',
    componentType: 'ScheduledTask',
    inputs: ['image', 'schedule', 'timeZone', ...processInputs],
  },
} as const;

const inputsOfWorkloadTypes: Record<
  ComponentType['spec']['workloadType'],
  ComponentTypeUnit['inputs']
> = {
  deployment: ['image', 'endpoints', ...processInputs],
  statefulset: ['image', 'endpoints', ...processInputs],
  cronjob: ['image', ...processInputs],
  job: ['image', ...processInputs],
  proxy: ['endpoints'],
};

/** @returns undefined for the class `default` */
export function buildClassUnit(
  resource: ServiceClass | WebApplicationClass | ScheduledTaskClass,
  reader: ResourceReader,
): ComponentTypeUnit | undefined {
  const { name } = resource.metadata;
  if (name === defaultClass) return undefined;
  const { type, componentType, inputs } = classes[resource.kind];
  return {
    type,
    ...typeBase(resource, reader),
    selection: { type: componentType, className: name },
    inputs,
    rules: [],
  };
}

/** @returns undefined for the class `default` */
export function buildApiClassUnit(
  apiClass: APIClass,
  reader: ResourceReader,
): ApiClassUnit | undefined {
  return apiClass.metadata.name === defaultClass
    ? undefined
    : { type: 'api-class', ...typeBase(apiClass, reader) };
}

export function buildTypeUnit(
  type: 'component-type' | 'cluster-component-type',
  resource: ComponentType | ClusterComponentType,
  reader: ResourceReader,
): ComponentTypeUnit {
  const { kind, metadata, spec } = resource;
  const { workloadType, parameters } = spec;
  const rules = spec.preRenderValidations ?? spec.validations ?? [];
  return {
    type,
    ...typeBase(resource, reader),
    selection: {
      componentType: { kind, name: `${workloadType}/${metadata.name}` },
    },
    inputs: inputsOfWorkloadTypes[workloadType],
    parameterSchema: parameters?.openAPIV3Schema,
    rules: rules.map(({ message }) => message),
  };
}

function typeBase(resource: ResourceObject, reader: ResourceReader) {
  return {
    ...unitBase(resource, [resource, organizationOf(reader, resource)]),
    template: resource.metadata.annotations?.[templateAnnotation]?.trim(),
  };
}
