import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import type { Entity } from '@backstage/catalog-model';
import {
  renderFormField,
  sampleProject,
} from '../__testUtils__/renderFormField';
import { sampleEntity } from '../__testUtils__/renderOnEntity';
import { deliveryField } from './deliveryField';

const schema = { type: 'object' };
const values = { project: 'system:default/shop' };
const repository = 'https://git.example.com/acme/manifests';

const projectWith = (annotations: Record<string, string>): Entity => ({
  ...sampleProject,
  metadata: {
    ...sampleProject.metadata,
    annotations: { ...sampleProject.metadata.annotations, ...annotations },
  },
});

const withPullRequests = projectWith({
  'openchoreo.dev/delivery': 'pull-request',
  'openchoreo.dev/delivery-repository': repository,
  'openchoreo.dev/delivery-branch': 'release',
});

async function submit() {
  await userEvent.click(screen.getByRole('button', { name: 'Review' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Create' }));
}

describe('OpenChoreoDelivery', () => {
  it('applies a change at once, unless the project says otherwise', async () => {
    const { onCreate, container } = renderFormField(deliveryField, {
      values,
      schema,
      isRequired: false,
    });
    expect(
      await screen.findByRole('radio', { name: 'Apply now', checked: true }),
    ).toBeVisible();
    expect(
      screen.getByText('The change is applied as soon as the template runs.'),
    ).toBeVisible();
    expect((await axe(container)).violations).toEqual([]);
    await submit();
    expect(onCreate).toHaveBeenCalledWith(values);
  });

  it('starts with the default of the project', async () => {
    const { onCreate } = renderFormField(deliveryField, {
      values,
      schema,
      entities: [withPullRequests],
    });
    expect(
      await screen.findByRole('radio', {
        name: 'Open a pull request',
        checked: true,
      }),
    ).toBeVisible();
    expect(screen.getByLabelText('Repository')).toHaveAccessibleDescription(
      expect.stringContaining(`Default of the project: ${repository}`),
    );
    expect(
      screen.getByText(
        `Nothing is applied. The manifests are committed to the folder / of ${repository}, and a pull request to the branch release is opened.`,
      ),
    ).toBeVisible();
    await submit();
    expect(onCreate).toHaveBeenCalledWith({
      ...values,
      field: { mode: 'pull-request' },
    });
  });

  it('finds the project of a component', async () => {
    renderFormField(deliveryField, {
      values: { component: 'component:default/greeter' },
      schema,
      entities: [
        {
          ...sampleEntity,
          relations: [{ type: 'partOf', targetRef: 'system:default/shop' }],
        },
        withPullRequests,
      ],
    });
    expect(
      await screen.findByRole('radio', {
        name: 'Open a pull request',
        checked: true,
      }),
    ).toBeVisible();
  });

  it('can deliver to another repository', async () => {
    const { onCreate } = renderFormField(deliveryField, { values, schema });
    await userEvent.click(
      await screen.findByRole('radio', { name: 'Open a pull request' }),
    );
    const input = screen.getByLabelText(/Repository/);
    await userEvent.type(input, 'manifests');
    expect(
      await screen.findByText(
        /^Repository is not the URL of a Git repository: use one like/,
      ),
    ).toBeVisible();
    expect(input).toBeInvalid();
    await userEvent.clear(input);
    await userEvent.type(input, repository);
    await userEvent.type(screen.getByLabelText(/Folder/), 'clusters');
    await submit();
    expect(onCreate).toHaveBeenCalledWith({
      ...values,
      field: { mode: 'pull-request', repository, path: 'clusters' },
    });
  });

  it('asks for a repository when the project has none', async () => {
    const { onCreate } = renderFormField(deliveryField, { values, schema });
    await userEvent.click(
      await screen.findByRole('radio', { name: 'Open a pull request' }),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    expect(screen.getByLabelText(/Repository/)).toHaveFocus();
    expect(onCreate).not.toHaveBeenCalled();
  });
});
