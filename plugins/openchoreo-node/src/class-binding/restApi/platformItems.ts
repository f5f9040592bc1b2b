import {
  deploymentPipelineKind,
  projectKind,
  type BuildPlane,
  type DataPlane,
  type Environment,
} from '@promenade/openchoreo-model';
import type {
  ResourceKind,
  ResourceObject,
  ResourceReader,
} from '../../cache/ResourceReader';
import type {
  RestApiEnvironment,
  RestApiPipeline,
  RestApiPlane,
  RestApiProject,
} from '../../domain/RestApiSource';
import { sharedOrganization } from '../../domain/sharedOrganization';
import { dataPlaneNameOf } from '../buildDeploymentUnit';
import { restApiItem } from './restApiItem';

/** The resources of an organization and the shared ones that it has none of its own for, by name. */
export function ownAndShared<T extends ResourceObject>(
  reader: ResourceReader,
  kind: ResourceKind<T>,
  organization: string,
): T[] {
  const found = new Map(
    [sharedOrganization, organization]
      .flatMap(owner => reader.byIndex(kind, 'organization', owner))
      .map(object => [object.metadata.name, object]),
  );
  return [...found.values()].sort(byName);
}

export function byName(
  a: Pick<ResourceObject, 'metadata'>,
  b: Pick<ResourceObject, 'metadata'>,
): number {
  return a.metadata.name.localeCompare(b.metadata.name, 'en');
}

export function listProjects(
  reader: ResourceReader,
  organization: string,
  orgName: string,
): RestApiProject[] {
  return [...reader.byIndex(projectKind, 'organization', organization)]
    .filter(({ metadata }) => !metadata.deletionTimestamp)
    .sort(byName)
    .map(project => ({
      ...restApiItem(project),
      orgName,
      deploymentPipeline: project.spec.deploymentPipelineRef || 'default',
    }));
}

export function findPipeline(
  reader: ResourceReader,
  namespace: string,
  orgName: string,
  projectName: string,
): RestApiPipeline | undefined {
  const project = reader.get(projectKind, { namespace, name: projectName });
  if (!project) return undefined;
  const pipeline = reader.get(deploymentPipelineKind, {
    namespace,
    name: project.spec.deploymentPipelineRef || 'default',
  });
  return (
    pipeline && {
      ...restApiItem(pipeline),
      orgName,
      promotionPaths: (pipeline.spec.promotionPaths ?? []).map(path => ({
        sourceEnvironmentRef: path.sourceEnvironmentRef,
        targetEnvironmentRefs: path.targetEnvironmentRefs.map(target => ({
          name: target.name,
          requiresApproval: target.requiresApproval ?? false,
          ...(target.isManualApprovalRequired && {
            isManualApprovalRequired: true,
          }),
        })),
      })),
    }
  );
}

export function environmentItem(environment: Environment): RestApiEnvironment {
  const { metadata, spec } = environment;
  return {
    ...restApiItem(environment),
    namespace: metadata.namespace ?? '',
    dataPlaneRef: dataPlaneNameOf(environment),
    isProduction: spec.isProduction ?? false,
    dnsPrefix: spec.gateway?.dnsPrefix ?? '',
  };
}

export function dataPlaneItem(plane: DataPlane): RestApiPlane {
  const { registry, gateway } = plane.spec;
  return {
    ...planeItem(plane),
    registryPrefix: registry.prefix,
    ...(registry.secretRef && { registrySecretRef: registry.secretRef }),
    publicVirtualHost: gateway.publicVirtualHost,
    organizationVirtualHost: gateway.organizationVirtualHost,
  };
}

export function planeItem(plane: DataPlane | BuildPlane): RestApiPlane {
  const { kubernetesCluster, observer } = plane.spec;
  return {
    ...restApiItem(plane),
    namespace: plane.metadata.namespace ?? '',
    kubernetesClusterName: kubernetesCluster?.name ?? '',
    apiServerURL: kubernetesCluster?.credentials.apiServerURL ?? '',
    ...(observer && { observerURL: observer.url }),
  };
}
