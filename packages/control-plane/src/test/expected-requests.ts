/**
 * The requests that each controller gets when an object changes, as `changes → keys`. "labels" stands for any metadata, "ready" for
 * conditions, "endpoints" for `status.endpoints`, "isolation" for `spec.cell`. The objects are those of `watches.test.ts`.
 */
export const expectedRequests: Record<string, Record<string, string>> = {
  organization: {
    'Organization acme':
      'created deleted spec labels ready endpoints isolation → acme',
    'Namespace acme':
      'created deleted spec labels ready endpoints isolation → acme',
  },
  project: {
    'Project shop': 'created deleted spec labels → acme/shop',
    'Project library': 'created deleted spec labels → acme/library',
    'Organization acme': 'created deleted spec → acme/library acme/shop',
    'Environment development': 'created deleted spec → acme/library acme/shop',
    'DataPlane default': 'created deleted spec → acme/library acme/shop',
    'DeploymentPipeline default':
      'created deleted spec → acme/library acme/shop',
    'ManagedResource orders': 'deleted → acme/library',
    'Component greeter': 'deleted → acme/shop',
    'Workload greeter': 'deleted → acme/shop',
    'Service greeter': 'deleted → acme/shop',
    'ServiceBinding greeter': 'created deleted endpoints → acme/shop',
    'ServiceBinding reader': 'created deleted → acme/library',
    'WebApplication site': 'deleted → acme/shop',
    'WebApplicationBinding site': 'created deleted → acme/shop',
    'ScheduledTask report': 'deleted → acme/shop',
    'ScheduledTaskBinding report': 'created deleted → acme/shop',
    'API books': 'deleted → acme/shop',
    'APIBinding books': 'created deleted endpoints → acme/shop',
    'Release cell-shop-development-8b85f565':
      'created deleted spec ready → acme/shop',
    'Release greeter': 'created deleted → acme/shop',
    'Release books': 'created deleted → acme/shop',
    'Build greeter': 'deleted → acme/shop',
    'DeploymentTrack greeter': 'deleted → acme/shop',
    'DeployableArtifact greeter-default-0f302620': 'deleted → acme/shop',
    'Deployment greeter': 'deleted → acme/shop',
    'Deployment reader': 'deleted → acme/library',
    'Deployment report': 'deleted → acme/shop',
    'Deployment site': 'deleted → acme/shop',
    'Deployment store': 'deleted → acme/shop',
    'Deployment worker': 'deleted → acme/shop',
    'ReleasePreview preview': 'deleted → acme/shop',
    'Component store': 'deleted → acme/shop',
    'ComponentBinding store': 'created deleted → acme/shop',
    'Workload store': 'deleted → acme/shop',
    'Release store': 'created deleted → acme/shop',
  },
  build: {
    'Build greeter': 'created deleted spec → acme/greeter',
    'BuildPlane default': 'created deleted spec → acme/greeter',
    'Component greeter': 'created deleted → acme/greeter',
  },
  'build-history': {
    'Component greeter': 'created deleted spec → acme/greeter',
    'Component store': 'created deleted spec → acme/store',
  },
  'component-source': {
    'Component greeter': 'created deleted spec → acme/greeter',
    'Component store': 'created deleted spec → acme/store',
    'Workload store': 'created deleted spec labels → acme/store',
  },
  'build-schedule': {
    'Component greeter': 'created deleted spec → acme/greeter',
    'Component store': 'created deleted spec → acme/store',
  },
  'build-plane': {
    'BuildPlane default': 'created deleted spec → acme/default',
  },
  cell: {
    'Organization acme': 'created deleted spec → acme/library acme/shop',
    'Project shop': 'created deleted spec → acme/shop',
    'Project library': 'created deleted spec → acme/library',
    'Environment development': 'created deleted spec → acme/library acme/shop',
    'DataPlane default': 'created deleted spec → acme/library acme/shop',
    'ServiceBinding greeter': 'created deleted → acme/shop',
    'ServiceBinding reader': 'created deleted → acme/library',
    'WebApplicationBinding site': 'created deleted → acme/shop',
    'ScheduledTaskBinding report': 'created deleted → acme/shop',
    'Release books': 'deleted → acme/shop',
    'Release greeter': 'deleted → acme/shop',
    'Release cell-shop-development-8b85f565':
      'created deleted spec → acme/shop',
    'ComponentBinding store': 'created deleted → acme/shop',
    'Release store': 'deleted → acme/shop',
  },
  environment: {
    'Environment development':
      'created deleted spec labels ready endpoints isolation → acme/development',
    'DataPlane default': 'created deleted spec → acme/development acme/staging',
    'ServiceBinding greeter': 'deleted → acme/development default/development',
    'ServiceBinding reader': 'deleted → acme/development default/development',
    'WebApplicationBinding site':
      'deleted → acme/development default/development',
    'ScheduledTaskBinding report':
      'deleted → acme/development default/development',
    'APIBinding books': 'deleted → acme/development default/development',
    'Release cell-shop-development-8b85f565':
      'deleted → acme/development default/development',
    'Release greeter': 'deleted → acme/development default/development',
    'Release books': 'deleted → acme/development default/development',
    'ComponentBinding store': 'deleted → acme/development default/development',
    'Release store': 'deleted → acme/development default/development',
  },
  'data-plane': {
    'DataPlane default': 'created deleted spec → acme/default',
  },
  'deployment-pipeline': {
    'Environment development': 'created deleted → acme/default',
    'DeploymentPipeline default':
      'created deleted spec labels ready endpoints isolation → acme/default',
  },
  'deployment-track': {
    'DeploymentTrack greeter': 'created deleted spec labels → acme/greeter',
    'Component greeter': 'created deleted → acme/greeter',
  },
  'git-commit-request': {
    'GitCommitRequest commit': 'created deleted spec → acme/commit',
  },
  'managed-resource': {
    'Project library': 'created deleted → acme/orders',
    'Environment development': 'created deleted → acme/orders',
    'ManagedResource orders':
      'created deleted spec labels ready endpoints isolation → acme/orders',
    'ServiceBinding reader': 'created deleted → acme/orders',
  },
  component: {
    'Project shop':
      'created deleted spec → acme/greeter acme/report acme/site acme/store acme/worker',
    'Project library': 'created deleted spec → acme/reader',
    'DeploymentPipeline default':
      'created deleted spec → acme/greeter acme/reader acme/report acme/site acme/store acme/worker',
    'Component greeter': 'created deleted spec labels → acme/greeter',
    'Workload greeter': 'deleted → acme/greeter',
    'Service greeter': 'created deleted spec ready → acme/greeter',
    'ServiceBinding greeter': 'created deleted spec ready → acme/greeter',
    'ServiceBinding reader': 'created deleted spec ready → acme/reader',
    'WebApplication site': 'created deleted spec ready → acme/site',
    'WebApplicationBinding site': 'created deleted spec ready → acme/site',
    'ScheduledTask report': 'created deleted spec ready → acme/report',
    'ScheduledTaskBinding report': 'created deleted spec ready → acme/report',
    'API books': 'created deleted spec ready → acme/greeter',
    'Release cell-shop-development-8b85f565': 'deleted → acme/*',
    'Release greeter': 'deleted → acme/greeter',
    'Release books': 'deleted → acme/greeter',
    'Build greeter': 'deleted ready → acme/greeter',
    'DeploymentTrack greeter': 'deleted → acme/greeter',
    'DeployableArtifact greeter-default-0f302620': 'deleted → acme/greeter',
    'Deployment greeter': 'deleted → acme/greeter',
    'Deployment reader': 'deleted → acme/reader',
    'Deployment report': 'deleted → acme/report',
    'Deployment site': 'deleted → acme/site',
    'Deployment store': 'deleted → acme/store',
    'Deployment worker': 'deleted → acme/worker',
    'ReleasePreview preview': 'deleted → acme/greeter',
    'Environment development': 'created deleted → acme/store acme/worker',
    'Component store': 'created deleted spec labels → acme/store',
    'ComponentType web': 'created deleted spec → acme/store',
    'ClusterComponentType worker': 'created deleted spec → acme/worker',
    'Trait cache': 'created deleted spec → acme/store',
    'ClusterTrait cache': 'created deleted spec → acme/worker',
    'ComponentBinding store': 'created deleted spec ready → acme/store',
    'Workload store': 'created deleted spec → acme/store',
    'Release store': 'deleted → acme/store',
  },
  service: {
    'Project shop': 'created deleted spec → acme/greeter',
    'Project library': 'created deleted spec → acme/reader',
    'Environment development': 'created deleted → acme/greeter acme/reader',
    'DeploymentPipeline default':
      'created deleted spec → acme/greeter acme/reader',
    'Component greeter': 'created deleted → acme/greeter',
    'Workload greeter': 'created deleted spec → acme/greeter',
    'DeploymentTrack greeter': 'created deleted spec labels → acme/greeter',
    'Service greeter': 'created deleted spec labels → acme/greeter',
    'ServiceClass default': 'created deleted → acme/greeter acme/reader',
    'ServiceBinding greeter': 'created deleted spec → acme/greeter',
    'ServiceBinding reader': 'created deleted spec → acme/reader',
    'APIClass default': 'created deleted → acme/greeter',
  },
  servicebinding: {
    'Project shop': 'created deleted isolation → acme/greeter acme/reader',
    'Project library': 'created deleted isolation → acme/reader',
    'Environment development':
      'created deleted spec → acme/greeter acme/reader',
    'DataPlane default':
      'created deleted spec ready → acme/greeter acme/reader',
    'ConfigurationGroup settings': 'created deleted spec → acme/reader',
    'ManagedResource orders': 'created deleted spec → acme/reader',
    'ServiceClass default': 'created deleted spec → acme/greeter acme/reader',
    'ServiceBinding greeter':
      'created deleted → acme/greeter acme/reader; spec labels → acme/greeter; endpoints → acme/reader',
    'ServiceBinding reader':
      'created deleted → acme/greeter acme/reader; spec labels → acme/reader',
    'APIClass default': 'created deleted spec → acme/greeter',
    'Release greeter':
      'created deleted spec labels ready endpoints isolation → acme/greeter',
  },
  'servicebinding-deployments': {
    'ServiceBinding greeter': 'created deleted spec ready → acme/greeter',
    'ServiceBinding reader': 'created deleted spec ready → acme/reader',
    'Deployment greeter': 'created deleted spec → acme/greeter',
    'Deployment reader': 'created deleted spec → acme/reader',
  },
  'servicebinding-endpoints': {
    'ServiceBinding greeter': 'created deleted spec endpoints → acme/greeter',
    'ServiceBinding reader': 'created deleted spec endpoints → acme/reader',
    'Endpoint greeter-api-220292c5': 'created deleted spec → acme/greeter',
  },
  webapplication: {
    'Project shop': 'created deleted spec → acme/site',
    'Environment development': 'created deleted → acme/site',
    'DeploymentPipeline default': 'created deleted spec → acme/site',
    'WebApplication site': 'created deleted spec labels → acme/site',
    'WebApplicationClass default': 'created deleted → acme/site',
    'WebApplicationBinding site': 'created deleted spec → acme/site',
  },
  webapplicationbinding: {
    'Project shop': 'created deleted isolation → acme/site',
    'Environment development': 'created deleted spec → acme/site',
    'DataPlane default': 'created deleted spec ready → acme/site',
    'WebApplicationClass default': 'created deleted spec → acme/site',
    'WebApplicationBinding site': 'created deleted spec labels → acme/site',
  },
  'webapplicationbinding-deployments': {
    'WebApplicationBinding site': 'created deleted spec ready → acme/site',
    'Deployment site': 'created deleted spec → acme/site',
  },
  'webapplicationbinding-endpoints': {
    'WebApplicationBinding site': 'created deleted spec endpoints → acme/site',
  },
  scheduledtask: {
    'Project shop': 'created deleted spec → acme/report',
    'Environment development': 'created deleted → acme/report',
    'DeploymentPipeline default': 'created deleted spec → acme/report',
    'ScheduledTask report': 'created deleted spec labels → acme/report',
    'ScheduledTaskClass default': 'created deleted → acme/report',
    'ScheduledTaskBinding report': 'created deleted spec → acme/report',
  },
  scheduledtaskbinding: {
    'Project shop': 'created deleted isolation → acme/report',
    'Environment development': 'created deleted spec → acme/report',
    'DataPlane default': 'created deleted spec ready → acme/report',
    'ScheduledTaskClass default': 'created deleted spec → acme/report',
    'ScheduledTaskBinding report': 'created deleted spec labels → acme/report',
  },
  'scheduledtaskbinding-deployments': {
    'ScheduledTaskBinding report': 'created deleted spec ready → acme/report',
    'Deployment report': 'created deleted spec → acme/report',
  },
  'scheduledtaskbinding-endpoints': {
    'ScheduledTaskBinding report':
      'created deleted spec endpoints → acme/report',
  },
  api: {
    'Environment development': 'deleted → acme/books',
    'API books':
      'created deleted spec labels ready endpoints isolation → acme/books',
    'APIBinding books':
      'created deleted spec labels ready endpoints isolation → acme/books',
  },
  apibinding: {
    'Project shop': 'created deleted isolation → acme/books',
    'Environment development': 'created deleted spec → acme/books',
    'DataPlane default': 'created deleted spec → acme/books',
    'ServiceBinding greeter': 'created deleted spec → acme/books',
    'API books': 'created deleted spec → acme/books',
    'APIClass default': 'created deleted spec → acme/books',
    'APIBinding books':
      'created deleted spec labels ready endpoints isolation → acme/books',
    'Release books':
      'created deleted spec labels ready endpoints isolation → acme/books',
  },
  promotion: {
    'GitCommitRequest commit':
      'created deleted spec labels ready endpoints isolation → acme/p',
    'Project shop': 'created deleted spec → acme/p',
    'Environment development': 'created deleted spec → acme/p',
    'DeploymentPipeline default': 'created deleted spec → acme/p',
    'Component greeter': 'created deleted → acme/p',
    'ServiceBinding greeter':
      'created deleted spec labels ready endpoints isolation → acme/p',
    'DeployableArtifact greeter-default-0f302620': 'created deleted → acme/p',
    'Promotion p':
      'created deleted spec labels ready endpoints isolation → acme/p',
    'PromotionPolicy default': 'created deleted spec → acme/p',
  },
  'promotion-history': {
    'PromotionPolicy default': 'created deleted spec → acme/greeter',
  },
  'project-promotion': {
    'ProjectPromotion all':
      'created deleted spec labels ready endpoints isolation → acme/all',
  },
  'promotion-policy': {
    'DeploymentPipeline default': 'created deleted spec → acme/default',
    'PromotionPolicy default': 'created deleted spec → acme/default',
  },
  'release-preview': {
    'ReleasePreview preview': 'created deleted spec → acme/preview',
  },
  'servicebinding-automatic-promotion': {
    'ServiceBinding greeter': 'created deleted spec ready → acme/greeter',
    'ServiceBinding reader': 'created deleted spec ready → acme/reader',
    'PromotionPolicy default':
      'created deleted spec → acme/greeter acme/reader',
    'DeploymentPipeline default':
      'created deleted spec → acme/greeter acme/reader',
    'Project shop': 'created deleted spec → acme/greeter',
    'Project library': 'created deleted spec → acme/reader',
    'Environment development': 'created deleted → acme/greeter acme/reader',
  },
  'webapplicationbinding-automatic-promotion': {
    'WebApplicationBinding site': 'created deleted spec ready → acme/site',
    'PromotionPolicy default': 'created deleted spec → acme/site',
    'DeploymentPipeline default': 'created deleted spec → acme/site',
    'Project shop': 'created deleted spec → acme/site',
    'Environment development': 'created deleted → acme/site',
  },
  'scheduledtaskbinding-automatic-promotion': {
    'ScheduledTaskBinding report': 'created deleted spec ready → acme/report',
    'PromotionPolicy default': 'created deleted spec → acme/report',
    'DeploymentPipeline default': 'created deleted spec → acme/report',
    'Project shop': 'created deleted spec → acme/report',
    'Environment development': 'created deleted → acme/report',
  },
  componenttype: {
    'ComponentType web': 'created deleted spec → acme/web',
  },
  clustercomponenttype: {
    'ClusterComponentType worker': 'created deleted spec → worker',
  },
  'task-run': {
    'ScheduledTaskBinding report': 'created deleted → acme/report',
  },
  trait: {
    'Trait cache': 'created deleted spec → acme/cache',
  },
  clustertrait: {
    'ClusterTrait cache': 'created deleted spec → cache',
  },
  componentbinding: {
    'Project shop': 'created deleted isolation → acme/store acme/worker',
    'Environment development': 'created deleted spec → acme/store acme/worker',
    'DataPlane default': 'created deleted spec ready → acme/store acme/worker',
    'ComponentBinding store': 'created deleted spec labels → acme/store',
    'Release store':
      'created deleted spec labels ready endpoints isolation → acme/store',
  },
  'componentbinding-deployments': {
    'ComponentBinding store': 'created deleted spec ready → acme/store',
    'Deployment store': 'created deleted spec → acme/store',
    'Deployment worker': 'created deleted spec → acme/worker',
  },
  'componentbinding-endpoints': {
    'ComponentBinding store': 'created deleted spec endpoints → acme/store',
  },
  'componentbinding-automatic-promotion': {
    'Project shop': 'created deleted spec → acme/store acme/worker',
    'Environment development': 'created deleted → acme/store acme/worker',
    'DeploymentPipeline default':
      'created deleted spec → acme/store acme/worker',
    'ComponentBinding store': 'created deleted spec ready → acme/store',
    'PromotionPolicy default': 'created deleted spec → acme/store acme/worker',
  },
};
