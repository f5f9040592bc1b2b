import type { JSX } from 'react';
import type { FilterPredicate } from '@backstage/filter-predicates';
import type { IconElement, RouteRef } from '@backstage/frontend-plugin-api';
import {
  claimAnnotation,
  openchoreoAnnotations,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  RiDashboardLine,
  RiHistoryLine,
  RiRefreshLine,
  RiStackLine,
  RiTaskLine,
} from '@remixicon/react';
import {
  apisRouteRef,
  approvalsRouteRef,
  auditRouteRef,
  capacityRouteRef,
  buildsRouteRef,
  configurationRouteRef,
  cellRouteRef,
  connectionsRouteRef,
  deployRouteRef,
  homeRouteRef,
  pipelineEditorRouteRef,
  platformRouteRef,
  projectDeployRouteRef,
  metricsRouteRef,
  promotionRouteRef,
  releasesRouteRef,
  runtimeRouteRef,
  syncRouteRef,
} from './routes';

// What the plugin adds to entity pages and to the app. The extensions of both frontend systems are made from these definitions.

/** A card on the overview of entities. */
export interface EntityCardDefinition {
  type: 'info' | 'content';
  /** Which entities have it. A predicate, so that apps can read and override it. */
  filter: FilterPredicate;
  loader: () => Promise<JSX.Element>;
}

/** A tab of entities. */
export interface EntityContentDefinition {
  path: string;
  title: string;
  group: string;
  routeRef: RouteRef;
  /** Which entities have it. A predicate, so that apps can read and override it. */
  filter: FilterPredicate;
  loader: () => Promise<JSX.Element>;
}

/** A page with a path of its own. */
export interface PageDefinition {
  path: string;
  title: string;
  icon: IconElement;
  routeRef: RouteRef;
  loader: () => Promise<JSX.Element>;
}

/** The path of an annotation in an entity. */
const pathOf = <Annotation extends string>(annotation: Annotation) =>
  `metadata.annotations.${annotation}` as const;

const { organization, project, component, environment } = openchoreoAnnotations;
const { dataPlane, buildPlane, deploymentPipeline } = openchoreoAnnotations;

/** Matches entities of OpenChoreo components, without those that name a component which has not accepted them. */
export const componentFilter: FilterPredicate = {
  $all: [
    { kind: 'component', [pathOf(component)]: { $exists: true } },
    { $not: { [pathOf(claimAnnotation)]: 'rejected' } },
  ],
};

/** Matches entities of OpenChoreo projects. */
const projectFilter: FilterPredicate = {
  kind: 'system',
  [pathOf(project)]: { $exists: true },
};

/** Matches entities of OpenChoreo deployment pipelines. */
const pipelineFilter: FilterPredicate = {
  kind: 'resource',
  [pathOf(deploymentPipeline)]: { $exists: true },
};

/** Matches entities of APIs: endpoints of components, and standalone ones. */
const apiFilter: FilterPredicate = {
  kind: 'api',
  [pathOf(component)]: { $exists: true },
};

/** Matches entities of OpenChoreo environments and data planes. */
const capacityFilter: FilterPredicate = {
  $any: [
    { kind: 'resource', [pathOf(environment)]: { $exists: true } },
    { kind: 'resource', [pathOf(dataPlane)]: { $exists: true } },
  ],
};

/** Mounts the elements again for another entity. */
function perEntity<
  Definitions extends Readonly<
    Record<string, EntityContentDefinition | EntityCardDefinition>
  >,
>(definitions: Definitions): Definitions {
  const entries = Object.entries(definitions).map(([name, definition]) => {
    const loader = async () => {
      const [{ PerEntity }, element] = await Promise.all([
        import('./catalog/PerEntity'),
        definition.loader(),
      ]);
      return <PerEntity>{element}</PerEntity>;
    };
    return [name, { ...definition, loader }];
  });
  return Object.fromEntries(entries) as Definitions;
}

/** The tabs of entities, by name. */
export const entityContents = perEntity({
  deploy: {
    path: '/deploy',
    title: 'Deploy',
    group: 'deployment',
    routeRef: deployRouteRef,
    filter: componentFilter,
    loader: async () => {
      const { DeployTab } = await import('./board/DeployTab');
      return <DeployTab />;
    },
  },
  releases: {
    path: '/releases',
    title: 'Releases',
    // Two contents in one group would share a menu. Each is a tab in a group of its own, next to each other.
    group: 'operation',
    routeRef: releasesRouteRef,
    filter: componentFilter,
    loader: async () => {
      const { ReleasesTab } = await import('./releases/ReleasesTab');
      return <ReleasesTab />;
    },
  },
  configuration: {
    path: '/configuration',
    title: 'Configuration',
    group: 'configuration',
    routeRef: configurationRouteRef,
    filter: componentFilter,
    loader: async () => {
      const { ConfigurationTab } = await import(
        './configuration/ConfigurationTab'
      );
      return <ConfigurationTab />;
    },
  },
  builds: {
    path: '/builds',
    title: 'Builds',
    group: 'development',
    routeRef: buildsRouteRef,
    filter: componentFilter,
    loader: async () => {
      const { BuildsTab } = await import('./builds/BuildsTab');
      return <BuildsTab />;
    },
  },
  projectDeploy: {
    path: '/deploy',
    title: 'Deploy',
    group: 'operation',
    routeRef: projectDeployRouteRef,
    filter: projectFilter,
    loader: async () => {
      const { ProjectDeployTab } = await import('./project/ProjectDeployTab');
      return <ProjectDeployTab />;
    },
  },
  pipelineEditor: {
    path: '/edit',
    title: 'Edit',
    group: 'deployment',
    routeRef: pipelineEditorRouteRef,
    filter: pipelineFilter,
    loader: async () => {
      const { PipelineEditorTab } = await import(
        './pipeline/PipelineEditorTab'
      );
      return <PipelineEditorTab />;
    },
  },
  capacity: {
    path: '/capacity',
    title: 'Capacity',
    group: 'operation',
    routeRef: capacityRouteRef,
    filter: capacityFilter,
    loader: async () => {
      const { CapacityTab } = await import('./capacity/CapacityTab');
      return <CapacityTab />;
    },
  },
  cell: {
    path: '/cell',
    title: 'Cell',
    group: 'deployment',
    routeRef: cellRouteRef,
    filter: projectFilter,
    loader: async () => {
      const { CellTab } = await import('./cell/CellTab');
      return <CellTab />;
    },
  },
  runtime: {
    path: '/runtime',
    title: 'Runtime',
    group: 'observability',
    routeRef: runtimeRouteRef,
    filter: componentFilter,
    loader: async () => {
      const { RuntimeTab } = await import('./runtime/RuntimeTab');
      return <RuntimeTab />;
    },
  },
  metrics: {
    path: '/metrics',
    title: 'Metrics',
    group: 'metrics',
    routeRef: metricsRouteRef,
    filter: componentFilter,
    loader: async () => {
      const { MetricsTab } = await import('./metrics/MetricsTab');
      return <MetricsTab />;
    },
  },
  apis: {
    // The stock pages of APIs have the path /apis.
    path: '/gateway-apis',
    title: 'API',
    group: 'apis',
    routeRef: apisRouteRef,
    filter: { $any: [componentFilter, apiFilter] },
    loader: async () => {
      const { ApisTab } = await import('./apis/ApisTab');
      return <ApisTab />;
    },
  },
  connections: {
    path: '/connections',
    title: 'Connections',
    group: 'connections',
    routeRef: connectionsRouteRef,
    filter: componentFilter,
    loader: async () => {
      const { ConnectionsTab } = await import('./connections/ConnectionsTab');
      return <ConnectionsTab />;
    },
  },
} satisfies Record<string, EntityContentDefinition>);

/** The cards of entities, by name. */
export const entityCards = perEntity({
  whereItRuns: {
    type: 'info',
    filter: componentFilter,
    loader: async () => {
      const { DeploymentSummary } = await import(
        './overview/DeploymentSummary'
      );
      return <DeploymentSummary />;
    },
  },
  organization: {
    type: 'content',
    filter: {
      kind: 'domain',
      [pathOf(organization)]: { $exists: true },
    },
    loader: async () => {
      const { OrganizationOverview } = await import(
        './catalog/OrganizationOverview'
      );
      return <OrganizationOverview />;
    },
  },
  project: {
    type: 'content',
    filter: projectFilter,
    loader: async () => {
      const { ProjectOverview } = await import('./catalog/ProjectOverview');
      return <ProjectOverview />;
    },
  },
  environment: {
    type: 'content',
    filter: {
      kind: 'resource',
      [pathOf(environment)]: { $exists: true },
    },
    loader: async () => {
      const { EnvironmentOverview } = await import(
        './catalog/EnvironmentOverview'
      );
      return <EnvironmentOverview />;
    },
  },
  dataPlane: {
    type: 'content',
    filter: {
      kind: 'resource',
      [pathOf(dataPlane)]: { $exists: true },
    },
    loader: async () => {
      const { DataPlaneOverview } = await import('./catalog/PlaneOverview');
      return <DataPlaneOverview />;
    },
  },
  buildPlane: {
    type: 'content',
    filter: {
      kind: 'resource',
      [pathOf(buildPlane)]: { $exists: true },
    },
    loader: async () => {
      const { BuildPlaneOverview } = await import('./catalog/PlaneOverview');
      return <BuildPlaneOverview />;
    },
  },
  pipeline: {
    type: 'content',
    filter: pipelineFilter,
    loader: async () => {
      const { PipelineOverview } = await import('./catalog/PipelineOverview');
      return <PipelineOverview />;
    },
  },
} satisfies Record<string, EntityCardDefinition>);

/** The pages, by name. */
export const pages = {
  /** What needs the user. */
  home: {
    path: '/openchoreo',
    title: 'OpenChoreo',
    icon: <RiStackLine />,
    routeRef: homeRouteRef,
    loader: async () => {
      const { HomePage } = await import('./home/HomePage');
      return <HomePage />;
    },
  },
  /** Promotions that await approval. */
  approvals: {
    path: '/openchoreo/approvals',
    title: 'Approvals',
    icon: <RiTaskLine />,
    routeRef: approvalsRouteRef,
    loader: async () => {
      const { ApprovalsPage } = await import('./approvals/ApprovalsPage');
      return <ApprovalsPage />;
    },
  },
  /** What of the platform needs an engineer. */
  platform: {
    path: '/openchoreo/platform',
    title: 'Platform',
    icon: <RiDashboardLine />,
    routeRef: platformRouteRef,
    loader: async () => {
      const { PlatformPage } = await import('./platform/PlatformPage');
      return <PlatformPage />;
    },
  },
  /** A promotion. */
  promotion: {
    path: '/openchoreo/promotions/:namespace/:name',
    title: 'Promotion',
    icon: <RiTaskLine />,
    routeRef: promotionRouteRef,
    loader: async () => {
      const { PromotionPage } = await import('./promotion/PromotionPage');
      return <PromotionPage />;
    },
  },
  /** Who promoted, approved and rolled back what. */
  audit: {
    path: '/openchoreo/audit',
    title: 'Audit',
    icon: <RiHistoryLine />,
    routeRef: auditRouteRef,
    loader: async () => {
      const { AuditPage } = await import('./audit/AuditPage');
      return <AuditPage />;
    },
  },
  /** The state of the catalog sync. */
  sync: {
    path: '/openchoreo/sync',
    title: 'Catalog sync',
    icon: <RiRefreshLine />,
    routeRef: syncRouteRef,
    loader: async () => {
      const { SyncPage } = await import('./platform/SyncPage');
      return <SyncPage />;
    },
  },
} satisfies Record<string, PageDefinition>;
