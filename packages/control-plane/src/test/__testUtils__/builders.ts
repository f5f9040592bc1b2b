import {
  API,
  APIClass,
  Build,
  BuildPlane,
  ClusterComponentType,
  ClusterTrait,
  Component,
  ComponentType,
  ConfigurationGroup,
  DataPlane,
  DeploymentPipeline,
  DeploymentTrack,
  Environment,
  KindDefinition,
  ManagedResource,
  Organization,
  Project,
  Promotion,
  ProjectPromotion,
  PromotionPolicy,
  ReleasePreview,
  ScheduledTask,
  ScheduledTaskClass,
  Service,
  ServiceBinding,
  ServiceClass,
  Trait,
  WebApplication,
  WebApplicationBinding,
  WebApplicationClass,
  Workload,
  apiClassKind,
  apiKind,
  buildKind,
  buildPlaneKind,
  clusterComponentTypeKind,
  clusterTraitKind,
  componentKind,
  componentTypeKind,
  configurationGroupKind,
  dataPlaneKind,
  deploymentPipelineKind,
  deploymentTrackKind,
  environmentKind,
  managedResourceKind,
  organizationKind,
  projectKind,
  promotionKind,
  projectPromotionKind,
  promotionPolicyKind,
  releasePreviewKind,
  scheduledTaskClassKind,
  scheduledTaskKind,
  serviceBindingKind,
  serviceClassKind,
  serviceKind,
  traitKind,
  webApplicationBindingKind,
  webApplicationClassKind,
  webApplicationKind,
  workloadKind,
} from '@promenade/openchoreo-model';
import {
  Modifier,
  buildDraft,
  inProject,
  testProject,
  withSpec,
} from './modifiers';

/** A function that builds objects of a kind: `aComponent('greeter', inProject('shop'))`. */
function builder<T>(kind: KindDefinition<T>, ...usual: Modifier[]) {
  return (name: string, ...parts: Modifier[]): T =>
    kind.schema.parse(
      buildDraft(kind.apiVersion, kind.kind, name, [...usual, ...parts]),
    );
}

const clusterScoped: Modifier = draft => {
  delete draft.metadata.namespace;
};

export const anOrganization = builder<Organization>(
  organizationKind,
  clusterScoped,
);
export const aProject = builder<Project>(
  projectKind,
  withSpec({ deploymentPipelineRef: 'default' }),
);
export const anEnvironment = builder<Environment>(
  environmentKind,
  withSpec({ dataPlaneRef: 'default' }),
);
export const aDataPlane = builder<DataPlane>(
  dataPlaneKind,
  withSpec({
    registry: { prefix: 'registry.test' },
    gateway: {
      publicVirtualHost: 'public.test',
      organizationVirtualHost: 'organization.test',
    },
  }),
);
export const aBuildPlane = builder<BuildPlane>(buildPlaneKind);
export const aBuild = builder<Build>(
  buildKind,
  withSpec({
    repository: {
      url: 'https://git.test/shop',
      revision: { branch: 'main' },
      appPath: '/',
    },
    templateRef: { name: 'docker' },
  }),
);
export const aManagedResource = builder<ManagedResource>(
  managedResourceKind,
  withSpec({ type: 'postgres' }),
);
export const aDeploymentTrack = builder<DeploymentTrack>(deploymentTrackKind);
export const aPipeline = builder<DeploymentPipeline>(deploymentPipelineKind);
export const aComponent = builder<Component>(
  componentKind,
  inProject(testProject),
  withSpec({ type: 'Service' }),
);
/** Spec of a type of components with one Deployment. */
const deploymentType = withSpec({
  workloadType: 'deployment',
  resources: [
    {
      id: 'deployment',
      template: {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: '${metadata.name}' },
        spec: {
          selector: { matchLabels: '${metadata.podSelectors}' },
          template: {
            metadata: { labels: '${metadata.podSelectors}' },
            spec: {
              containers: [
                { name: 'main', image: '${workload.container.image}' },
              ],
            },
          },
        },
      },
    },
  ],
});
export const aComponentType = builder<ComponentType>(
  componentTypeKind,
  deploymentType,
);
export const aClusterComponentType = builder<ClusterComponentType>(
  clusterComponentTypeKind,
  clusterScoped,
  deploymentType,
);
export const aTrait = builder<Trait>(traitKind);
export const aClusterTrait = builder<ClusterTrait>(
  clusterTraitKind,
  clusterScoped,
);
export const aWorkload = builder<Workload>(workloadKind);
export const aService = builder<Service>(serviceKind);
export const aServiceClass = builder<ServiceClass>(
  serviceClassKind,
  withSpec({
    deploymentTemplate: { replicas: 1 },
    serviceTemplate: { type: 'ClusterIP' },
  }),
);
export const anAPI = builder<API>(apiKind);
export const anAPIClass = builder<APIClass>(
  apiClassKind,
  withSpec({ restPolicy: { defaults: {} } }),
);
export const aServiceBinding = builder<ServiceBinding>(serviceBindingKind);
export const aWebApplicationClass = builder<WebApplicationClass>(
  webApplicationClassKind,
  withSpec({ deploymentTemplate: { replicas: 1 } }),
);
export const aWebApplication = builder<WebApplication>(webApplicationKind);
export const aWebApplicationBinding = builder<WebApplicationBinding>(
  webApplicationBindingKind,
);
export const aPromotion = builder<Promotion>(promotionKind);
export const aPromotionPolicy = builder<PromotionPolicy>(promotionPolicyKind);
export const aProjectPromotion =
  builder<ProjectPromotion>(projectPromotionKind);
export const aReleasePreview = builder<ReleasePreview>(releasePreviewKind);
export const aScheduledTask = builder<ScheduledTask>(scheduledTaskKind);
export const aScheduledTaskClass = builder<ScheduledTaskClass>(
  scheduledTaskClassKind,
);
export const aConfigurationGroup = builder<ConfigurationGroup>(
  configurationGroupKind,
);
