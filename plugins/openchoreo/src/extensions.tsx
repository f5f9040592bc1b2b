import { PageBlueprint } from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import { entityCards, entityContents, pages } from './definitions';
import { formFields } from './scaffolder/fields';

/** The *Deploy* tab of components. */
export const deployContent = EntityContentBlueprint.make({
  name: 'deploy',
  params: entityContents.deploy,
});

/** The *Releases* tab of components. */
export const releasesContent = EntityContentBlueprint.make({
  name: 'releases',
  params: entityContents.releases,
});

/** The *Configuration* tab of components. */
export const configurationContent = EntityContentBlueprint.make({
  name: 'configuration',
  params: entityContents.configuration,
});

/** The *Builds* tab of components. */
export const buildsContent = EntityContentBlueprint.make({
  name: 'builds',
  params: entityContents.builds,
});

/** The *Deploy* tab of projects. */
export const projectDeployContent = EntityContentBlueprint.make({
  name: 'project-deploy',
  params: entityContents.projectDeploy,
});

/** The tab that changes a deployment pipeline. */
export const pipelineEditorContent = EntityContentBlueprint.make({
  name: 'pipeline-editor',
  params: entityContents.pipelineEditor,
});

/** The *Capacity* tab of environments and data planes. */
export const capacityContent = EntityContentBlueprint.make({
  name: 'capacity',
  params: entityContents.capacity,
});

/** The *Cell* tab of projects. */
export const cellContent = EntityContentBlueprint.make({
  name: 'cell',
  params: entityContents.cell,
});

/** The *Runtime* tab of components. */
export const runtimeContent = EntityContentBlueprint.make({
  name: 'runtime',
  params: entityContents.runtime,
});

/** The *Metrics* tab of components. */
export const metricsContent = EntityContentBlueprint.make({
  name: 'metrics',
  params: entityContents.metrics,
});

/** The *API* tab of components and APIs. */
export const apisContent = EntityContentBlueprint.make({
  name: 'apis',
  params: entityContents.apis,
});

/** The *Connections* tab of components. */
export const connectionsContent = EntityContentBlueprint.make({
  name: 'connections',
  params: entityContents.connections,
});

/** The page of what needs the user. */
export const homePage = PageBlueprint.make({
  name: 'home',
  params: pages.home,
});

/** The page of promotions that await approval. */
export const approvalsPage = PageBlueprint.make({
  name: 'approvals',
  params: pages.approvals,
});

/** The page of what of the platform needs an engineer. */
export const platformPage = PageBlueprint.make({
  name: 'platform',
  params: pages.platform,
});

/** The page of a promotion. */
export const promotionPage = PageBlueprint.make({
  name: 'promotion',
  params: pages.promotion,
});

/** The page of who promoted, approved and rolled back what. */
export const auditPage = PageBlueprint.make({
  name: 'audit',
  params: pages.audit,
});

/**
 * The page of the catalog sync. It has no `if` for the permission: an app does not start while the permissions of such a condition
 * cannot be read.
 */
export const syncPage = PageBlueprint.make({
  name: 'sync',
  params: pages.sync,
});

/** The *Where it runs* card on the overview of components. */
export const deploymentSummaryCard = EntityCardBlueprint.make({
  name: 'where-it-runs',
  params: entityCards.whereItRuns,
});

/** The cards of an organization: its projects, environments and pipelines. */
export const organizationCard = EntityCardBlueprint.make({
  name: 'organization',
  params: entityCards.organization,
});

/** The cards of a project: its components in each environment, approvals and pipeline. */
export const projectCard = EntityCardBlueprint.make({
  name: 'project',
  params: entityCards.project,
});

/** The cards of an environment: what runs there, and its place in the pipelines. */
export const environmentCard = EntityCardBlueprint.make({
  name: 'environment',
  params: entityCards.environment,
});

/** The cards of a data plane: whether it can be reached, and its environments. */
export const dataPlaneCard = EntityCardBlueprint.make({
  name: 'data-plane',
  params: entityCards.dataPlane,
});

/** The cards of a build plane: whether it can be reached, and its builds. */
export const buildPlaneCard = EntityCardBlueprint.make({
  name: 'build-plane',
  params: entityCards.buildPlane,
});

/** The cards of a deployment pipeline: the order of promotion, what promotions ask for, and its projects. */
export const pipelineCard = EntityCardBlueprint.make({
  name: 'deployment-pipeline',
  params: entityCards.pipeline,
});

/** The form fields of software templates. */
export const formFieldExtensions = formFields.map(({ extension, load }) =>
  FormFieldBlueprint.make({
    name: extension,
    params: {
      field: async () => {
        const { toFormField } = await import('./scaffolder/toFormField');
        return toFormField(await load());
      },
    },
  }),
);
