import { createElement } from 'react';
import { RiStackLine } from '@remixicon/react';
import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { openChoreoApi } from './api';
import {
  approvalsPage,
  buildPlaneCard,
  buildsContent,
  cellContent,
  connectionsContent,
  dataPlaneCard,
  deployContent,
  deploymentSummaryCard,
  environmentCard,
  formFieldExtensions,
  homePage,
  organizationCard,
  pipelineCard,
  projectCard,
  releasesContent,
  runtimeContent,
  syncPage,
} from './extensions';
import {
  approvalsRouteRef,
  buildsRouteRef,
  cellRouteRef,
  connectionsRouteRef,
  catalogIndexRouteRef,
  createComponentRouteRef,
  deployRouteRef,
  homeRouteRef,
  releasesRouteRef,
  runtimeRouteRef,
  syncRouteRef,
} from './routes';

/**
 * The OpenChoreo plugin for the new frontend system. It extends the pages of entities that have `openchoreo.dev/…` annotations.
 *
 * @public
 */
export const openChoreoPlugin = createFrontendPlugin({
  pluginId: 'openchoreo',
  title: 'OpenChoreo',
  icon: createElement(RiStackLine),
  info: { packageJson: () => import('../package.json') },
  routes: {
    deploy: deployRouteRef,
    releases: releasesRouteRef,
    builds: buildsRouteRef,
    cell: cellRouteRef,
    runtime: runtimeRouteRef,
    connections: connectionsRouteRef,
    home: homeRouteRef,
    approvals: approvalsRouteRef,
    sync: syncRouteRef,
  },
  externalRoutes: {
    catalogIndex: catalogIndexRouteRef,
    createComponent: createComponentRouteRef,
  },
  extensions: [
    openChoreoApi,
    deployContent,
    releasesContent,
    buildsContent,
    cellContent,
    runtimeContent,
    connectionsContent,
    homePage,
    approvalsPage,
    syncPage,
    deploymentSummaryCard,
    organizationCard,
    projectCard,
    environmentCard,
    dataPlaneCard,
    buildPlaneCard,
    pipelineCard,
    ...formFieldExtensions,
  ],
});
