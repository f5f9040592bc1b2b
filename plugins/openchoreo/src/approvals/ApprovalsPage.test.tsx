import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { openChoreoApiRef } from '../api';
import { responseError, sampleBoards, SampleApi } from '../__testUtils__';
import { ApprovalCount } from './ApprovalCount';
import { ApprovalsPage } from './ApprovalsPage';

function renderPage(api = new SampleApi(sampleBoards.ready)) {
  const { container } = renderInTestApp(<ApprovalsPage />, {
    apis: [[openChoreoApiRef, api]],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
  });
  return { api, container };
}

const group = (name: string) => screen.findByRole('region', { name });

describe('ApprovalCount', () => {
  it('counts what the caller can approve', async () => {
    const api = new SampleApi(sampleBoards.ready);
    renderInTestApp(<ApprovalCount />, { apis: [[openChoreoApiRef, api]] });
    expect(
      await screen.findByRole('img', {
        name: 'One promotion waits for your approval',
      }),
    ).toHaveTextContent('1');
  });
});

describe('ApprovalsPage', () => {
  it('shows what waits for the caller: component, release, environments, requester and reason', async () => {
    renderPage();
    const item = within(await group('Waiting for you'));
    expect(item.getByRole('link', { name: 'greeter' })).toHaveAttribute(
      'href',
      '/catalog/default/component/greeter',
    );
    const article = item.getByRole('article', { name: 'greeter' });
    expect(article).toHaveTextContent(/in project shop/);
    expect(article).toHaveTextContent(/staging\s*production/);
    expect(article).toHaveTextContent(/1.4.2\s*7f3a2c1/);
    expect(article).toHaveTextContent(/requested by jane.doe.*\d+ min. ago/);
    expect(article).toHaveTextContent('Fixes the greeting in the evening.');
    expect(article).toHaveTextContent(/expires in \d days/);
  });

  it('shows what waits for others, with the reason', async () => {
    renderPage();
    const others = within(await group('Waiting for others'));
    expect(
      others.getByText('You requested it. Another person must approve it.'),
    ).toBeVisible();
    await userEvent.click(
      others.getByRole('button', {
        name: 'Review promotion of recommendation-service to staging',
      }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    expect(
      dialog.getByRole('button', { name: 'Approve 7f3a2c1 for staging' }),
    ).toBeDisabled();
  });

  it('approves with the plan in view, and shows the list as it is then', async () => {
    const { api } = renderPage();
    const mine = within(await group('Waiting for you'));
    await userEvent.click(
      mine.getByRole('button', {
        name: 'Review promotion of greeter to production',
      }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    expect(await dialog.findByText('GREETING')).toBeVisible();
    for (const item of dialog.getAllByRole('checkbox')) {
      await userEvent.click(item);
    }
    api.approvals = [];
    await userEvent.click(
      dialog.getByRole('button', { name: 'Approve 7f3a2c1 for production' }),
    );
    expect(
      await screen.findByRole('heading', { name: 'Nothing awaits approval' }),
    ).toBeVisible();
    expect(api.sentVerbs).toMatchObject([
      { verb: 'approve-promotion', input: { component: 'greeter' } },
    ]);
  });

  it('offers a retry if the list cannot be loaded', async () => {
    const api = new SampleApi(sampleBoards.ready);
    const { approvals } = api;
    const failure = await responseError(503, 'No connection.');
    Object.defineProperty(api, 'approvals', {
      configurable: true,
      get: () => {
        throw failure;
      },
    });
    renderPage(api);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'No connection.',
    );
    Object.defineProperty(api, 'approvals', { value: approvals });
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await group('Waiting for you')).toBeVisible();
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  });

  it('has no accessibility violations', async () => {
    const { container } = renderPage();
    await group('Waiting for you');
    expect((await axe(container)).violations).toEqual([]);
  });
});
