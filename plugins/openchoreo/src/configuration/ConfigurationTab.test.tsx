import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { reads } from '@promenade/backstage-plugin-openchoreo-common';
import { responseError, sampleBoards, SampleApi } from '../__testUtils__';
import { sampleOverrides } from '../__testUtils__/configurations';
import { renderOnEntity } from '../__testUtils__/renderOnEntity';
import { ConfigurationTab } from './ConfigurationTab';

function renderTab(api = new SampleApi(sampleBoards.ready)) {
  return renderOnEntity(<ConfigurationTab />, {
    board: sampleBoards.ready,
    api,
  });
}

const rowOf = async (name: RegExp) =>
  within(await screen.findByRole('row', { name }));

const dialogOf = async () => within(await screen.findByRole('dialog'));

describe('ConfigurationTab', () => {
  it('shows values and where they come from, and never a secret', async () => {
    const { container } = renderTab();
    expect((await rowOf(/^GREETING/)).getByText('Hello')).toBeVisible();
    expect(
      (await rowOf(/^MAIL_HOST/)).getByText('host of configuration group mail'),
    ).toBeVisible();
    expect(
      (await rowOf(/^MAIL_PASSWORD/)).getByText('Secret at secret/shop/mail'),
    ).toBeVisible();
    expect(
      (await rowOf(/^MAIL_PORT/)).getByText(/has no value of port/),
    ).toBeVisible();
    expect(screen.getByText('ORDERS_URL')).toBeVisible();
    expect((await axe(container)).violations).toEqual([]);
  });

  it('changes a variable after its plan was shown', async () => {
    const { api } = renderTab();
    const row = await rowOf(/^GREETING/);
    await userEvent.click(row.getByRole('button', { name: 'Edit GREETING' }));
    const dialog = await dialogOf();
    const value = dialog.getByRole('textbox', { name: /Value/ });
    expect(value).toHaveValue('Hello');
    await userEvent.clear(value);
    await userEvent.type(value, 'Good morning');
    await userEvent.click(
      dialog.getByRole('button', { name: 'Review the change' }),
    );
    expect(await dialog.findByText('main: GREETING')).toBeVisible();
    expect(api.sentVerbs).toEqual([]);
    await userEvent.click(
      dialog.getByRole('button', { name: 'Make the change' }),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    const change = {
      verb: 'update-component',
      input: {
        environment: 'development',
        container: 'main',
        environmentVariables: [{ key: 'GREETING', value: 'Good morning' }],
      },
    };
    expect(api.plannedVerbs).toMatchObject([change]);
    expect(api.sentVerbs).toMatchObject([change]);
  });

  it('needs another plan after an edit, and shows why a change is rejected', async () => {
    const { api } = renderTab();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Add a variable' }),
    );
    const dialog = await dialogOf();
    const review = () => dialog.getByRole('button', { name: /Review/ });
    const name = dialog.getByRole('textbox', { name: /Name/ });
    await userEvent.type(name, '1X');
    expect(review()).toBeDisabled();
    await userEvent.clear(name);
    await userEvent.type(name, 'LEVEL');
    await userEvent.click(review());
    await dialog.findByRole('button', { name: 'Make the change' });
    await userEvent.type(dialog.getByRole('textbox', { name: /Value/ }), 'x');
    api.nextError = await responseError(409, 'It is being deleted');
    await userEvent.click(review());
    expect(await dialog.findByText('It is being deleted')).toBeVisible();
    expect(api.sentVerbs).toEqual([]);
  });

  it('changes where the secret of a configuration group is', async () => {
    const { api } = renderTab();
    const row = await rowOf(/^MAIL_PASSWORD/);
    await userEvent.click(
      row.getByRole('button', { name: /value of the group/ }),
    );
    const dialog = await dialogOf();
    const location = dialog.getByRole('textbox', { name: /secret store/ });
    await userEvent.clear(location);
    await userEvent.type(location, 'secret/shop/smtp');
    await userEvent.click(dialog.getByRole('button', { name: /Review/ }));
    await userEvent.click(
      await dialog.findByRole('button', { name: 'Make the change' }),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(api.sentVerbs).toMatchObject([
      {
        verb: 'apply-secret-reference',
        input: {
          name: 'mail',
          key: 'password',
          references: [
            { environment: 'development', vaultKey: 'secret/shop/smtp' },
          ],
        },
      },
    ]);
  });

  it('shows and removes overrides of another environment', async () => {
    const api = new SampleApi(sampleBoards.ready);
    api.overviews = { [reads.getConfiguration.name]: sampleOverrides };
    renderTab(api);
    await userEvent.click(
      await screen.findByRole('radio', { name: 'production' }),
    );
    const row = await rowOf(/^GREETING/);
    expect(row.getByText('in place of Hello')).toBeVisible();
    expect(screen.getByText('replicas')).toBeVisible();
    const other = await rowOf(/^LEVEL/);
    expect(other.getByRole('button', { name: 'Override LEVEL' })).toBeEnabled();
    expect(other.queryByRole('button', { name: /Remove/ })).toBeNull();
    await userEvent.click(row.getByRole('button', { name: 'Remove GREETING' }));
    const dialog = await dialogOf();
    await userEvent.click(dialog.getByRole('button', { name: /Review/ }));
    expect(
      await dialog.findByText('This is a production environment.'),
    ).toBeVisible();
  });

  it('says why the reader may not change it', async () => {
    const api = new SampleApi(sampleBoards.ready);
    api.allowedVerbs = {
      verbs: ['update-component', 'delete-component'].map(verb => ({
        verb,
        environment: verb === 'update-component' ? 'development' : undefined,
        isAllowed: false,
        reason: `You may not ${verb}.`,
      })),
    };
    renderTab(api);
    await rowOf(/^GREETING/);
    expect(
      await screen.findAllByText('You may not update-component.'),
    ).toHaveLength(2);
    expect(screen.getByText('You may not delete-component.')).toBeVisible();
    expect(
      screen.getByRole('button', { name: 'Delete the component' }),
    ).toBeDisabled();
  });

  it('changes the image', async () => {
    const { api } = renderTab();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Change what runs' }),
    );
    const dialog = await dialogOf();
    const image = dialog.getByRole('textbox', { name: 'Image' });
    await userEvent.clear(image);
    await userEvent.type(image, 'registry.test/greeter:2');
    await userEvent.click(dialog.getByRole('button', { name: /Review/ }));
    await userEvent.click(
      await dialog.findByRole('button', { name: 'Make the change' }),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(api.sentVerbs).toMatchObject([
      {
        verb: 'update-component',
        input: {
          environment: 'development',
          image: 'registry.test/greeter:2',
        },
      },
    ]);
  });

  it('deletes the component after its name was typed', async () => {
    const { api } = renderTab();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Delete the component' }),
    );
    const dialog = await dialogOf();
    expect(await dialog.findByText('development, staging')).toBeVisible();
    const remove = dialog.getByRole('button', { name: 'Delete greeter' });
    expect(remove).toBeDisabled();
    await userEvent.type(
      dialog.getByRole('textbox', { name: 'Type greeter to confirm' }),
      'greeter',
    );
    await userEvent.click(remove);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(api.plannedVerbs).toMatchObject([{ verb: 'delete-component' }]);
    expect(api.sentVerbs).toMatchObject([{ verb: 'delete-component' }]);
  });
});
