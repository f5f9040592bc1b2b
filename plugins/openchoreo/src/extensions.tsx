import { PageBlueprint } from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import {
  entityCards,
  entityContents,
  pages,
  platformReadCondition,
} from './definitions';
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

/** The page of promotions that await approval. */
export const approvalsPage = PageBlueprint.make({
  name: 'approvals',
  params: pages.approvals,
});

/** The page of the catalog sync, for users who may see it: the navigation of an app lists every page. */
export const syncPage = PageBlueprint.make({
  name: 'sync',
  if: platformReadCondition,
  params: pages.sync,
});

/** The *Where it runs* card on the overview of components. */
export const deploymentSummaryCard = EntityCardBlueprint.make({
  name: 'where-it-runs',
  params: entityCards.whereItRuns,
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
