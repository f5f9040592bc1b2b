import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import type { Entity } from '@backstage/catalog-model';
import {
  renderFormField,
  sampleProject,
} from '../__testUtils__/renderFormField';
import { sampleEntity } from '../__testUtils__/renderOnEntity';
import { componentField, projectField } from './entityFields';

const input = () => screen.findByRole('combobox', { name: /Field/ });

function component(name: string, project: string, type = 'service'): Entity {
  return {
    ...sampleEntity,
    metadata: {
      ...sampleEntity.metadata,
      name,
      annotations: {
        ...sampleEntity.metadata.annotations,
        'openchoreo.dev/project': project,
      },
    },
    spec: { ...sampleEntity.spec, type },
    relations: [{ type: 'partOf', targetRef: `system:default/${project}` }],
  };
}

const notOpenChoreo = { ...sampleEntity, metadata: { name: 'library' } };
const entities = [
  component('greeter', 'shop'),
  component('cart', 'shop', 'website'),
  component('departures', 'tram'),
  notOpenChoreo,
];

const options = async () =>
  (await screen.findAllByRole('option')).map(each => each.textContent);

describe('OpenChoreoComponent', () => {
  it('searches the components in the catalog as one types', async () => {
    const { onCreate, catalogApi, container } = renderFormField(
      componentField,
      { entities },
    );
    await userEvent.click(await input());
    await waitFor(async () =>
      expect(await options()).toEqual([
        'cartin project shop',
        'departuresin project tram',
        'greeterin project shop',
      ]),
    );
    await userEvent.type(await input(), 'gree');
    await waitFor(async () =>
      expect(await options()).toEqual(['greeterin project shop']),
    );
    await userEvent.click(screen.getByRole('option'));
    expect(await input()).toHaveValue('greeter');
    expect(catalogApi.queryEntities).toHaveBeenLastCalledWith(
      expect.objectContaining({ limit: 20 }),
    );
    expect((await axe(container)).violations).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Create' }),
    );
    expect(onCreate).toHaveBeenCalledWith({
      field: 'component:default/greeter',
    });
  });

  it('can be restricted to a project and to types', async () => {
    renderFormField(componentField, {
      entities: [...entities, sampleProject],
      values: { project: 'system:default/shop' },
      schema: { 'ui:options': { project: 'project', types: ['service'] } },
    });
    await userEvent.click(await input());
    await waitFor(async () =>
      expect(await options()).toEqual(['greeterin project shop']),
    );
  });

  it('shows a component that is selected from the start', async () => {
    renderFormField(componentField, {
      entities,
      values: { field: 'component:default/departures' },
    });
    await waitFor(async () => expect(await input()).toHaveValue('departures'));
  });

  it('says that nothing is called so', async () => {
    renderFormField(componentField, { entities });
    await userEvent.type(await input(), 'moon');
    expect(await screen.findByText('Nothing is called “moon”.')).toBeVisible();
  });
});

describe('OpenChoreoProject', () => {
  it('offers the projects', async () => {
    renderFormField(projectField, { entities: [...entities, sampleProject] });
    await userEvent.click(await input());
    await waitFor(async () =>
      expect(await options()).toEqual(['shopin organization default']),
    );
  });

  it('can be restricted to an organization', async () => {
    const elsewhere = {
      ...sampleProject,
      metadata: {
        ...sampleProject.metadata,
        name: 'depot',
        annotations: {
          ...sampleProject.metadata.annotations,
          'openchoreo.dev/organization': 'acme',
        },
      },
    };
    renderFormField(projectField, {
      entities: [sampleProject, elsewhere],
      schema: { 'ui:options': { inOrganization: 'acme' } },
    });
    await userEvent.click(await input());
    await waitFor(async () =>
      expect(await options()).toEqual(['depotin organization acme']),
    );
  });

  it('says that there is none', async () => {
    renderFormField(projectField, { entities });
    expect(
      await screen.findByText(/There is no project that you may see/),
    ).toBeVisible();
  });
});
