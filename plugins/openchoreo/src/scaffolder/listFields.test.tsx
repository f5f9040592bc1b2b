import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { renderFormField } from '../__testUtils__/renderFormField';
import { endpointsField } from './endpointsField';
import { textsField } from './textField';
import { variablesField } from './variablesField';

const schema = { type: 'array', items: { type: 'object' } };
const values = { project: 'system:default/shop' };

const press = async (name: string | RegExp) =>
  userEvent.click(await screen.findByRole('button', { name }));

const rows = () => screen.getAllByRole('listitem');

async function submit() {
  await press('Review');
  await press('Create');
}

async function select(row: HTMLElement, label: RegExp, option: RegExp) {
  await userEvent.click(within(row).getByRole('button', { name: label }));
  await userEvent.click(await screen.findByRole('option', { name: option }));
}

describe('OpenChoreoTexts', () => {
  it('submits the rows in their order', async () => {
    const { onCreate, container } = renderFormField(textsField, {
      schema: { type: 'array', items: { type: 'string' } },
      isRequired: false,
    });
    const add = await screen.findByRole('button', { name: 'Add a row' });
    await userEvent.click(add);
    await userEvent.type(screen.getByRole('textbox', { name: /Row 1/ }), 'b');
    await userEvent.click(add);
    await userEvent.type(screen.getByRole('textbox', { name: /Row 2/ }), 'a');
    expect((await axe(container)).violations).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Move a up' }));
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Create' }),
    );
    expect(onCreate).toHaveBeenCalledWith({ field: ['a', 'b'] });
  });
});

describe('OpenChoreoVariables', () => {
  it('has plain values and values of configuration groups', async () => {
    const { onCreate, container } = renderFormField(variablesField, {
      values,
      schema,
    });
    await press('Add a variable');
    await userEvent.keyboard('LOG_LEVEL');
    await userEvent.type(
      await screen.findByRole('textbox', { name: 'Value' }),
      'debug',
    );
    await press('Add a variable');
    await userEvent.keyboard('MAIL_PASSWORD');
    expect(await screen.findByText(/This looks like a secret/)).toBeVisible();
    await select(rows()[1], /Value from/, /password/);
    expect(screen.queryByText(/This looks like a secret/)).toBeNull();
    expect((await axe(container)).violations).toEqual([]);
    await submit();
    expect(onCreate).toHaveBeenCalledWith({
      ...values,
      field: [
        { key: 'LOG_LEVEL', value: 'debug' },
        {
          key: 'MAIL_PASSWORD',
          valueFrom: {
            configurationGroupRef: { name: 'mail', key: 'password' },
          },
        },
      ],
    });
  });

  it('says which keys are secrets, where they have values, and never to type a secret', async () => {
    renderFormField(variablesField, { values, schema });
    expect(await screen.findByRole('group')).toHaveAccessibleDescription(
      expect.stringContaining('Never type a secret here'),
    );
    await press('Add a variable');
    await userEvent.click(screen.getByRole('button', { name: /Value from/ }));
    expect(
      (await screen.findAllByRole('option')).map(each => each.textContent),
    ).toEqual([
      'A plain value',
      'mail: hosthas a value in development, production',
      'mail: passwordsecret · has a value in production',
    ]);
  });

  it('rejects the name of another variable, in words', async () => {
    renderFormField(variablesField, { values, schema });
    for (const name of ['HOST', 'HOST']) {
      await press('Add a variable');
      await userEvent.keyboard(name);
    }
    expect(
      await screen.findByText(
        'Name is the same as that of item 1: use another one.',
      ),
    ).toBeVisible();
  });

  it('moves and removes rows by keyboard, and keeps the focus near', async () => {
    const { onCreate } = renderFormField(variablesField, { values, schema });
    for (const name of ['A', 'B', 'C']) {
      await press('Add a variable');
      await userEvent.keyboard(name);
    }
    screen.getByRole('button', { name: 'Move C up' }).focus();
    await userEvent.keyboard('{Enter}');
    expect(screen.getByText('C is now row 2.')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Move C up' })).toHaveFocus();
    screen.getByRole('button', { name: 'Remove A' }).focus();
    await userEvent.keyboard('{Enter}');
    expect(screen.getByText('A was removed.')).toBeVisible();
    await waitFor(() =>
      expect(within(rows()[0]).getByDisplayValue('C')).toHaveFocus(),
    );
    await submit();
    expect(onCreate).toHaveBeenCalledWith({
      ...values,
      field: [
        { key: 'C', value: '' },
        { key: 'B', value: '' },
      ],
    });
  });
});

describe('OpenChoreoEndpoints', () => {
  it('has endpoints with their ports', async () => {
    const { onCreate, container } = renderFormField(endpointsField, { schema });
    await press('Add an endpoint');
    await userEvent.keyboard('http');
    const [row] = rows();
    await userEvent.type(
      within(row).getByRole('textbox', { name: /Port/ }),
      '8080',
    );
    await userEvent.tab();
    await userEvent.type(within(row).getByLabelText('Base path'), '/v1');
    await select(row, /Who may call it/, /Everybody/);
    expect((await axe(container)).violations).toEqual([]);
    await submit();
    expect(onCreate).toHaveBeenCalledWith({
      field: [
        {
          name: 'http',
          type: 'REST',
          port: 8080,
          basePath: '/v1',
          exposure: 'Public',
        },
      ],
    });
  });

  it('says in words what is wrong, and keeps the form', async () => {
    const { onCreate } = renderFormField(endpointsField, { schema });
    await press('Add an endpoint');
    await userEvent.keyboard('http');
    const [row] = rows();
    await userEvent.type(
      within(row).getByRole('textbox', { name: /Port/ }),
      '70000',
    );
    await userEvent.tab();
    expect(
      await screen.findByText(
        'Port is not a port: use a number from 1 to 65535.',
      ),
    ).toBeVisible();
    await press('Review');
    expect(screen.getByRole('button', { name: 'Review' })).toBeVisible();
    expect(onCreate).not.toHaveBeenCalled();
  });

  it('rejects an incomplete row in a form that the browser does not validate', async () => {
    renderFormField(endpointsField, { schema, noHtml5Validate: true });
    await press('Add an endpoint');
    await userEvent.keyboard('http');
    await press('Review');
    expect(
      await screen.findByText(
        "'Field' has an error in row 1: port is not a port: use a number from 1 to 65535",
      ),
    ).toBeVisible();
  });
});
