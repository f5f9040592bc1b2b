import { pickDeliveryAnnotations } from '@promenade/backstage-plugin-openchoreo-common';
import {
  edgesOf,
  environmentsOf as environmentNamesOf,
  type ClusterComponentType,
  type ComponentType,
} from '@promenade/openchoreo-model';
import {
  componentTypeFields,
  templateOf,
} from '../adapter-base/componentTypeFields';
import { unitBase } from '../adapter-base/unitBase';
import type { ResourceObject, ResourceReader } from '../cache/ResourceReader';
import type {
  ComponentTypeUnit,
  DeploymentPipelineUnit,
  EnvironmentUnit,
  OrganizationUnit,
  PlaneUnit,
  ProjectUnit,
} from '../domain/CatalogUnit';
import { sharedOrganization } from '../domain/sharedOrganization';
import { isOrganization } from './organizations';
import type {
  DataPlane,
  DeploymentPipeline,
  Environment,
} from './platformKinds';
import { namespaceKind, type Namespace, type Project } from './tenantKinds';

export function namespaceOf(
  reader: ResourceReader,
  { metadata }: ResourceObject,
): Namespace | undefined {
  return metadata.namespace
    ? reader.get(namespaceKind, { name: metadata.namespace })
    : undefined;
}

/** @returns undefined for a namespace that is no organization */
export function buildOrganizationUnit(
  namespace: Namespace,
): OrganizationUnit | undefined {
  return isOrganization(namespace)
    ? {
        type: 'organization',
        ...unitBase(namespace, [namespace]),
        hasNamespace: true,
      }
    : undefined;
}

export function buildProjectUnit(
  project: Project,
  reader: ResourceReader,
): ProjectUnit {
  return {
    type: 'project',
    ...unitBase(project, [project, namespaceOf(reader, project)]),
    deploymentPipeline: project.spec.deploymentPipelineRef,
    deliveryAnnotations: pickDeliveryAnnotations(project.metadata.annotations),
  };
}

export function buildEnvironmentUnit(
  environment: Environment,
  reader: ResourceReader,
): EnvironmentUnit {
  const { kind, name } = environment.spec.dataPlaneRef;
  return {
    type: 'environment',
    ...unitBase(environment, [environment, namespaceOf(reader, environment)]),
    dataPlane:
      kind === 'ClusterDataPlane'
        ? { type: 'cluster-data-plane', organization: sharedOrganization, name }
        : { organization: environment.metadata.namespace ?? '', name },
    isProduction: environment.spec.isProduction,
  };
}

export function buildPlaneUnit(
  type: PlaneUnit['type'],
  plane: DataPlane,
  reader: ResourceReader,
): PlaneUnit {
  return { type, ...unitBase(plane, [plane, namespaceOf(reader, plane)]) };
}

export function buildPipelineUnit(
  pipeline: DeploymentPipeline,
  reader: ResourceReader,
): DeploymentPipelineUnit {
  const { namespace: organization = '' } = pipeline.metadata;
  return {
    type: 'deployment-pipeline',
    ...unitBase(pipeline, [pipeline, namespaceOf(reader, pipeline)]),
    environments: environmentNamesOf(pipeline).map(name => ({
      organization,
      name,
    })),
    promotions: edgesOf(pipeline).map(({ from: source, to: target }) => ({
      source,
      target,
    })),
  };
}

export function buildTypeUnit(
  type: 'component-type' | 'cluster-component-type',
  resource: ComponentType | ClusterComponentType,
  reader: ResourceReader,
): ComponentTypeUnit {
  return {
    type,
    ...unitBase(resource, [resource, namespaceOf(reader, resource)]),
    ...componentTypeFields(resource, reader),
    template: templateOf(resource),
  };
}
