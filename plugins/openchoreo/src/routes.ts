import {
  createExternalRouteRef,
  createRouteRef,
} from '@backstage/frontend-plugin-api';

/** The Deploy tab of an entity page. */
export const deployRouteRef = createRouteRef();

/** The Releases tab of an entity page. */
export const releasesRouteRef = createRouteRef();

/** The Builds tab of an entity page. */
export const buildsRouteRef = createRouteRef();

/** The Configuration tab of an entity page. */
export const configurationRouteRef = createRouteRef();

/** The Cell tab of a project. */
export const cellRouteRef = createRouteRef();

/** The Deploy tab of a project. */
export const projectDeployRouteRef = createRouteRef();

/** The tab that changes a deployment pipeline. */
export const pipelineEditorRouteRef = createRouteRef();

/** The Capacity tab of environments and data planes. */
export const capacityRouteRef = createRouteRef();

/** The Runtime tab of an entity page. */
export const runtimeRouteRef = createRouteRef();

/** The API tab of an entity page. */
export const apisRouteRef = createRouteRef();

/** The Metrics tab of an entity page. */
export const metricsRouteRef = createRouteRef();

/** The Connections tab of an entity page. */
export const connectionsRouteRef = createRouteRef();

/** The inbox of promotions that await approval. */
export const approvalsRouteRef = createRouteRef();

/** The page of a promotion. The namespace is the organization. */
export const promotionRouteRef = createRouteRef({
  params: ['namespace', 'name'],
});

/** The history of all promotions. */
export const auditRouteRef = createRouteRef();

/** The page of the catalog sync. */
export const syncRouteRef = createRouteRef();

/** What of the platform needs an engineer. */
export const platformRouteRef = createRouteRef();

/** What needs the user. */
export const homeRouteRef = createRouteRef();

/** The page of the scaffolder with the templates. */
export const createComponentRouteRef = createExternalRouteRef({
  defaultTarget: 'scaffolder.root',
});

/** The form of a template. */
export const templateRouteRef = createExternalRouteRef({
  params: ['namespace', 'templateName'],
  defaultTarget: 'scaffolder.selectedTemplate',
});

/** The index page of the catalog. */
export const catalogIndexRouteRef = createExternalRouteRef({
  defaultTarget: 'catalog.catalogIndex',
});
