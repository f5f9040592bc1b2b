import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { responseError, sampleBoards, SampleApi } from '../__testUtils__';
import { renderOnEntity } from '../__testUtils__/renderOnEntity';
import { crashingRuntime } from '../__testUtils__/runtimes';
import { RuntimeTab } from './RuntimeTab';

function renderTab(api = new SampleApi(sampleBoards.ready)) {
  return renderOnEntity(<RuntimeTab />, { board: sampleBoards.ready, api });
}

function crashing() {
  const api = new SampleApi(sampleBoards.ready);
  api.runtime = crashingRuntime;
  return api;
}

const tree = async () =>
  within(await screen.findByRole('list', { name: /^Objects in/ }));
const openObject = async (name: RegExp) =>
  userEvent.click((await tree()).getByRole('button', { name }));
const panel = (name: RegExp) => screen.findByRole('region', { name });

describe('RuntimeTab', () => {
  beforeAll(() => {
    URL.createObjectURL = jest.fn(() => 'blob:file');
    URL.revokeObjectURL = jest.fn();
    // jsdom cannot download.
    jest.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue();
  });

  afterAll(() => jest.restoreAllMocks());

  it('shows the objects down to pods, with their health in words', async () => {
    const { container } = renderTab();
    const objects = await tree();
    expect(
      objects.getByRole('button', {
        name: /^Deployment greeter Healthy 2 of 2 pods ready/,
      }),
    ).toBeVisible();
    expect(
      objects.getByRole('button', { name: /^Pod greeter-6d-a Healthy/ }),
    ).toBeVisible();
    expect(screen.getByText('simulated')).toBeVisible();
    expect((await axe(container)).violations).toEqual([]);
  });

  it('opens an object beside the tree, and closes it with Escape', async () => {
    // As in new browsers.
    Element.prototype.scrollIntoView = jest.fn(async () => {});
    renderTab();
    await openObject(/^Deployment greeter/);
    const region = within(await panel(/Deployment greeter/));
    expect(await region.findByText(/kind: Deployment/)).toBeVisible();
    expect(region.getByText(/readyReplicas: 2/)).toBeVisible();
    await userEvent.click(region.getByRole('tab', { name: 'Events' }));
    expect(
      await region.findByText('Back-off restarting failed container'),
    ).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await waitFor(() =>
      expect(screen.queryByRole('region', { name: /Deployment/ })).toBeNull(),
    );
  });

  it('follows the log of a pod', async () => {
    const { api } = renderTab();
    await openObject(/^Pod greeter-6d-a/);
    const region = within(await panel(/Pod greeter-6d-a/));
    await userEvent.click(region.getByRole('tab', { name: 'Log' }));
    const log = await region.findByRole('log');
    expect(log).toHaveTextContent('listening on port 8080');
    expect(log).toHaveTextContent('ERROR no route to the database');
    expect(region.getByText('Following')).toBeVisible();
    act(() => api.writeLog('one more line'));
    expect(await region.findByText('one more line')).toBeVisible();
    await userEvent.type(
      region.getByRole('searchbox', { name: 'Search in the log' }),
      'DATABASE',
    );
    expect(await region.findByText(/1 line$/)).toBeVisible();
    expect(region.getByText('database').tagName).toBe('MARK');
    await userEvent.click(region.getByRole('button', { name: 'Download' }));
    await waitFor(() =>
      expect(api.downloads).toMatchObject([
        { pod: 'greeter-6d-a', container: 'main', format: 'text' },
      ]),
    );
  });

  it('leads from a failure to the lines around it', async () => {
    const { api, container } = renderTab(crashing());
    await userEvent.click(
      await screen.findByRole('button', { name: 'Show its log' }),
    );
    const region = within(await panel(/Pod greeter-6d-b/));
    expect(await region.findByText('It failed here')).toBeVisible();
    expect(region.getByText('The container has exited')).toBeVisible();
    expect(api.followedLogs).toMatchObject([
      { pod: 'greeter-6d-b', container: 'main', previous: true },
    ]);
    expect((await axe(container)).violations).toEqual([]);
  });

  it('reads the log of the previous run again after the next crash', async () => {
    const { api } = renderTab(crashing());
    await userEvent.click(
      await screen.findByRole('button', { name: 'Show its log' }),
    );
    expect(await screen.findByText('It failed here')).toBeVisible();
    const earlier = '2026-03-01T11:59:59Z';
    const later = '2026-03-01T12:03:00Z';
    api.runtime = JSON.parse(
      JSON.stringify(crashingRuntime).replaceAll(earlier, later),
    );
    api.log = {
      lines: [{ at: later, text: 'ERROR the disk is full' }],
      isComplete: true,
    };
    const [development, ...others] = sampleBoards.ready.environments;
    act(() =>
      api.publish({
        ...sampleBoards.ready,
        environments: [{ ...development, since: later }, ...others],
      }),
    );
    expect(await screen.findByText('ERROR the disk is full')).toBeVisible();
    expect(screen.getByText('It failed here')).toBeVisible();
  });

  it('shows a restart that does not change the board', async () => {
    const { api } = renderTab();
    await tree();
    api.runtime = crashingRuntime;
    act(() => api.refresh());
    expect(await screen.findByText('3 restarts')).toBeVisible();
  });

  it('says why a container failed', async () => {
    renderTab(crashing());
    await openObject(/^Pod greeter-6d-b Degraded 3 restarts/);
    const region = within(await panel(/Pod greeter-6d-b/));
    expect(region.getByText('Waiting · CrashLoopBackOff')).toBeVisible();
    expect(region.getByText('Error, exit code 1')).toBeVisible();
    expect(
      region.getByRole('button', { name: 'Log of the previous run of main' }),
    ).toBeVisible();
  });

  it('keeps the objects when pods cannot be read', async () => {
    const api = new SampleApi(sampleBoards.ready);
    api.runtime = { ...api.runtime, podsProblem: 'Ask the platform team' };
    renderTab(api);
    expect(await screen.findByText('Ask the platform team')).toBeVisible();
    expect(
      (await tree()).getByRole('button', { name: /^Service greeter/ }),
    ).toBeVisible();
  });

  it('says what to do where nothing runs', async () => {
    const api = new SampleApi(sampleBoards.ready);
    api.runtime = { ...api.runtime, resources: [] };
    renderTab(api);
    expect(await screen.findByText(/^Nothing runs in/)).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'Open the Deploy tab' }),
    ).toHaveAttribute('href', '/deploy');
  });

  it('shows the reason when a log may not be read, and tries again', async () => {
    const { api } = renderTab();
    await openObject(/^Pod greeter-6d-a/);
    const region = within(await panel(/Pod greeter-6d-a/));
    api.nextError = await responseError(403, 'You may not read logs');
    await userEvent.click(region.getByRole('tab', { name: 'Log' }));
    expect(await region.findByText('You may not read logs')).toBeVisible();
    await userEvent.click(region.getByRole('button', { name: 'Try again' }));
    expect(await region.findByRole('log')).toBeVisible();
  });
});
