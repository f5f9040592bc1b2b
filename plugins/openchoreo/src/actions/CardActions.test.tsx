import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { DeployBoard } from '@promenade/backstage-plugin-openchoreo-common';
import { DeployTab } from '../board/DeployTab';
import {
  awaitingApproval,
  responseError,
  sampleBoards,
} from '../__testUtils__';
import { renderOnEntity } from '../__testUtils__/renderOnEntity';

function withResourceVersion(board: DeployBoard, resourceVersion: string) {
  return {
    ...board,
    environments: board.environments.map(card => ({
      ...card,
      binding: card.binding && { ...card.binding, resourceVersion },
    })),
  };
}

async function openMenu(environment: string) {
  await userEvent.click(
    await screen.findByRole('button', {
      name: `More actions for ${environment}`,
    }),
  );
  return screen.findByRole('menu');
}

describe('CardActions', () => {
  it('suspends without confirmation outside production', async () => {
    const { api } = renderOnEntity(<DeployTab />, {
      board: sampleBoards.ready,
    });
    const menu = within(await openMenu('development'));
    await userEvent.click(menu.getByRole('menuitem', { name: 'Suspend' }));
    expect(api.stateRequests).toEqual([
      { environment: 'development', state: 'Suspend', resourceVersion: '42' },
    ]);
  });

  it('offers to undo what was not confirmed', async () => {
    const { api } = renderOnEntity(<DeployTab />, {
      board: sampleBoards.ready,
    });
    const menu = within(await openMenu('development'));
    await userEvent.click(menu.getByRole('menuitem', { name: 'Suspend' }));
    await screen.findByText('Suspended greeter in development');
    act(() => api.publish(withResourceVersion(sampleBoards.ready, '43')));
    await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(api.stateRequests).toHaveLength(2));
    expect(api.stateRequests[1]).toEqual({
      environment: 'development',
      state: 'Active',
      resourceVersion: '43',
      isUndo: true,
    });
    await waitFor(() =>
      expect(screen.queryByText('Suspended greeter in development')).toBeNull(),
    );
  });

  it('asks for confirmation in production, with a button that repeats verb and environment', async () => {
    const { api } = renderOnEntity(<DeployTab />, {
      board: sampleBoards.ready,
    });
    const menu = within(await openMenu('production'));
    await userEvent.click(menu.getByRole('menuitem', { name: 'Suspend' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(api.stateRequests).toEqual([]);
    await userEvent.click(
      dialog.getByRole('button', { name: 'Suspend in production' }),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(api.stateRequests).toMatchObject([{ environment: 'production' }]);
  });

  it('asks for confirmation before Undeploy, and keeps the dialog open after an error', async () => {
    const { api } = renderOnEntity(<DeployTab />, {
      board: sampleBoards.ready,
    });
    const menu = within(await openMenu('development'));
    await userEvent.click(menu.getByRole('menuitem', { name: 'Undeploy' }));
    const dialog = within(await screen.findByRole('dialog'));
    api.nextError = await responseError(409, 'It was changed since.');
    const button = dialog.getByRole('button', {
      name: 'Undeploy in development',
    });
    await userEvent.click(button);
    expect(await dialog.findByRole('alert')).toHaveTextContent(
      'It was changed since.',
    );
    await userEvent.click(button);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(api.stateRequests).toMatchObject([{ state: 'Undeploy' }]);
  });

  it('shows the error of an action without dialog on the card', async () => {
    const { api } = renderOnEntity(<DeployTab />, {
      board: sampleBoards.suspended,
    });
    const resume = await screen.findByRole('button', { name: 'Resume' });
    api.nextError = await responseError(409, 'It was changed since.');
    await userEvent.click(resume);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'It was changed since.',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('lets the keyboard reach a disabled action and its reason', async () => {
    const { api } = renderOnEntity(<DeployTab />, {
      board: sampleBoards.ready,
    });
    const menu = within(await openMenu('development'));
    const rollBack = menu.getByRole('menuitem', { name: /Roll back/ });
    expect(rollBack).toHaveTextContent('Nothing ran in development before.');
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}');
    expect(rollBack).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(api.sentVerbs).toEqual([]);
  });

  it('restarts without confirmation outside production', async () => {
    const { api } = renderOnEntity(<DeployTab />, {
      board: sampleBoards.ready,
    });
    const menu = within(await openMenu('staging'));
    await userEvent.click(menu.getByRole('menuitem', { name: 'Restart' }));
    await screen.findByText('Restarted greeter in staging');
    expect(api.sentVerbs).toMatchObject([
      { verb: 'restart-component', input: { environment: 'staging' } },
    ]);
  });

  it('asks for confirmation before a restart in production', async () => {
    const { api } = renderOnEntity(<DeployTab />, {
      board: sampleBoards.ready,
    });
    const menu = within(await openMenu('production'));
    await userEvent.click(menu.getByRole('menuitem', { name: 'Restart' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(api.sentVerbs).toEqual([]);
    await userEvent.click(
      dialog.getByRole('button', { name: 'Restart in production' }),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(api.sentVerbs).toMatchObject([{ verb: 'restart-component' }]);
  });

  it('shows the schedule of a task, and runs it now', async () => {
    const [first, staging, ...others] = sampleBoards.ready.environments;
    const { api } = renderOnEntity(<DeployTab />, {
      board: {
        ...sampleBoards.ready,
        environments: [
          first,
          {
            ...staging,
            schedule: {
              expression: '0 3 * * *',
              timeZone: 'Europe/Zurich',
              requestedRun: {
                at: new Date().toISOString(),
                phase: 'Started',
                job: 'nightly-1a2b3c4d',
              },
            },
            actions: [...staging.actions, { verb: 'Run now', enabled: true }],
          },
          ...others,
        ],
      },
    });
    expect(await screen.findByText('0 3 * * * in Europe/Zurich')).toBeVisible();
    expect(screen.getByText(/Started as nightly-1a2b3c4d/)).toBeVisible();
    const menu = within(await openMenu('staging'));
    await userEvent.click(menu.getByRole('menuitem', { name: 'Run now' }));
    await screen.findByText('Requested a run of greeter in staging');
    expect(api.sentVerbs).toMatchObject([
      { verb: 'run-task', input: { environment: 'staging' } },
    ]);
  });

  it('cancels a waiting promotion without confirmation', async () => {
    const { api } = renderOnEntity(<DeployTab />, {
      board: sampleBoards.waiting,
    });
    const menu = within(await openMenu('production'));
    await userEvent.click(
      menu.getByRole('menuitem', { name: 'Cancel promotion' }),
    );
    await screen.findByText('Cancelled the promotion of greeter to production');
    expect(api.sentVerbs).toMatchObject([
      { verb: 'cancel-promotion', input: { name: awaitingApproval.name } },
    ]);
  });

  it('says what runs again before it cancels a running promotion', async () => {
    const { api } = renderOnEntity(<DeployTab />, {
      board: sampleBoards.canary,
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Cancel promotion' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    expect(
      dialog.getByText(/production goes back to release 51be09d/),
    ).toBeVisible();
    expect(api.sentVerbs).toEqual([]);
    await userEvent.click(
      dialog.getByRole('button', { name: 'Cancel promotion to production' }),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(api.sentVerbs).toMatchObject([{ verb: 'cancel-promotion' }]);
  });
});
