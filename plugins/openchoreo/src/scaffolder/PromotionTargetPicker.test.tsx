import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { openChoreoApiRef } from '../api';
import { SampleApi, sampleBoards } from '../__testUtils__';
import { sampleEntity } from '../__testUtils__/renderOnEntity';
import { PromotionTargetPicker } from './PromotionTargetPicker';

function renderPicker(props: { component?: string; target?: string } = {}) {
  const onChange = jest.fn();
  const { component = 'component:default/greeter', target } = props;
  renderInTestApp(
    <PromotionTargetPicker
      label="To"
      description="The environment to promote to."
      isRequired
      isDisabled={false}
      component={component || undefined}
      target={target}
      onChange={onChange}
    />,
    {
      apis: [
        [openChoreoApiRef, new SampleApi(sampleBoards.progressing)],
        [catalogApiRef, catalogApiMock({ entities: [sampleEntity] })],
      ],
    },
  );
  return onChange;
}

describe('PromotionTargetPicker', () => {
  it('offers the targets of promotions, not the first environment', async () => {
    const onChange = renderPicker();
    await userEvent.click(await screen.findByRole('button', { name: /To/ }));
    const options = await screen.findAllByRole('option');
    expect(options.map(({ textContent }) => textContent)).toEqual([
      'staging',
      'production: Staging must be ready first.',
    ]);
    await userEvent.click(options[0]);
    expect(onChange).toHaveBeenLastCalledWith('staging');
  });

  it('does not offer a promotion that is not possible now', async () => {
    renderPicker();
    await userEvent.click(await screen.findByRole('button', { name: /To/ }));
    expect(
      await screen.findByRole('option', { name: /production/ }),
    ).toHaveAttribute('aria-disabled', 'true');
  });

  it('drops a target that the component does not have', async () => {
    const onChange = renderPicker({ target: 'moon' });
    await screen.findByRole('button', { name: /To/ });
    await waitFor(() => expect(onChange).toHaveBeenCalledWith(undefined));
  });

  it('asks for a component first', async () => {
    renderPicker({ component: '' });
    expect(await screen.findByText('Select a component first.')).toBeVisible();
  });

  it('shows why the environments cannot be loaded', async () => {
    renderPicker({ component: 'component:default/other' });
    expect(
      await screen.findByText(
        'component:default/other is not an OpenChoreo component.',
      ),
    ).toBeVisible();
  });
});
