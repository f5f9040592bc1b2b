import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { DeployBoard } from '@promenade/backstage-plugin-openchoreo-common';
import { DeployTab } from '../board/DeployTab';
import { responseError, sampleBoards } from '../__testUtils__';
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
    const resume = menu.getByRole('menuitem', { name: /Resume/ });
    expect(resume).toHaveTextContent('It is not suspended.');
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    expect(resume).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    expect(api.stateRequests).toEqual([]);
  });
});
