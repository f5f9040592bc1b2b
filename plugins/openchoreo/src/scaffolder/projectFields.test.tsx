import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import type {
  ComponentList,
  OpenChoreoApi,
} from '@promenade/backstage-plugin-openchoreo-common';
import { renderFormField } from '../__testUtils__/renderFormField';
import { sampleBoards } from '../__testUtils__/boards';
import { SampleApi } from '../__testUtils__/SampleApi';
import { componentsField } from './componentsField';
import { deletionField } from './deletionField';

const component = (
  name: string,
  ...environments: ComponentList['components'][number]['environments']
) => ({ name, type: 'Service', environments });

const runs = (
  environment: string,
  tag: string,
  state: 'Ready' | 'Failed' = 'Ready',
) => ({ environment, state, images: [`registry.test/shop/a:${tag}`] });

/** The components of the sample project. */
function apiWith(components: ComponentList['components']): OpenChoreoApi {
  const api = new SampleApi(sampleBoards.progressing);
  const request = api.request.bind(api);
  jest
    .spyOn(api, 'request')
    .mockImplementation(async (operation, input, options) =>
      operation.name === 'list-components'
        ? operation.output.parse({ components })
        : request(operation, input, options),
    );
  return api;
}

const api = () =>
  apiWith([
    component('cart', runs('development', '1.1.0'), runs('staging', '1.0.0')),
    component('search', runs('development', '2.0.0')),
    component('broken', runs('development', '3.0.0', 'Failed')),
    component('idle'),
  ]);

describe('OpenChoreoComponents', () => {
  const values = {
    project: 'system:default/shop',
    from: 'development',
    to: 'staging',
  };
  const schema = { type: 'array', items: { type: 'string' } };

  it('has all components that can be promoted, and why the others cannot', async () => {
    const { onCreate, container } = renderFormField(componentsField, {
      values,
      schema,
      api: api(),
    });
    const cart = await screen.findByRole('checkbox', {
      name: /cart .*1\.1\.0 replaces .*1\.0\.0/,
    });
    await waitFor(() => expect(cart).toBeChecked());
    expect(screen.getByRole('checkbox', { name: /search/ })).toBeChecked();
    expect(
      screen.getByRole('checkbox', {
        name: /broken .*It must be ready in development first/,
      }),
    ).toBeDisabled();
    expect(
      screen.getByRole('checkbox', { name: /idle .*It does not run/ }),
    ).toBeDisabled();
    expect((await axe(container)).violations).toEqual([]);
    await userEvent.click(cart);
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Create' }),
    );
    expect(onCreate).toHaveBeenCalledWith({ ...values, field: ['search'] });
  });

  it('asks for the project and the environments first', async () => {
    renderFormField(componentsField, { schema, api: api() });
    expect(
      await screen.findByText('Select a project and both environments first.'),
    ).toBeVisible();
  });
});

describe('OpenChoreoDeletion', () => {
  const schema = {
    type: 'boolean',
    title: 'Delete it',
    description: 'What runs is removed.',
    'ui:options': { project: 'project' },
  };
  const values = { project: 'system:default/shop' };

  it('shows what is deleted, and needs a confirmation', async () => {
    const { onCreate, container } = renderFormField(deletionField, {
      values,
      schema,
      api: api(),
    });
    expect(
      await screen.findByText('cart, which runs in development, staging'),
    ).toBeVisible();
    expect(screen.getByText('idle, which is not deployed')).toBeVisible();
    expect((await axe(container)).violations).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
    await userEvent.click(screen.getByRole('checkbox', { name: 'Delete it' }));
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Create' }),
    );
    expect(onCreate).toHaveBeenCalledWith({ ...values, field: true });
  });
});
