import { screen, within } from '@testing-library/react';
import { sampleBoards } from '../__testUtils__';
import { renderOnEntity } from '../__testUtils__/renderOnEntity';
import { DeploymentSummary } from './DeploymentSummary';

describe('DeploymentSummary', () => {
  it('shows release and state of each environment, and links to the Deploy tab', async () => {
    renderOnEntity(<DeploymentSummary />, { board: sampleBoards.progressing });
    const row = within(await screen.findByRole('row', { name: /staging/ }));
    expect(row.getByText('7f3a2c1')).toBeVisible();
    expect(row.getByText('Progressing')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Open Deploy' })).toHaveAttribute(
      'href',
      '/deploy',
    );
  });
});
