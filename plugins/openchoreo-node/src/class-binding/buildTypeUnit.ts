import type {
  APIClass,
  ClusterComponentType,
  ComponentType,
  ScheduledTaskClass,
  ServiceClass,
  WebApplicationClass,
} from '@promenade/openchoreo-model';
import {
  componentTypeFields,
  processInputs,
  templateOf,
} from '../adapter-base/componentTypeFields';
import { unitBase } from '../adapter-base/unitBase';
import type { ResourceObject, ResourceReader } from '../cache/ResourceReader';
import type { ApiClassUnit, ComponentTypeUnit } from '../domain/CatalogUnit';
import { organizationOf } from './buildUnit';

/** The class of what names none. Hand-written templates create components and APIs with it. */
export const defaultClass = 'default';

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
  return {
    type,
    ...typeBase(resource, reader),
    ...componentTypeFields(resource, reader),
  };
}

function typeBase(resource: ResourceObject, reader: ResourceReader) {
  return {
    ...unitBase(resource, [resource, organizationOf(reader, resource)]),
    template: templateOf(resource),
  };
}
