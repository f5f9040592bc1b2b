import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { verbs } from '@promenade/backstage-plugin-openchoreo-common';
import { SampleApi, sampleBoards } from '../__testUtils__';
import { openChoreoApiRef } from '../api';
import { promotionRouteRef } from '../routes';
import { AuditPage } from './AuditPage';
import { auditedOperations } from './auditedOperations';

function renderPage(prepare: (api: SampleApi) => void = () => {}) {
  const api = new SampleApi(sampleBoards.ready);
  prepare(api);
  const { container } = renderInTestApp(<AuditPage />, {
    apis: [[openChoreoApiRef, api]],
    mountedRoutes: {
      '/openchoreo/promotions/:namespace/:name': promotionRouteRef,
    },
  });
  return { api, container };
}

async function choose(filter: string, option: string) {
  await userEvent.click(
    await screen.findByRole('button', { name: new RegExp(`${filter}$`) }),
  );
  await userEvent.click(await screen.findByRole('option', { name: option }));
}

const tableNamed = async (name: string) =>
  within(await screen.findByRole('table', { name }));

describe('the changes of the audit page', () => {
  it('lists who changed what, with the result and its reason', async () => {
    const { container } = renderPage();
    const rows = (await tableNamed('Changes')).getAllByRole('row');
    expect(rows[1]).toHaveTextContent(
      /sam.lee.*Deploy.*greeter shop.*development.*Succeeded.*image registry.example.com/,
    );
    expect(rows[2]).toHaveTextContent(
      /kim.park.*Delete component.*Denied.*openchoreo.component.delete/,
    );
    expect(
      within(rows[3]).getByRole('link', { name: 'greeter-p6' }),
    ).toHaveAttribute('href', '/openchoreo/promotions/default/greeter-p6');
    expect((await axe(container)).violations).toEqual([]);
  });

  it('filters by action and result, and exports what is left', async () => {
    const { api } = renderPage();
    await tableNamed('Changes');
    await choose('Action', 'Delete component');
    await choose('Result', 'Denied');
    const filter = {
      organization: 'default',
      operation: 'delete-component',
      result: 'Denied',
    };
    await waitFor(() =>
      expect(api.overviewRequests.at(-1)).toMatchObject(filter),
    );
    await userEvent.click(screen.getByRole('button', { name: /CSV/ }));
    expect(api.downloads).toMatchObject([{ ...filter, format: 'csv' }]);
  });

  it('has a text for every verb that changes something', () => {
    const names = Object.values(verbs)
      .filter(({ attributes }) => !attributes.readOnly)
      .map(({ name }) => name);
    expect(auditedOperations).toEqual(expect.arrayContaining(names));
  });
});

describe('the promotions of the audit page', () => {
  const table = async () => {
    await userEvent.click(await screen.findByRole('tab', { name: /Promot/ }));
    return tableNamed('Audit');
  };

  it('lists who promoted what, the outcome and the decisions', async () => {
    const { container } = renderPage();
    const rows = (await table()).getAllByRole('row');
    expect(rows[2]).toHaveTextContent(/sam.lee.*greeter.*Rejected/);
    expect(rows[2]).toHaveTextContent(
      /kim.park rejected.*Not before the holidays/,
    );
    expect(
      within(rows[2]).getByRole('link', { name: /staging ?to ?production/ }),
    ).toHaveAttribute('href', '/openchoreo/promotions/default/greeter-p5');
    expect((await axe(container)).violations).toEqual([]);
  });

  it('filters by project, action and outcome', async () => {
    const { api } = renderPage();
    await table();
    await choose('Action', 'Roll back');
    await choose('Outcome', 'Succeeded');
    expect(await screen.findByText(/^Roll back: production$/)).toBeVisible();
    expect(api.historyRequests.at(-1)).toMatchObject({
      type: 'RollBack',
      phase: 'Succeeded',
      since: expect.any(String),
    });
  });

  it('loads more, and exports what the filters leave', async () => {
    const { api } = renderPage();
    await table();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Load more' }),
    );
    expect(
      await screen.findByRole('link', { name: 'Roll back: production' }),
    ).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: /CSV/ }));
    expect(api.downloads).toMatchObject([{ format: 'csv' }]);
  });

  it('says that nothing matches', async () => {
    renderPage(api => {
      api.promotions = [];
    });
    await userEvent.click(await screen.findByRole('tab', { name: /Promot/ }));
    expect(
      await screen.findByText(/No promotion matches the filters/),
    ).toBeVisible();
  });

  it('says what a user without projects can do', async () => {
    renderPage(api => {
      api.projects = { projects: [] };
    });
    expect(await screen.findByText('Nothing to show yet')).toBeVisible();
  });
});
