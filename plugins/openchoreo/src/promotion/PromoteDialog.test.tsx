import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { DeployTab } from '../board/DeployTab';
import { plan, responseError, sampleBoards, SampleApi } from '../__testUtils__';
import { renderOnEntity } from '../__testUtils__/renderOnEntity';

async function openPlan(api = new SampleApi(sampleBoards.ready)) {
  renderOnEntity(<DeployTab />, { board: sampleBoards.ready, api });
  const opener = await screen.findByRole('button', {
    name: 'Promote to production',
  });
  await userEvent.click(opener);
  const element = await screen.findByRole('dialog');
  const dialog = within(element);
  const confirm = () =>
    dialog.findByRole('button', { name: 'Promote 7f3a2c1 to production' });
  return { api, opener, element, dialog, confirm };
}

describe('PromoteDialog', () => {
  it('shows the changes by area, with the values before and after', async () => {
    const { dialog, element } = await openPlan();
    expect(await dialog.findByText('GREETING')).toBeVisible();
    expect(dialog.getByText('Hello')).toBeVisible();
    expect(dialog.getByText('Good morning')).toBeVisible();
    expect(
      dialog.getAllByRole('heading', { level: 4 }).map(h => h.textContent),
    ).toEqual([
      'Images',
      'Configuration',
      'Connections',
      'Exposure',
      'Policies',
    ]);
    expect((await axe(element)).violations).toEqual([]);
  });

  it('requests the release that is shown, and restores the focus', async () => {
    const { api, dialog, confirm, opener } = await openPlan();
    await userEvent.click(
      await dialog.findByRole('textbox', { name: /Reason/ }),
    );
    await userEvent.paste('Fixes the greeting');
    await userEvent.click(await confirm());
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(api.promoteRequests).toMatchObject([
      {
        from: 'staging',
        to: 'production',
        release: plan().release?.hash,
        reason: 'Fixes the greeting',
      },
    ]);
    await waitFor(() => expect(opener).toHaveFocus());
  });

  it('keeps what was typed after an error, and sends the same request again', async () => {
    const { api, dialog, confirm } = await openPlan();
    const reason = await dialog.findByRole('textbox', { name: /Reason/ });
    await userEvent.click(reason);
    await userEvent.paste('Because');
    api.nextError = await responseError(
      503,
      'The control plane cannot be reached.',
    );
    await userEvent.click(await confirm());
    expect(await dialog.findByRole('alert')).toHaveTextContent(
      'The control plane cannot be reached.',
    );
    expect(reason).toHaveValue('Because');
    await userEvent.click(await confirm());
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(api.promoteRequests).toMatchObject([{ reason: 'Because' }]);
  });

  it('offers to reload the plan if the source runs another release', async () => {
    const { api, dialog, confirm } = await openPlan();
    api.nextError = await responseError(409);
    await userEvent.click(await confirm());
    api.currentPlan = plan({
      release: { hash: 'abcdef0123', short: 'abcdef0', images: [] },
    });
    await userEvent.click(
      await dialog.findByRole('button', {
        name: 'Reload the plan',
      }),
    );
    expect(
      await dialog.findByRole('button', {
        name: 'Promote abcdef0 to production',
      }),
    ).toBeEnabled();
  });

  it('shows blockers and disables the button', async () => {
    const api = new SampleApi(sampleBoards.ready);
    const message = 'Staging must be ready first.';
    api.currentPlan = plan({
      blockers: [{ reason: 'SourceNotReady', message }],
    });
    const { dialog, confirm } = await openPlan(api);
    expect(await dialog.findByText(message)).toBeVisible();
    expect(await confirm()).toBeDisabled();
  });

  it('shows warnings and keeps the button enabled', async () => {
    const api = new SampleApi(sampleBoards.ready);
    const message =
      'departures connects to timetable (endpoint lines), which does not run in Production. Promote timetable first, or together with it.';
    api.currentPlan = plan({
      warnings: [{ reason: 'ConnectionTargetNotRunning', message }],
    });
    const { dialog, confirm } = await openPlan(api);
    expect(await dialog.findByText(message)).toBeVisible();
    expect(await confirm()).toBeEnabled();
  });

  it('offers a retry if the plan cannot be loaded', async () => {
    const api = new SampleApi(sampleBoards.ready);
    api.nextError = await responseError(500, 'No answer.');
    const { dialog, confirm } = await openPlan(api);
    await userEvent.click(
      await dialog.findByRole('button', { name: 'Try again' }),
    );
    expect(await confirm()).toBeEnabled();
  });

  it('shows the Kubernetes objects before and after on request', async () => {
    const { dialog, element } = await openPlan();
    await userEvent.click(
      await dialog.findByText('Kubernetes objects before and after'),
    );
    await userEvent.click(await dialog.findByText('greeter-3f1a'));
    expect(
      dialog.getByText(/image: registry.test\/shop\/greeter:1.3.0/, {
        selector: 'del',
      }),
    ).toBeVisible();
    expect(
      dialog.getByText(/image: registry.test\/shop\/greeter:1.4.2/, {
        selector: 'ins',
      }),
    ).toBeVisible();
    expect(dialog.queryByText(/team: shop/)).toBeNull();
    expect(dialog.getByText('One object stays the same.')).toBeVisible();
    expect((await axe(element)).violations).toEqual([]);
  });

  it('offers a retry if the Kubernetes objects cannot be rendered', async () => {
    const { api, dialog } = await openPlan();
    const summary = await dialog.findByText(
      'Kubernetes objects before and after',
    );
    api.nextError = await responseError(503, 'The control plane is away.');
    await userEvent.click(summary);
    expect(await dialog.findByRole('alert')).toHaveTextContent(
      'The control plane is away.',
    );
    await userEvent.click(dialog.getByRole('button', { name: 'Try again' }));
    expect(await dialog.findByText('greeter-3f1a')).toBeVisible();
  });
});
