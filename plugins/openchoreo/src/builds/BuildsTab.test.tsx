import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { reads } from '@promenade/backstage-plugin-openchoreo-common';
import { responseError, sampleBoards, SampleApi } from '../__testUtils__';
import { sampleBuilds } from '../__testUtils__/builds';
import { renderOnEntity } from '../__testUtils__/renderOnEntity';
import { BuildsTab } from './BuildsTab';

function renderTab(api = new SampleApi(sampleBoards.ready)) {
  return renderOnEntity(<BuildsTab />, { board: sampleBoards.ready, api });
}

describe('BuildsTab', () => {
  it('shows the source, and the builds with their steps', async () => {
    const { container } = renderTab();
    expect(
      await screen.findByRole('link', {
        name: /git.example.com\/shop\/greeter/,
      }),
    ).toBeVisible();
    const steps = screen.getByRole('table', {
      name: 'Steps of greeter-build-51be09d0',
    });
    const failed = within(steps).getByRole('row', { name: /push-step/ });
    expect(failed).toHaveTextContent('Failed');
    expect(failed).toHaveTextContent('The registry denied the push.');
    expect(
      within(failed).getByRole('link', { name: /Open the log of push-step/ }),
    ).toHaveAttribute(
      'href',
      'https://argo.example.com/greeter-build-51be09d0/push-step',
    );
    expect(screen.getByText('jane.doe')).toBeVisible();
    expect(screen.getByText('Schedule')).toBeVisible();
    expect((await axe(container)).violations).toEqual([]);
  });

  it('shows the log of a step, and hides it again', async () => {
    const { api, container } = renderTab();
    expect(
      await screen.findByText(/Its build plane is simulated/),
    ).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Show the log of push-step' }),
    );
    const log = await screen.findByRole('log', {
      name: 'Log of push-step in greeter-build-51be09d0',
    });
    expect(log).toBeVisible();
    expect(api.followedLogs).toMatchObject([
      { build: 'greeter-build-51be09d0', step: 'push-step' },
    ]);
    expect((await axe(container)).violations).toEqual([]);
    await userEvent.click(
      screen.getByRole('button', { name: 'Hide the log of push-step' }),
    );
    expect(screen.queryByRole('log')).toBeNull();
  });

  it('keeps a build open that ends while it is read', async () => {
    const [build] = sampleBuilds.builds;
    const { api } = renderTab();
    const shownSteps = () =>
      screen.findByRole('table', { name: `Steps of ${build.name}` });
    expect(await shownSteps()).toBeVisible();
    const builds = [{ ...build, phase: 'Succeeded' as const }];
    api.overviews = {
      ...api.overviews,
      [reads.listBuilds.name]: { ...sampleBuilds, builds },
    };
    act(() => api.refresh());
    await waitFor(() =>
      expect(screen.queryByText(build.message ?? '')).toBeNull(),
    );
    expect(await shownSteps()).toBeVisible();
  });

  it('starts a build of a branch', async () => {
    const { api } = renderTab();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Start a build' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    const branch = dialog.getByRole('textbox', { name: 'Branch' });
    expect(branch).toHaveValue('main');
    await userEvent.clear(branch);
    await userEvent.type(branch, 'next');
    await userEvent.click(
      dialog.getByRole('button', { name: 'Start a build' }),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(api.sentVerbs).toMatchObject([
      { verb: 'build-component', input: { branch: 'next' } },
    ]);
  });

  it('builds a commit again, and keeps the dialog with the reason when that fails', async () => {
    const { api } = renderTab();
    const [again] = await screen.findAllByRole('button', {
      name: 'Build this commit again',
    });
    await userEvent.click(again);
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByRole('textbox', { name: /Commit/ })).toHaveValue(
      sampleBuilds.builds[0].commit,
    );
    api.nextError = await responseError(409, 'It is being deleted');
    await userEvent.click(
      dialog.getByRole('button', { name: 'Start a build' }),
    );
    expect(await dialog.findByText('It is being deleted')).toBeVisible();
  });

  it('says why the reader may not build', async () => {
    const api = new SampleApi(sampleBoards.ready);
    api.allowedVerbs = {
      verbs: [
        { verb: 'build-component', isAllowed: false, reason: 'You may not.' },
      ],
    };
    renderTab(api);
    expect(await screen.findByText('You may not.')).toBeVisible();
    expect(
      screen.getByRole('button', { name: 'Start a build' }),
    ).toBeDisabled();
    expect(
      screen.queryByRole('button', { name: 'Build this commit again' }),
    ).toBeNull();
  });

  it('explains builds for a component that is deployed from an image', async () => {
    const api = new SampleApi(sampleBoards.ready);
    api.overviews = {
      [reads.listBuilds.name]: { builds: [], asOf: new Date().toISOString() },
    };
    renderTab(api);
    expect(
      await screen.findByRole('heading', {
        name: 'This component is deployed from an image',
      }),
    ).toBeVisible();
  });
});
