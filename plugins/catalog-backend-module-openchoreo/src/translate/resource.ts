import type { ResourceEntity } from '@backstage/catalog-model';
import {
  entityRefOf,
  openchoreoAnnotations,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  dataPlaneKind,
  environmentKind,
  organizationKind,
  type BuildPlane,
  type DataPlane,
  type DeploymentPipeline,
  type Environment,
  type KubernetesObject,
} from '@promenade/openchoreo-model';
import { entityMeta } from './entityMeta';
import { ownerOf } from './owner';
import {
  organizationOf,
  type TranslationContext,
  type Translator,
} from './Translator';

type PlatformType =
  | 'environment'
  | 'data-plane'
  | 'build-plane'
  | 'deployment-pipeline';

const nameAnnotation: Record<PlatformType, string> = {
  environment: openchoreoAnnotations.environment,
  'data-plane': openchoreoAnnotations.dataPlane,
  'build-plane': openchoreoAnnotations.buildPlane,
  'deployment-pipeline': openchoreoAnnotations.deploymentPipeline,
};

/** What platform engineers declare is a Resource whose `spec.type` says what it is. */
function platformResource(
  resource: KubernetesObject,
  type: PlatformType,
  { resources, defaultOwner }: TranslationContext,
  dependsOn: string[] = [],
): ResourceEntity {
  const organization = organizationOf(resource);
  const { name } = resource.metadata;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: entityMeta(
      resource,
      { type, organization, name },
      {
        [openchoreoAnnotations.organization]: organization,
        [nameAnnotation[type]]: name,
      },
    ),
    spec: {
      type,
      owner: ownerOf(
        [resource, resources.get(organizationKind, { name: organization })],
        defaultOwner,
      ),
      ...(dependsOn.length
        ? { dependsOn: [...new Set(dependsOn)].sort() }
        : {}),
    },
  };
}

/** Where OpenChoreo looks something up: in the resource's own organization first, then in `default`. */
function refOf(
  type: 'environment' | 'data-plane',
  name: string,
  organization: string,
  { resources }: TranslationContext,
): string {
  const kind = type === 'environment' ? environmentKind : dataPlaneKind;
  const isInherited =
    !resources.get<KubernetesObject>(kind, { namespace: organization, name }) &&
    resources.get<KubernetesObject>(kind, { namespace: 'default', name });
  return entityRefOf({
    type,
    organization: isInherited ? 'default' : organization,
    name,
  });
}

/** An environment depends on the data plane that it lives on. */
export const translateEnvironment: Translator<Environment> = (
  environment,
  context,
) => [
  platformResource(
    environment,
    'environment',
    context,
    environment.spec.dataPlaneRef
      ? [
          refOf(
            'data-plane',
            environment.spec.dataPlaneRef,
            organizationOf(environment),
            context,
          ),
        ]
      : [],
  ),
];

export const translateDataPlane: Translator<DataPlane> = (plane, context) => [
  platformResource(plane, 'data-plane', context),
];

export const translateBuildPlane: Translator<BuildPlane> = (plane, context) => [
  platformResource(plane, 'build-plane', context),
];

/** A pipeline depends on the environments that it leads through. */
export const translateDeploymentPipeline: Translator<DeploymentPipeline> = (
  pipeline,
  context,
) => [
  platformResource(
    pipeline,
    'deployment-pipeline',
    context,
    (pipeline.spec.promotionPaths ?? [])
      .flatMap(({ sourceEnvironmentRef, targetEnvironmentRefs }) => [
        sourceEnvironmentRef,
        ...targetEnvironmentRefs.map(({ name }) => name),
      ])
      .map(name =>
        refOf('environment', name, organizationOf(pipeline), context),
      ),
  ),
];
