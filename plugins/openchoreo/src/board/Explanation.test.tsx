import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { reads } from '@promenade/backstage-plugin-openchoreo-common';
import { responseError, sampleBoards, SampleApi } from '../__testUtils__';
import { renderOnEntity } from '../__testUtils__/renderOnEntity';
import { DeployTab } from './DeployTab';

const explanation = {
  component: 'greeter',
  summary: 'greeter is not ready in development.',
  environments: [
    {
      name: 'development',
      isProduction: false,
      isReady: false,
      state: 'Failed',
      summary: 'Development: Failed.',
      chain: [
        {
          kind: 'ServiceBinding',
          name: 'greeter',
          status: 'ok',
          message: 'It names the release c0ffee1.',
        },
        {
          kind: 'Deployment',
          name: 'greeter-3f1a',
          status: 'failed',
          message: 'The image cannot be pulled.',
        },
      ],
      nextSteps: [
        { message: 'Correct the tag of the image.' },
        { message: 'Roll back to 7f3a2c1.', action: 'roll-back-component' },
      ],
    },
  ],
};

const cardOf = async (environment: string) =>
  within(await screen.findByRole('article', { name: environment }));

function renderBoard() {
  const api = new SampleApi(sampleBoards.failed);
  api.overviews = { [reads.explainComponent.name]: explanation };
  renderOnEntity(<DeployTab />, { board: sampleBoards.failed, api });
  return { api };
}

describe('the explanation of a card', () => {
  it('is read when it is opened, and says where the cause is and what to do', async () => {
    const { api } = renderBoard();
    const card = await cardOf('development');
    expect(api.overviewRequests).toEqual([]);
    await userEvent.click(card.getByText('Why, and what to do'));
    const cause = (await card.findByText('The image cannot be pulled.'))
      .parentElement;
    expect(cause).toHaveTextContent(/^Deployment greeter-3f1a\s*Failed/);
    expect(
      card.getByText('Correct the tag of the image.').closest('ol'),
    ).toHaveTextContent('Roll back to 7f3a2c1.');
    expect(api.overviewRequests).toEqual([
      expect.objectContaining({
        component: 'greeter',
        environment: 'development',
      }),
    ]);
  });

  it('says why it cannot be read, and reads it again', async () => {
    const { api } = renderBoard();
    const card = await cardOf('development');
    api.nextError = await responseError(503, 'The backend is starting');
    await userEvent.click(card.getByText('Why, and what to do'));
    expect(await card.findByText(/The backend is starting/)).toBeVisible();
    await userEvent.click(card.getByRole('button', { name: 'Try again' }));
    expect(
      await card.findByText('Correct the tag of the image.'),
    ).toBeVisible();
  });

  it('is not there in an environment that is ready', async () => {
    renderBoard();
    const staging = await cardOf('staging');
    expect(staging.queryByText('Why, and what to do')).toBeNull();
  });
});
