import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { renderFormField } from '../__testUtils__/renderFormField';
import { imageField } from './imageField';
import { nameField } from './nameField';
import { numberField } from './numberField';
import { scheduleField } from './scheduleField';
import { repositoryField, textField } from './textField';

const input = () => screen.findByRole('textbox', { name: /Field/ });
const next = () =>
  userEvent.click(screen.getByRole('button', { name: 'Review' }));
const create = () =>
  userEvent.click(screen.getByRole('button', { name: 'Create' }));

describe('a text field', () => {
  it.each([
    {
      field: nameField,
      text: 'Tram',
      message: 'Field has upper-case letters: use lower-case ones.',
    },
    {
      field: imageField,
      text: 'tram:',
      message: 'Field has no tag after the colon.',
    },
    {
      field: repositoryField,
      text: 'git.test/shop',
      message:
        'Field is not the URL of a Git repository: use one like https://github.com/acme/manifests, without a user name or password.',
    },
    {
      field: scheduleField,
      text: '* * * *',
      message: 'Field is not a cron expression: it has 4 fields, not 5.',
    },
    {
      field: textField,
      schema: { 'ui:options': { rule: 'base-path' } },
      text: 'v1',
      message: 'Field does not begin with a slash.',
    },
  ])(
    '$field.name says in words what is wrong as one types',
    async ({ field, schema, text, message }) => {
      const { container } = renderFormField(field, { schema });
      await userEvent.type(await input(), text);
      expect(await input()).toBeInvalid();
      expect(await input()).toHaveAccessibleDescription(
        expect.stringContaining(message),
      );
      await next();
      // The browser keeps an invalid form: no message of a schema can follow.
      expect(await input()).toHaveFocus();
      expect(screen.getAllByText(message)).toHaveLength(1);
      expect(screen.queryByText(/must |pattern/)).not.toBeInTheDocument();
      expect((await axe(container)).violations).toEqual([]);
    },
  );

  it('says in words that a number is not in its range', async () => {
    renderFormField(numberField, {
      schema: { type: 'integer', 'ui:options': { minimum: 1, maximum: 100 } },
    });
    await userEvent.type(await input(), '101');
    await userEvent.tab();
    expect(await input()).toBeInvalid();
    expect(await input()).toHaveAccessibleDescription(
      expect.stringContaining('Field is not a whole number from 1 to 100.'),
    );
  });

  it('asks for a required value in words', async () => {
    renderFormField(imageField);
    await input();
    await next();
    expect(await input()).toBeInvalid();
    expect(await input()).toHaveFocus();
    expect(screen.queryByText(/must have/)).not.toBeInTheDocument();
  });

  it('has the focus at first, if the template says so', async () => {
    renderFormField(imageField, { schema: { 'ui:autofocus': true } });
    expect(await input()).toHaveFocus();
  });

  it('submits a valid value', async () => {
    const { onCreate } = renderFormField(imageField);
    await userEvent.type(await input(), 'registry.test/tram:1.4.2');
    await next();
    await create();
    expect(onCreate).toHaveBeenCalledWith({
      field: 'registry.test/tram:1.4.2',
    });
  });

  it('rejects an invalid value in a form that the browser does not validate', async () => {
    const { onCreate } = renderFormField(imageField, { noHtml5Validate: true });
    await userEvent.type(await input(), 'tram:');
    await next();
    expect(
      await screen.findByText("'Field' has no tag after the colon"),
    ).toBeVisible();
    // The form shows the error below the field: it is not there twice.
    expect(screen.getAllByText(/no tag after the colon/)).toHaveLength(2);
    expect(onCreate).not.toHaveBeenCalled();
  });
});

describe('a parameter without a field of its own', () => {
  it('has the words that the template gives for a pattern', async () => {
    renderFormField(imageField, {
      schema: {
        'ui:field': 'StringField',
        pattern: '^/',
        errorMessage: { pattern: 'begins with a slash' },
      },
    });
    await userEvent.type(await screen.findByRole('textbox'), 'v1');
    await next();
    expect(
      await screen.findByText("'Field' begins with a slash"),
    ).toBeVisible();
    expect(screen.queryByText(/must match/)).not.toBeInTheDocument();
  });
});
