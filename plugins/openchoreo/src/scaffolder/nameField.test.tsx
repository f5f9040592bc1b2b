import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderFormField } from '../__testUtils__/renderFormField';
import { nameField } from './nameField';

const input = () => screen.findByRole('textbox', { name: /Field/ });
const values = { project: 'system:default/shop' };

describe('OpenChoreoName', () => {
  it('says whose a name is that is taken', async () => {
    renderFormField(nameField, { values });
    await userEvent.type(await input(), 'greeter');
    expect(
      await screen.findByText(
        'The component greeter of project shop exists and belongs to guests. Choose another name.',
      ),
    ).toBeVisible();
    expect(await input()).toBeInvalid();
  });

  it('says that a name is free', async () => {
    renderFormField(nameField, { values });
    await userEvent.type(await input(), 'departures');
    expect(
      await screen.findByText(
        'The catalog has nothing that is called departures.',
      ),
    ).toBeVisible();
    expect(await input()).toBeValid();
  });

  it('finds the names of other kinds', async () => {
    renderFormField(nameField, {
      values: { organization: 'default' },
      schema: { 'ui:options': { kind: 'project' } },
    });
    await userEvent.type(await input(), 'shop');
    expect(
      await screen.findByText(
        'The project shop exists and belongs to tram. Choose another name.',
      ),
    ).toBeVisible();
  });

  it('finds the names of configuration groups, which have no entities', async () => {
    renderFormField(nameField, {
      values,
      schema: { 'ui:options': { kind: 'configuration-group' } },
    });
    await userEvent.type(await input(), 'mail');
    expect(
      await screen.findByText(
        'The configuration group mail exists. Choose another name.',
      ),
    ).toBeVisible();
  });

  it('names what will be changed', async () => {
    renderFormField(nameField, {
      values: { organization: 'default' },
      schema: { 'ui:options': { kind: 'project', existing: 'change' } },
    });
    await userEvent.type(await input(), 'shop');
    expect(
      await screen.findByText('shop exists and will be changed.'),
    ).toBeVisible();
    expect(await input()).toBeValid();
  });

  it('reads one entity for a name, not for each letter of it', async () => {
    const { catalogApi } = renderFormField(nameField, { values });
    await userEvent.type(await input(), 'departures');
    await screen.findByText(/nothing that is called departures/);
    await waitFor(() =>
      expect(catalogApi.getEntitiesByRefs).toHaveBeenLastCalledWith({
        entityRefs: ['component:default/departures'],
      }),
    );
    expect(catalogApi.getEntitiesByRefs).not.toHaveBeenCalledWith({
      entityRefs: ['component:default/departur'],
    });
  });

  it('lets the server decide when the catalog cannot be read', async () => {
    const { catalogApi } = renderFormField(nameField, { values });
    await input();
    catalogApi.getEntitiesByRefs.mockRejectedValue(new Error('down'));
    await userEvent.type(await input(), 'departures');
    expect(await screen.findByText(/could not be checked now/)).toBeVisible();
    expect(await input()).toBeValid();
  });
});
