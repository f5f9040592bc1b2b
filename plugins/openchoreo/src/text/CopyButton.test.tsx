import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { CopyButton } from './CopyButton';

describe('CopyButton', () => {
  it('copies the text and confirms it', async () => {
    const user = userEvent.setup();
    const write = jest.spyOn(navigator.clipboard, 'writeText');
    renderInTestApp(<CopyButton text="7f3a2c1…" name="release 7f3a2c1" />);
    await user.click(
      await screen.findByRole('button', { name: 'Copy release 7f3a2c1' }),
    );
    expect(write).toHaveBeenCalledWith('7f3a2c1…');
    expect(await screen.findByText('Copied')).toBeInTheDocument();
  });
});
