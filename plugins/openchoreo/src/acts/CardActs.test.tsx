import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { DeployTab } from '../board/DeployTab';
import { refusal, sampleBoards } from '../__testUtils__';
import { renderOnEntity } from '../__testUtils__/renderOnEntity';

async function openMenu(environment: string) {
  await userEvent.click(
    await screen.findByRole('button', { name: `More for ${environment}` }),
  );
  return screen.findByRole('menu');
}

describe('CardActs', () => {
  it('suspends where nothing is lost by it without asking', async () => {
    const { api } = renderOnEntity(<DeployTab />, {
      board: sampleBoards.ready,
    });
    const menu = within(await openMenu('development'));
    await userEvent.click(menu.getByRole('menuitem', { name: 'Suspend' }));
    expect(api.states).toEqual([
      { environment: 'development', state: 'Suspend', resourceVersion: '42' },
    ]);
  });

  it('asks before it touches production, on a button that repeats verb and place', async () => {
    const { api } = renderOnEntity(<DeployTab />, {
      board: sampleBoards.ready,
    });
    const menu = within(await openMenu('production'));
    await userEvent.click(menu.getByRole('menuitem', { name: 'Suspend' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(api.states).toEqual([]);
    await userEvent.click(
      dialog.getByRole('button', { name: 'Suspend in production' }),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(api.states).toMatchObject([{ environment: 'production' }]);
  });

  it('asks before it takes something away, anywhere, and keeps the dialog when refused', async () => {
    const { api } = renderOnEntity(<DeployTab />, {
      board: sampleBoards.ready,
    });
    const menu = within(await openMenu('development'));
    await userEvent.click(menu.getByRole('menuitem', { name: 'Undeploy' }));
    const dialog = within(await screen.findByRole('dialog'));
    api.refusal = await refusal(409, 'Somebody changed it since.');
    const button = dialog.getByRole('button', {
      name: 'Undeploy in development',
    });
    await userEvent.click(button);
    expect(await dialog.findByRole('alert')).toHaveTextContent(
      'Somebody changed it since.',
    );
    await userEvent.click(button);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(api.states).toMatchObject([{ state: 'Undeploy' }]);
  });

  it('says on the card why an act without a dialog was refused', async () => {
    const { api } = renderOnEntity(<DeployTab />, {
      board: sampleBoards.suspended,
    });
    const resume = await screen.findByRole('button', { name: 'Resume' });
    api.refusal = await refusal(409, 'Somebody changed it since.');
    await userEvent.click(resume);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Somebody changed it since.',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('lets the keyboard reach an act that is off, and its reason', async () => {
    const { api } = renderOnEntity(<DeployTab />, {
      board: sampleBoards.ready,
    });
    const menu = within(await openMenu('development'));
    const resume = menu.getByRole('menuitem', { name: /Resume/ });
    expect(resume).toHaveTextContent('It is not suspended.');
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    expect(resume).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    expect(api.states).toEqual([]);
  });
});
