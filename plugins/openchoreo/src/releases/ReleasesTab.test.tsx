import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import {
  plan,
  releaseList,
  responseError,
  sampleBoards,
  SampleApi,
} from '../__testUtils__';
import { renderOnEntity } from '../__testUtils__/renderOnEntity';
import { ReleasesTab } from './ReleasesTab';

function renderTab(api = new SampleApi(sampleBoards.ready)) {
  return renderOnEntity(<ReleasesTab />, { board: sampleBoards.ready, api });
}

const table = () => screen.findByRole('table', { name: /^Releases in/ });
const rowOf = async (name: RegExp) =>
  within(await table()).getByRole('row', { name });

describe('ReleasesTab', () => {
  beforeAll(() => {
    URL.createObjectURL = jest.fn(() => 'blob:file');
    URL.revokeObjectURL = jest.fn();
    // jsdom cannot download.
    jest.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue();
  });

  afterAll(() => jest.restoreAllMocks());

  it('shows the revisions of the last environment: version, time, person, how it came', async () => {
    renderTab();
    expect(await table()).toHaveAccessibleName('Releases in production');
    const row = await rowOf(/1.3.0/);
    expect(row).toHaveTextContent('51be09d');
    expect(row).toHaveTextContent('9 days ago');
    expect(row).toHaveTextContent('runs now');
    expect(row).toHaveTextContent('sam.lee');
    await waitFor(() =>
      expect(row).toHaveTextContent(/Promotion from staging\s*Succeeded/),
    );
    expect(await rowOf(/1.2.7 a11ce00 20 days ago/)).toHaveTextContent(
      /Rollback\s*Succeeded.*Orders were lost/,
    );
  });

  it('shows another environment', async () => {
    renderTab();
    await table();
    await userEvent.click(screen.getByRole('radio', { name: 'staging' }));
    expect(await table()).toHaveAccessibleName('Releases in staging');
    expect(await rowOf(/1.4.0/)).toBeVisible();
  });

  it('rolls back to a revision with its plan and a reason', async () => {
    const { api } = renderTab();
    const row = within(await rowOf(/1.2.8/));
    await userEvent.click(
      row.getByRole('button', { name: 'Roll back to this: 1.2.8' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    expect(await dialog.findByText('GREETING')).toBeVisible();
    expect(dialog.getByText('This is a production environment.')).toBeVisible();
    const confirm = dialog.getByRole('button', {
      name: 'Roll back production to b0bb1e5',
    });
    await userEvent.click(confirm);
    expect(dialog.getByText('Say why you roll back.')).toBeVisible();
    await userEvent.click(dialog.getByRole('textbox', { name: /Reason/ }));
    await userEvent.paste('Orders are lost');
    await userEvent.click(confirm);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(api.sentVerbs).toMatchObject([
      {
        verb: 'roll-back-component',
        input: {
          environment: 'production',
          artifact: releaseList.environments[2].revisions[2].artifact,
          revisionOf: 'greeter-p1',
          reason: 'Orders are lost',
          resourceVersion: '42',
        },
      },
    ]);
  });

  it('shows why a rollback is not possible', async () => {
    renderTab();
    const row = within(await rowOf(/40 days ago/));
    expect(row.getByRole('button', { name: /^Roll back/ })).toBeDisabled();
    expect(row.getByText('greeter-default-a11ce000')).toBeVisible();
    expect(row.getByText(/^The release is not kept any more/)).toBeVisible();
  });

  it('shows why the caller may not roll back', async () => {
    const api = new SampleApi(sampleBoards.ready);
    const reason = 'You need the permission openchoreo.release.promote.';
    api.allowedVerbs = {
      verbs: [{ verb: 'roll-back-component', isAllowed: false, reason }],
    };
    renderTab(api);
    const row = within(await rowOf(/1.2.8/));
    expect(await row.findByText(reason)).toBeVisible();
    expect(row.getByRole('button', { name: /^Roll back/ })).toBeDisabled();
  });

  it('compares two revisions', async () => {
    const api = new SampleApi(sampleBoards.ready);
    const to = (after: string) =>
      plan({
        changes: [
          { area: 'configuration', path: 'LIMIT', before: '1', after },
          { area: 'configuration', path: 'MODE', before: 'a', after: 'b' },
        ],
      });
    const [, newer, older] = releaseList.environments[2].revisions;
    api.rollbackPlans = {
      [newer.artifact]: to('2'),
      [older.artifact]: to('3'),
    };
    renderTab(api);
    await table();
    const compare = screen.getByRole('button', { name: 'Compare' });
    expect(compare).toBeDisabled();
    for (const version of ['1.2.7', '1.2.8']) {
      await userEvent.click(
        screen.getByRole('checkbox', {
          name: `Select ${version} to compare it`,
        }),
      );
    }
    await userEvent.click(compare);
    const element = await screen.findByRole('dialog', {
      name: '1.2.8 and 1.2.7 in production',
    });
    const dialog = within(element);
    const change = await dialog.findByText('LIMIT');
    expect(change.parentElement).toHaveTextContent(/before 3.*after 2/);
    expect(dialog.queryByText('MODE')).toBeNull();
    expect((await axe(element)).violations).toEqual([]);
  });

  it('loads earlier promotions page by page', async () => {
    renderTab();
    expect(
      await screen.findByText('1.4.2 from development to staging'),
    ).toBeVisible();
    expect(screen.queryByText('production back to 1.2.7')).toBeNull();
    await userEvent.click(
      screen.getByRole('button', { name: 'Show earlier promotions' }),
    );
    expect(await screen.findByText('production back to 1.2.7')).toBeVisible();
    expect(screen.getByText('1.4.2 from development to staging')).toBeVisible();
  });

  it('filters the history', async () => {
    const { api } = renderTab();
    await screen.findByText('1.4.2 from development to staging');
    await userEvent.click(screen.getByRole('button', { name: /Outcome/ }));
    await userEvent.click(
      await screen.findByRole('option', { name: 'Rejected' }),
    );
    await waitFor(() =>
      expect(
        screen.queryByText('1.4.2 from development to staging'),
      ).toBeNull(),
    );
    await userEvent.click(screen.getByRole('button', { name: /Person/ }));
    await userEvent.click(
      await screen.findByRole('option', { name: 'jane.doe' }),
    );
    expect(
      await screen.findByText('No promotion matches these filters.'),
    ).toBeVisible();
    expect(api.historyRequests.at(-1)).toMatchObject({
      phase: 'Rejected',
      person: 'user:default/jane.doe',
    });
  });

  it('opens a promotion to who decided what, when and why', async () => {
    renderTab();
    const [title] = await screen.findAllByText(
      '1.4.2 from staging to production',
    );
    await userEvent.click(title);
    expect(await screen.findByText('Not before the holidays.')).toBeVisible();
    const transitions = screen.getByRole('table', { name: 'Transitions' });
    expect(
      within(transitions).getByRole('row', {
        name: /Checking sam.lee The promotion was requested/,
      }),
    ).toBeVisible();
  });

  it('exports the filtered history', async () => {
    const { api } = renderTab();
    await screen.findByText('1.4.2 from development to staging');
    await userEvent.click(screen.getByRole('button', { name: /Environment/ }));
    await userEvent.click(
      await screen.findByRole('option', { name: 'production' }),
    );
    for (const name of ['Export as JSON lines', 'Export as CSV']) {
      await userEvent.click(screen.getByRole('button', { name }));
    }
    await waitFor(() =>
      expect(api.downloads).toMatchObject([
        { environment: 'production', format: 'jsonl' },
        { environment: 'production', format: 'csv' },
      ]),
    );
  });

  it('reports an export that failed', async () => {
    const { api } = renderTab();
    await screen.findByText('1.4.2 from development to staging');
    api.nextError = await responseError(503, 'No connection.');
    await userEvent.click(
      screen.getByRole('button', { name: 'Export as CSV' }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'No connection.',
    );
  });

  it('loads again when an environment runs another release', async () => {
    const { api } = renderTab();
    await rowOf(/1.3.0/);
    api.releases = {
      environments: [releaseList.environments[2]].map(each => ({
        ...each,
        revisions: each.revisions.slice(1),
      })),
    };
    act(() => api.publish(sampleBoards.promoting));
    await waitFor(() => expect(screen.queryByText('1.3.0')).toBeNull());
  });

  it('explains itself while nothing has run', async () => {
    const api = new SampleApi(sampleBoards.notDeployed);
    api.releases = { environments: [] };
    api.promotions = [];
    renderTab(api);
    expect(
      await screen.findByRole('heading', {
        name: 'No release has run anywhere yet',
      }),
    ).toBeVisible();
    expect(
      await screen.findByText(/^Nothing has been promoted yet/),
    ).toBeVisible();
  });

  it('has no accessibility violations', async () => {
    const { container } = renderTab();
    const [title] = await screen.findAllByText(
      '1.4.2 from staging to production',
    );
    await userEvent.click(title);
    await rowOf(/1.3.0/);
    expect((await axe(container)).violations).toEqual([]);
  });
});
