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

function renderTab(overview = project) {
  const api = new SampleApi(sampleBoards.ready);
  api.overviews = { ...api.overviews, [reads.getProject.name]: overview };
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

  it('retries with the same key, and promotes other components with another', async () => {
    const [cart] = project.components;
    const names = [...'abcdef'].map(letter => letter.repeat(60));
    const { api } = renderTab({
      ...project,
      components: names.map(name => ({
        ...cart,
        name,
        entityRef: `component:default/${name}`,
      })),
    });
    const keys: unknown[] = [];
    const promote = async () => {
      const rejection = new Error(`Attempt ${keys.length + 1}`);
      api.nextError = rejection;
      await userEvent.click(
        screen.getByRole('button', { name: /^Promote .* component/ }),
      );
      expect(await screen.findByText(rejection.message)).toBeVisible();
    };
    const { request } = api;
    jest
      .spyOn(api, 'request')
      .mockImplementation((operation, input, ...rest) => {
        if ('idempotencyKey' in input) keys.push(input.idempotencyKey);
        return request(operation, input, ...rest);
      });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Promote to Staging' }),
    );
    await promote();
    await promote();
    await userEvent.click(screen.getByRole('checkbox', { name: /^ffff/ }));
    await promote();
    expect(keys).toHaveLength(3);
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).not.toBe(keys[0]);
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
