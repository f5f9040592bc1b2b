import { act, screen, within } from '@testing-library/react';
import { sampleBoards } from '../__testUtils__';
import { renderOnEntity } from '../__testUtils__/renderOnEntity';
import { DeploymentSummary } from './DeploymentSummary';

describe('DeploymentSummary', () => {
  it('shows whether it is live', async () => {
    renderOnEntity(<DeploymentSummary />, { board: sampleBoards.ready });
    expect(await screen.findByText('Live')).toBeVisible();
  });

  it('shows how old it is while the control plane is not connected', async () => {
    renderOnEntity(<DeploymentSummary />, { board: sampleBoards.stale });
    expect(
      await screen.findByText(/^No data from the control plane since/),
    ).toBeVisible();
  });

  it('shows when a scheduled task runs', async () => {
    const [development, ...others] = sampleBoards.ready.environments;
    const schedule = { expression: '0 3 * * *', timeZone: 'Europe/Zurich' };
    renderOnEntity(<DeploymentSummary />, {
      board: {
        ...sampleBoards.ready,
        environments: [{ ...development, schedule }, ...others],
      },
    });
    const facts = await screen.findByRole('region', {
      name: 'Schedule in development',
    });
    expect(facts).toHaveTextContent('0 3 * * * in Europe/Zurich');
    expect(facts).toHaveTextContent('Last run');
    expect(facts).toHaveTextContent('Next run');
    expect(
      screen.getAllByRole('region', { name: /^Schedule in/ }),
    ).toHaveLength(1);
  });

  it('says that the component was deleted', async () => {
    const { api } = renderOnEntity(<DeploymentSummary />, {
      board: sampleBoards.ready,
    });
    await screen.findByRole('row', { name: /staging/ });
    act(() => api.delete());
    expect(await screen.findByText('This component was deleted')).toBeVisible();
    expect(screen.queryByRole('row')).toBeNull();
  });

  it('shows release and state of each environment, and links to the Deploy tab', async () => {
    renderOnEntity(<DeploymentSummary />, { board: sampleBoards.progressing });
    const row = within(await screen.findByRole('row', { name: /staging/ }));
    expect(row.getByText('1.4.2')).toBeVisible();
    expect(row.getByText('7f3a2c1')).toBeVisible();
    expect(row.getByText('Progressing')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Open Deploy' })).toHaveAttribute(
      'href',
      '/deploy',
    );
  });
});
