import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderFormField } from '../__testUtils__/renderFormField';
import { promotionTargetField } from './promotionTargetField';

const component = 'component:default/greeter';

const openOptions = async () => {
  const button = await screen.findByRole('button', { name: /Field/ });
  await waitFor(() => expect(button).toBeEnabled());
  await userEvent.click(button);
  return screen.findAllByRole('option');
};

describe('OpenChoreoPromotionTarget', () => {
  it('offers the targets of promotions, not the first environment', async () => {
    renderFormField(promotionTargetField, { values: { component } });
    const options = await openOptions();
    expect(options.map(({ textContent }) => textContent)).toEqual([
      'staging',
      expect.stringContaining('Staging must be ready first.'),
    ]);
  });
});
