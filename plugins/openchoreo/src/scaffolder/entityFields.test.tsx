import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import type { Entity } from '@backstage/catalog-model';
import {
  renderFormField,
  sampleProject,
} from '../__testUtils__/renderFormField';
import { sampleEntity } from '../__testUtils__/renderOnEntity';
import {
  componentField,
  dataPlaneField,
  organizationField,
  ownerField,
  pipelineField,
  projectField,
} from './entityFields';

async function input(): Promise<HTMLElement> {
  const found = await screen.findByRole('combobox', { name: /Field/ });
  await waitFor(() => expect(found).toBeEnabled());
  return found;
}

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

describe('an entity field', () => {
  it('keeps its list closed when it selects the only entity', async () => {
    // The form focuses its first input that is not disabled.
    renderFormField(projectField, {
      entities: [sampleProject],
      schema: { 'ui:autofocus': true },
    });
    await waitFor(async () => expect(await input()).toHaveValue('shop'));
    expect(screen.queryByRole('listbox')).not.toBeInTheDocument();
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

describe('the fields of an organization', () => {
  const platformEntity = (
    kind: string,
    name: string,
    annotations: Record<string, string> = {},
  ): Entity => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default', annotations },
    spec: {},
  });
  const inOrganization = (organization: string, name: string, key: string) =>
    platformEntity('Resource', name, {
      'openchoreo.dev/organization': organization,
      [key]: name,
    });
  const platform = [
    platformEntity('Domain', 'acme', { 'openchoreo.dev/organization': 'acme' }),
    platformEntity('Domain', 'unrelated'),
    platformEntity('Group', 'tram'),
    platformEntity('User', 'ada'),
    inOrganization('acme', 'weekly', 'openchoreo.dev/deployment-pipeline'),
    inOrganization('other', 'daily', 'openchoreo.dev/deployment-pipeline'),
    inOrganization('acme', 'rhine', 'openchoreo.dev/data-plane'),
    inOrganization('default', 'shared', 'openchoreo.dev/data-plane'),
    inOrganization('other', 'nile', 'openchoreo.dev/data-plane'),
  ];

  it.each([
    { field: organizationField, expected: ['acme'] },
    { field: ownerField, expected: ['tram'] },
    { field: pipelineField, expected: ['weekly'] },
    { field: dataPlaneField, expected: ['rhine', 'shared'] },
  ])('$field.name offers $expected', async ({ field, expected }) => {
    renderFormField(field, {
      entities: platform,
      values: { organization: 'domain:default/acme' },
    });
    await userEvent.click(await input());
    await waitFor(async () => expect(await options()).toEqual(expected));
  });

  it('offers the data planes that the control plane of the organization shares', async () => {
    renderFormField(dataPlaneField, {
      entities: [
        ...platform,
        platformEntity('Domain', 'us-acme', {
          'openchoreo.dev/organization': 'us-acme',
          'openchoreo.dev/shared-organization': 'us-default',
        }),
        inOrganization('us-default', 'ohio', 'openchoreo.dev/data-plane'),
      ],
      values: { organization: 'domain:default/us-acme' },
    });
    await userEvent.click(await input());
    await waitFor(async () => expect(await options()).toEqual(['ohio']));
  });

  it('has the only organization selected when one is required', async () => {
    renderFormField(organizationField, { entities: platform });
    await waitFor(async () => expect(await input()).toHaveValue('acme'));
  });

  it('has nothing selected when none is required', async () => {
    renderFormField(ownerField, { entities: platform, isRequired: false });
    await userEvent.click(await input());
    await screen.findByRole('option', { name: 'tram' });
    expect(await input()).toHaveValue('');
  });
});
