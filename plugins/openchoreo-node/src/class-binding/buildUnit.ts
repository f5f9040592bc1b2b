import { pickDeliveryAnnotations } from '@promenade/backstage-plugin-openchoreo-common';
import {
  dataPlaneKind,
  environmentKind,
  organizationKind,
  projectKind,
  type DeploymentPipeline,
  type Environment,
  type ManagedResource,
  type Organization,
  type Project,
} from '@promenade/openchoreo-model';
import { unitBase } from '../adapter-base/unitBase';
import type {
  ResourceKind,
  ResourceObject,
  ResourceReader,
} from '../cache/ResourceReader';
import type {
  DeploymentPipelineUnit,
  EnvironmentUnit,
  ManagedResourceUnit,
  OrganizationUnit,
  PlaneUnit,
  ProjectUnit,
  SharedResourceRef,
} from '../domain/CatalogUnit';
import { sharedOrganization } from '../domain/sharedOrganization';
import { dataPlaneNameOf } from './buildDeploymentUnit';

export function organizationOf(
  reader: ResourceReader,
  { metadata }: ResourceObject,
): ResourceObject | undefined {
  return reader.get(organizationKind, { name: metadata.namespace ?? '' });
}

export function projectOf(
  reader: ResourceReader,
  { metadata: { namespace } }: ResourceObject,
  name: string,
): Project | undefined {
  return reader.get(projectKind, { namespace, name });
}

export function buildOrganizationUnit(
  organization: Organization,
): OrganizationUnit {
  return {
    type: 'organization',
    ...unitBase(organization, [organization]),
    hasNamespace: organization.status?.namespace !== undefined,
  };
}

export function buildProjectUnit(
  project: Project,
  reader: ResourceReader,
): ProjectUnit {
  return {
    type: 'project',
    ...unitBase(project, [project, organizationOf(reader, project)]),
    deploymentPipeline: project.spec.deploymentPipelineRef,
    deliveryAnnotations: pickDeliveryAnnotations(project.metadata.annotations),
  };
}

export function buildEnvironmentUnit(
  environment: Environment,
  reader: ResourceReader,
): EnvironmentUnit {
  return {
    type: 'environment',
    ...unitBase(environment, [
      environment,
      organizationOf(reader, environment),
    ]),
    dataPlane: dataPlaneOf(environment, reader),
    isProduction: environment.spec.isProduction ?? false,
  };
}

export function buildPlaneUnit(
  type: PlaneUnit['type'],
  plane: ResourceObject,
  reader: ResourceReader,
): PlaneUnit {
  return { type, ...unitBase(plane, [plane, organizationOf(reader, plane)]) };
}

export function buildPipelineUnit(
  pipeline: DeploymentPipeline,
  reader: ResourceReader,
): DeploymentPipelineUnit {
  return {
    type: 'deployment-pipeline',
    ...unitBase(pipeline, [pipeline, organizationOf(reader, pipeline)]),
    environments: environmentsOf(pipeline, reader),
    promotions: (pipeline.spec.promotionPaths ?? []).flatMap(
      ({ sourceEnvironmentRef: source, targetEnvironmentRefs }) =>
        targetEnvironmentRefs.map(({ name: target }) => ({ source, target })),
    ),
  };
}

export function buildManagedResourceUnit(
  resource: ManagedResource,
  reader: ResourceReader,
): ManagedResourceUnit {
  const project = resource.spec.owner?.projectName;
  return {
    type: 'managed-resource',
    ...unitBase(resource, [
      resource,
      project === undefined ? undefined : projectOf(reader, resource, project),
      organizationOf(reader, resource),
    ]),
    project,
    resourceType: resource.spec.type,
  };
}

function dataPlaneOf(
  environment: Environment,
  reader: ResourceReader,
): SharedResourceRef {
  const { namespace = '' } = environment.metadata;
  return sharedResourceRef(
    reader,
    dataPlaneKind,
    namespace,
    dataPlaneNameOf(environment),
  );
}

function environmentsOf(
  { metadata: { namespace = '' }, spec }: DeploymentPipeline,
  reader: ResourceReader,
): SharedResourceRef[] {
  const names = (spec.promotionPaths ?? []).flatMap(
    ({ sourceEnvironmentRef, targetEnvironmentRefs }) => [
      sourceEnvironmentRef,
      ...targetEnvironmentRefs.map(({ name }) => name),
    ],
  );
  return [...new Set(names)].map(name =>
    sharedResourceRef(reader, environmentKind, namespace, name),
  );
}

/** The resource of the organization, or the shared one if only that exists. */
function sharedResourceRef<T extends ResourceObject>(
  reader: ResourceReader,
  kind: ResourceKind<T>,
  namespace: string,
  name: string,
): SharedResourceRef {
  const isShared =
    !reader.get(kind, { namespace, name }) &&
    reader.get(kind, { namespace: sharedOrganization, name });
  return { organization: isShared ? sharedOrganization : namespace, name };
}
