import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import {
  reads,
  type PlatformOverview,
} from '@promenade/backstage-plugin-openchoreo-common';
import { responseError, SampleApi, sampleBoards } from '../__testUtils__';
import { samplePlatform } from '../__testUtils__/platforms';
import { openChoreoApiRef } from '../api';
import { promotionRouteRef, syncRouteRef } from '../routes';
import { PlatformPage } from './PlatformPage';

function renderPage(
  changes: Partial<PlatformOverview> = {},
  prepare: (api: SampleApi) => void = () => {},
) {
  const api = new SampleApi(sampleBoards.ready);
  api.overviews = {
    [reads.getPlatform.name]: { ...samplePlatform, ...changes },
  };
  prepare(api);
  const rendered = renderInTestApp(<PlatformPage />, {
    apis: [[openChoreoApiRef, api]],
    mountedRoutes: {
      '/catalog/:namespace/:kind/:name': entityRouteRef,
      '/openchoreo/sync': syncRouteRef,
      '/openchoreo/promotions/:namespace/:name': promotionRouteRef,
    },
  });
  return { ...rendered, api };
}

const table = async (name: string) =>
  within(await screen.findByRole('table', { name }));

describe('the page of the platform', () => {
  it('shows what is stuck by reason, with an example and the others on request', async () => {
    const { container } = renderPage();
    const row = (await table('Stuck deployments')).getByRole('row', {
      name: /^Failed/,
    });
    expect(row).toHaveTextContent('ImagePullFailed');
    expect(row).toHaveTextContent('Staging');
    expect(row).toHaveTextContent('The image cannot be pulled.');
    expect(within(row).getByRole('link', { name: 'Cart' })).toHaveAttribute(
      'href',
      '/catalog/default/component/cart',
    );
    await userEvent.click(within(row).getByText('2 more'));
    expect(within(row).getByRole('link', { name: 'web' })).toBeVisible();
    expect(within(row).getByText('One more is not listed.')).toBeVisible();
    expect((await axe(container)).violations).toEqual([]);
  });

  it('shows which plane cannot be reached, and why', async () => {
    renderPage();
    const row = (await table('Data planes')).getByRole('row', {
      name: /^Europe/,
    });
    expect(row).toHaveTextContent('Not reachable');
    expect(row).toHaveTextContent('Connection refused.');
    expect(
      (await table('Build planes')).getByRole('row', { name: /^builds/ }),
    ).toHaveTextContent('Reachable 2');
  });

  it('shows the promotions and builds that have not ended', async () => {
    renderPage();
    const row = (await table('Promotions that have not ended')).getByRole(
      'row',
      { name: /^Cart/ },
    );
    expect(row).toHaveTextContent('It waits for an approval.');
    expect(
      within(row).getByRole('link', { name: /Staging.*Production/ }),
    ).toHaveAttribute(
      'href',
      '/openchoreo/promotions/default/cart-to-production',
    );
    expect(screen.getByText('7 more are not listed.')).toBeVisible();
    expect(
      (await table('Builds that have not ended')).getByRole('row', {
        name: /^web/,
      }),
    ).toHaveTextContent('Pending');
  });

  it('shows whether the catalog is current, and links to the page of the sync', async () => {
    renderPage();
    expect(await screen.findByText('The catalog is current')).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'Open the catalog sync' }),
    ).toHaveAttribute('href', '/openchoreo/sync');
  });

  it('says that nothing is stuck, and what to do when there is nothing', async () => {
    renderPage({
      states: [],
      stuckCount: 0,
      problems: [],
      organizations: [],
      dataPlanes: [],
      buildPlanes: [],
      promotions: [],
      promotionCount: 0,
      builds: [],
    });
    expect(await screen.findByText(/^Nothing is stuck/)).toBeVisible();
    expect(screen.getByText(/no data plane yet/)).toBeVisible();
    expect(screen.getByText(/no organization yet/)).toBeVisible();
    expect(screen.queryByText('Build planes')).toBeNull();
  });

  it('says which permission is missing', async () => {
    const error = await responseError(
      403,
      'You do not have the permission openchoreo.platform.read.',
    );
    renderPage({}, api => {
      api.nextError = error;
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'openchoreo.platform.read',
    );
  });
});
