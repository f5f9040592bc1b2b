import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import {
  openchoreoAnnotations,
  reads,
  verbs,
  type ProjectOverview,
} from '@promenade/backstage-plugin-openchoreo-common';
import { SampleApi, sampleBoards } from '../__testUtils__';
import { sampleProject } from '../__testUtils__/overviews';
import { renderOnEntity } from '../__testUtils__/renderOnEntity';
import { ProjectDeployTab } from './ProjectDeployTab';
import { promotionOffers } from './promotionOffers';

/** The sample project, with a newer release of two components in development. */
const project: ProjectOverview = {
  ...sampleProject,
  components: sampleProject.components.map(component =>
    ['cart', 'web'].includes(component.name)
      ? {
          ...component,
          deployments: component.deployments.map(deployment =>
            deployment.environment === 'development'
              ? {
                  ...deployment,
                  release: { short: 'abcdef0', hash: 'abcdef0123' },
                }
              : deployment,
          ),
        }
      : component,
  ),
};

function renderTab() {
  const api = new SampleApi(sampleBoards.ready);
  api.overviews = { ...api.overviews, [reads.getProject.name]: project };
  return renderOnEntity(<ProjectDeployTab />, {
    board: sampleBoards.ready,
    api,
    entity: {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'System',
      metadata: {
        name: 'shop',
        annotations: {
          [openchoreoAnnotations.organization]: 'default',
          [openchoreoAnnotations.project]: 'shop',
        },
      },
    },
  });
}

const offers = promotionOffers(project);

describe('the Deploy tab of a project', () => {
  it('shows the components in each environment, and the paths of the pipeline', async () => {
    const { container } = renderTab();
    expect(
      await screen.findByRole('table', {
        name: 'Components in each environment',
      }),
    ).toBeVisible();
    const paths = within(
      screen.getByRole('table', { name: 'Promote the project' }),
    );
    expect(paths.getAllByRole('button', { name: /^Promote to/ })).toHaveLength(
      offers.length,
    );
    expect((await axe(container)).violations).toEqual([]);
  });

  it('promotes the components that are selected', async () => {
    const { api } = renderTab();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Promote to Staging' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    const boxes = dialog.getAllByRole('checkbox');
    expect(boxes).toHaveLength(project.components.length);
    expect(boxes.filter(box => box.hasAttribute('disabled'))).toHaveLength(2);
    await userEvent.click(dialog.getByText('Plan of cart'));
    expect(await dialog.findByText(/^Changes in/)).toBeVisible();
    await userEvent.click(
      dialog.getByRole('button', { name: /^Promote .* component/ }),
    );
    expect(await screen.findByText(/was requested/)).toBeVisible();
    expect(api.sentVerbs).toMatchObject([
      {
        verb: verbs.promoteProject.name,
        input: {
          organization: 'default',
          project: 'shop',
          from: 'development',
          to: 'staging',
          components: ['cart', 'web'],
        },
      },
    ]);
  });

  it('keeps the dialog with the reason of a rejection', async () => {
    const { api } = renderTab();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Promote to Staging' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    api.nextError = new Error('You do not have the permission');
    await userEvent.click(
      dialog.getByRole('button', { name: /^Promote .* component/ }),
    );
    expect(await dialog.findByRole('alert')).toHaveTextContent(
      'You do not have the permission',
    );
  });
});
