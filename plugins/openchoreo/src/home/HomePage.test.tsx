import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import {
  reads,
  type Home,
} from '@promenade/backstage-plugin-openchoreo-common';
import { SampleApi, sampleBoards } from '../__testUtils__';
import { sampleHome } from '../__testUtils__/home';
import { openChoreoApiRef } from '../api';
import { HomePage } from './HomePage';

function renderPage(changes: Partial<Home> = {}) {
  const api = new SampleApi(sampleBoards.ready);
  api.overviews = {
    [reads.getHome.name]: { ...sampleHome, ...changes },
    [reads.explainComponent.name]: {
      component: 'cart',
      summary: 'It failed.',
      environments: [],
    },
  };
  const rendered = renderInTestApp(<HomePage />, {
    apis: [[openChoreoApiRef, api]],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
  });
  return { ...rendered, api };
}

const table = async (name: string) =>
  within(await screen.findByRole('table', { name }));

describe('the home page', () => {
  it('shows what needs attention with reason and environment', async () => {
    renderPage();
    const row = (await table('Needs attention')).getByRole('row', {
      name: /^Cart/,
    });
    expect(row).toHaveTextContent('Staging');
    expect(row).toHaveTextContent('Failed');
    expect(row).toHaveTextContent('The image cannot be pulled.');
    expect(screen.getByText('You own 2 components.')).toBeVisible();
  });

  it('explains a deployment that needs attention', async () => {
    const { api } = renderPage();
    const cell = (await table('Needs attention')).getByRole('row', {
      name: /^Cart/,
    });
    await userEvent.click(within(cell).getByText('Why, and what to do'));
    await waitFor(() =>
      expect(api.overviewRequests).toContainEqual(
        expect.objectContaining({ component: 'cart', environment: 'staging' }),
      ),
    );
  });

  it('opens the review of a promotion that waits for the user', async () => {
    renderPage();
    const group = within(
      await screen.findByRole('region', { name: 'Waiting for your approval' }),
    );
    await userEvent.click(
      group.getByRole('button', { name: /^Review promotion/ }),
    );
    expect(await screen.findByRole('dialog')).toBeVisible();
  });

  it('keeps the review open when somebody else decides', async () => {
    const { api } = renderPage();
    await userEvent.click(
      await screen.findByRole('button', { name: /^Review promotion/ }),
    );
    const dialog = await screen.findByRole('dialog');
    api.overviews = {
      [reads.getHome.name]: { ...sampleHome, approvals: [] },
    };
    act(() => api.refresh());
    expect(
      await screen.findByText('No promotion waits for you.'),
    ).toBeDefined();
    expect(dialog).toBeVisible();
  });

  it('shows the newest promotions and the projects of the user', async () => {
    renderPage();
    const promotions = await table('Recent promotions');
    expect(promotions.getAllByRole('row')).toHaveLength(3);
    expect(promotions.getAllByRole('row')[1]).toHaveTextContent(
      /Greeter.*Development.*Staging/,
    );
    const projects = await table('Your projects');
    expect(projects.getByRole('link', { name: 'Shop' })).toHaveAttribute(
      'href',
      '/catalog/default/system/shop',
    );
  });

  it('tells a newcomer how to begin', async () => {
    renderPage({
      componentCount: 0,
      states: [],
      approvals: [],
      deployments: [],
      promotions: [],
      projects: [],
    });
    expect(await screen.findByText('Start here')).toBeVisible();
    expect(screen.getByText('No promotion waits for you.')).toBeVisible();
    expect(screen.getByText(/Nothing was promoted yet/)).toBeVisible();
  });

  it('has no accessibility violations', async () => {
    const { container } = renderPage();
    await table('Needs attention');
    expect((await axe(container)).violations).toEqual([]);
  });
});
