import { screen, within } from '@testing-library/react';
import { sampleBoards } from '../__testUtils__';
import { renderOnEntity } from '../__testUtils__/renderOnEntity';
import { WhereItRuns } from './WhereItRuns';

describe('WhereItRuns', () => {
  it('says in a line what runs in an environment and how it fares, and leads on', async () => {
    renderOnEntity(<WhereItRuns />, { board: sampleBoards.progressing });
    const row = within(await screen.findByRole('row', { name: /staging/ }));
    expect(row.getByText('7f3a2c1')).toBeVisible();
    expect(row.getByText('Progressing')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Open Deploy' })).toHaveAttribute(
      'href',
      '/deploy',
    );
  });
});
