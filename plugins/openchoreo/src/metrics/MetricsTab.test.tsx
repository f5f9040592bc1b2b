import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import {
  reads,
  type ComponentMetrics,
} from '@promenade/backstage-plugin-openchoreo-common';
import { responseError, SampleApi, sampleBoards } from '../__testUtils__';
import { sampleMetrics } from '../__testUtils__/metrics';
import { renderOnEntity } from '../__testUtils__/renderOnEntity';
import { MetricsTab } from './MetricsTab';

function renderTab(
  changes: Partial<ComponentMetrics> = {},
  prepare: (api: SampleApi) => void = () => {},
) {
  const api = new SampleApi(sampleBoards.ready);
  api.overviews = {
    [reads.getMetrics.name]: { ...sampleMetrics, ...changes },
  };
  prepare(api);
  return renderOnEntity(<MetricsTab />, { board: sampleBoards.ready, api });
}

const table = async (name: string) =>
  within(await screen.findByRole('table', { name }));

describe('the Metrics tab', () => {
  it('has a table with the figures of each line beside the chart', async () => {
    renderTab();
    const cpu = await table('CPU');
    expect(
      cpu.getByRole('row', {
        name: /^greeter-a.*200 mCPU.*100 mCPU.*300 mCPU.*500 mCPU/,
      }),
    ).toBeVisible();
    const requests = await table('Requests');
    expect(
      requests.getByRole('row', { name: /^All gateways.*8 1\/s/ }),
    ).toBeVisible();
    expect(
      screen.getByText('There are no values in this period.'),
    ).toBeVisible();
  });

  it('asks for another period', async () => {
    const { api } = renderTab();
    await userEvent.click(
      await screen.findByRole('button', { name: /Period/ }),
    );
    await userEvent.click(await screen.findByRole('option', { name: '24h' }));
    await waitFor(() =>
      expect(api.overviewRequests).toContainEqual(
        expect.objectContaining({ environment: 'development', period: '24h' }),
      ),
    );
  });

  it('says that the values of a simulated data plane are made up', async () => {
    renderTab({
      source: 'kubernetes',
      dataPlane: { name: 'default', simulated: true },
    });
    expect(await screen.findByText(/these values are made up/)).toBeVisible();
    expect(screen.getByText('simulated')).toBeVisible();
    expect(screen.queryByRole('button', { name: /Period/ })).toBeNull();
  });

  it('says why metrics cannot be read', async () => {
    renderTab({ metrics: [], problem: 'The metrics API is not installed.' });
    expect(
      await screen.findByText('The metrics API is not installed.'),
    ).toBeVisible();
  });

  it('explains itself where nothing runs', async () => {
    renderTab({ isDeployed: false, metrics: [] });
    expect(await screen.findByText(/^Nothing runs in/)).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'Open the Deploy tab' }),
    ).toBeVisible();
  });

  it('tries again after a failure', async () => {
    const error = await responseError(500, 'It failed');
    renderTab({}, api => {
      api.nextError = error;
    });
    expect(await screen.findByText('It failed')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await table('CPU')).toBeTruthy();
  });

  it('has no accessibility violations', async () => {
    const { container } = renderTab();
    await table('CPU');
    expect((await axe(container)).violations).toEqual([]);
  });
});
