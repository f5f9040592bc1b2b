import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { DeployTab } from '../board/DeployTab';
import {
  awaitingApproval,
  responseError,
  sampleBoards,
} from '../__testUtils__';
import { renderOnEntity } from '../__testUtils__/renderOnEntity';

async function openReview(board = sampleBoards.waiting) {
  const { api } = renderOnEntity(<DeployTab />, { board });
  await userEvent.click(
    await screen.findByRole('button', { name: 'Review promotion' }),
  );
  const element = await screen.findByRole('dialog');
  const dialog = within(element);
  await dialog.findByText('GREETING');
  const approve = dialog.getByRole('button', {
    name: 'Approve 7f3a2c1 for production',
  });
  const reject = dialog.getByRole('button', { name: 'Reject for production' });
  return { api, element, dialog, approve, reject };
}

async function confirmChecklist() {
  for (const item of screen.getAllByRole('checkbox')) {
    await userEvent.click(item);
  }
}

describe('ReviewDialog', () => {
  it('shows who asked and why, the plan, the gates and the approvals', async () => {
    const { dialog, element } = await openReview();
    expect(dialog.getByText('requested by jane.doe')).toBeVisible();
    expect(
      dialog.getByText('Fixes the greeting in the evening.'),
    ).toBeVisible();
    expect(dialog.getByText('Good morning')).toBeVisible();
    expect(dialog.getByText('load-test')).toBeVisible();
    expect(dialog.getByText('1 of 2 approvals')).toBeVisible();
    expect((await axe(element)).violations).toEqual([]);
  });

  it('approves the artifact that was seen, after all items of the check list are confirmed', async () => {
    const { api, dialog, approve } = await openReview();
    expect(approve).toBeDisabled();
    expect(approve).toHaveAccessibleDescription(
      'Confirm all items to approve.',
    );
    await confirmChecklist();
    await userEvent.click(dialog.getByRole('textbox', { name: /Comment/ }));
    await userEvent.paste('Good to go');
    await userEvent.click(approve);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(api.sentVerbs).toMatchObject([
      {
        verb: 'approve-promotion',
        input: {
          name: awaitingApproval.name,
          artifact: awaitingApproval.artifact,
          comment: 'Good to go',
          confirmed: ['The release notes are written', 'Support has been told'],
        },
      },
    ]);
  });

  it('rejects only with a comment', async () => {
    const { api, dialog, reject } = await openReview();
    await userEvent.click(reject);
    expect(dialog.getByText('Say why you reject it.')).toBeVisible();
    expect(api.sentVerbs).toEqual([]);
    await userEvent.click(dialog.getByRole('textbox', { name: /Comment/ }));
    await userEvent.paste('Not today');
    await userEvent.click(reject);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(api.sentVerbs).toMatchObject([
      { verb: 'reject-promotion', input: { comment: 'Not today' } },
    ]);
  });

  it('keeps what was typed after an error', async () => {
    const { api, dialog, reject } = await openReview();
    const comment = dialog.getByRole('textbox', { name: /Comment/ });
    await userEvent.click(comment);
    await userEvent.paste('Not today');
    api.nextError = await responseError(409, 'It was decided meanwhile.');
    await userEvent.click(reject);
    expect(await dialog.findByRole('alert')).toHaveTextContent(
      'It was decided meanwhile.',
    );
    expect(comment).toHaveValue('Not today');
  });

  it('shows the plan to people who cannot decide, with the reason', async () => {
    const { dialog, approve, reject } = await openReview(
      sampleBoards.notApprover,
    );
    await confirmChecklist();
    expect(approve).toBeDisabled();
    expect(reject).toBeDisabled();
    expect(
      dialog.getByText('Only members of release-managers can decide.'),
    ).toBeVisible();
  });

  it('can no longer decide when somebody else has decided', async () => {
    const { api, dialog, approve, reject } = await openReview();
    await confirmChecklist();
    expect(approve).toBeEnabled();
    const { environments, ...board } = sampleBoards.waiting;
    act(() =>
      api.publish({
        ...board,
        environments: environments.map(card => ({
          ...card,
          promotion: card.promotion && {
            ...card.promotion,
            phase: 'Rejected',
          },
        })),
      }),
    );
    await waitFor(() => expect(approve).toBeDisabled());
    expect(reject).toBeDisabled();
    expect(
      dialog.getByText(
        'This promotion does not wait for an approval any more.',
      ),
    ).toBeVisible();
  });
});
