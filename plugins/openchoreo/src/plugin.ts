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
  pipelineEditorContent,
  platformPage,
  projectCard,
  projectDeployContent,
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
  pipelineEditorRouteRef,
  platformRouteRef,
  projectDeployRouteRef,
  releasesRouteRef,
  runtimeRouteRef,
  syncRouteRef,
  templateRouteRef,
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
    projectDeploy: projectDeployRouteRef,
    pipelineEditor: pipelineEditorRouteRef,
    platform: platformRouteRef,
    sync: syncRouteRef,
  },
  externalRoutes: {
    catalogIndex: catalogIndexRouteRef,
    createComponent: createComponentRouteRef,
    template: templateRouteRef,
  },
  extensions: [
    openChoreoApi,
    deployContent,
    releasesContent,
    buildsContent,
    projectDeployContent,
    pipelineEditorContent,
    cellContent,
    runtimeContent,
    connectionsContent,
    homePage,
    approvalsPage,
    platformPage,
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
