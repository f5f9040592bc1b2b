import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import {
  reads,
  type PromotionDescription,
} from '@promenade/backstage-plugin-openchoreo-common';
import { responseError, SampleApi, sampleBoards } from '../__testUtils__';
import { samplePromotion } from '../__testUtils__/history';
import { openChoreoApiRef } from '../api';
import { promotionRouteRef } from '../routes';
import { PromotionPage } from './PromotionPage';

function renderPage(
  changes: Partial<PromotionDescription> = {},
  prepare: (api: SampleApi) => void = () => {},
) {
  const api = new SampleApi(sampleBoards.ready);
  api.overviews = {
    ...api.overviews,
    [reads.describePromotion.name]: { ...samplePromotion, ...changes },
  };
  prepare(api);
  const path = '/openchoreo/promotions/:namespace/:name';
  const { container } = renderInTestApp(<PromotionPage />, {
    apis: [[openChoreoApiRef, api]],
    mountPath: path,
    initialRouteEntries: ['/openchoreo/promotions/default/greeter-abc'],
    mountedRoutes: {
      [path]: promotionRouteRef,
      '/catalog/:namespace/:kind/:name': entityRouteRef,
    },
  });
  return { api, container };
}

const heading = (name: RegExp | string) =>
  screen.findByRole('heading', { name });

describe('the page of a promotion', () => {
  it('shows the plan, the steps, what happens when it fails, and earlier promotions', async () => {
    const { api, container } = renderPage();
    expect(
      await heading(/^Promotion of greeter 1.4.2 to production$/),
    ).toBeVisible();
    expect(api.overviewRequests).toContainEqual({
      organization: 'default',
      name: 'greeter-abc',
    });
    expect(screen.getByText('GREETING')).toBeVisible();
    expect(
      screen.getByText(/gets .* again as soon as the new release/),
    ).toBeVisible();
    const earlier = within(
      screen.getByRole('table', { name: 'Other promotions to production' }),
    );
    expect(
      earlier.getAllByRole('link', { name: /staging ?to ?production/ })[0],
    ).toHaveAttribute('href', '/openchoreo/promotions/default/greeter-p5');
    expect((await axe(container)).violations).toEqual([]);
  });

  it('opens the review for who can decide', async () => {
    renderPage();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Review promotion' }),
    );
    expect(
      await screen.findByRole('button', { name: /^Approve/ }),
    ).toBeVisible();
  });

  it('cancels a promotion that waits', async () => {
    const { api } = renderPage();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Cancel the promotion' }),
    );
    expect(api.sentVerbs).toMatchObject([
      {
        verb: 'cancel-promotion',
        input: { name: samplePromotion.promotion.name },
      },
    ]);
  });

  it('says why the caller may do nothing', async () => {
    renderPage({
      decide: { isAllowed: false, reason: 'You requested it.' },
      cancel: { isAllowed: false, reason: 'You may not cancel it.' },
    });
    expect(
      await screen.findByText('You requested it. You may not cancel it.'),
    ).toBeVisible();
    expect(
      screen.getByRole('button', { name: 'Cancel the promotion' }),
    ).toBeDisabled();
  });

  it('shows a promotion of a component that was deleted', async () => {
    renderPage({ plan: undefined, earlier: [], rollsBackAutomatically: false });
    expect(
      await screen.findByText(/What it changed is not known any more/),
    ).toBeVisible();
    expect(screen.getByText(/roll back on the Deploy tab/)).toBeVisible();
    expect(screen.getByText(/No other promotion/)).toBeVisible();
  });

  it('says when there is no such promotion', async () => {
    const error = await responseError(
      404,
      'There is no promotion greeter-abc.',
    );
    renderPage({}, api => {
      api.nextError = error;
    });
    expect(
      await screen.findByText('There is no promotion greeter-abc.'),
    ).toBeVisible();
  });
});
