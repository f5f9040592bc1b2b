import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import type { Entity } from '@backstage/catalog-model';
import { SampleApi, sampleBoards } from '../__testUtils__';
import { renderFormField } from '../__testUtils__/renderFormField';
import { sampleEntity } from '../__testUtils__/renderOnEntity';
import { endpointField } from './endpointField';
import { environmentField } from './environmentField';
import { promotionTargetField } from './promotionTargetField';
import { releaseField } from './releaseField';

const component = 'component:default/greeter';

const trigger = () => screen.findByRole('button', { name: /Field/ });

async function openOptions(): Promise<HTMLElement[]> {
  const button = await trigger();
  await waitFor(() => expect(button).toBeEnabled());
  await userEvent.click(button);
  return screen.findAllByRole('option');
}

const texts = (options: readonly HTMLElement[]) =>
  options.map(({ textContent }) => textContent);

const isDisabled = (option: HTMLElement) =>
  option.getAttribute('aria-disabled') === 'true';

async function submit() {
  await userEvent.click(screen.getByRole('button', { name: 'Review' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Create' }));
}

describe('OpenChoreoPromotionTarget', () => {
  it('offers the targets of promotions, not the first environment', async () => {
    const { onCreate } = renderFormField(promotionTargetField, {
      values: { component },
    });
    const options = await openOptions();
    expect(texts(options)).toEqual([
      'staging',
      'productionStaging must be ready first.',
    ]);
    expect(options.map(isDisabled)).toEqual([false, true]);
    await userEvent.click(options[0]);
    await submit();
    expect(onCreate).toHaveBeenCalledWith({ component, field: 'staging' });
  });

  it('selects the only possible target, and drops one that is not possible', async () => {
    renderFormField(promotionTargetField, {
      values: { component, field: 'moon' },
    });
    expect(
      await screen.findByRole('button', { name: /staging/ }),
    ).toBeEnabled();
  });

  it('asks for a component first', async () => {
    renderFormField(promotionTargetField);
    expect(await screen.findByText('Select a component first.')).toBeVisible();
    expect(await trigger()).toHaveAccessibleDescription(
      expect.stringContaining('Select a component first.'),
    );
  });

  it('shows why the environments cannot be loaded, and loads them again', async () => {
    const { catalogApi } = renderFormField(promotionTargetField, {
      values: { component: 'component:default/other' },
    });
    expect(
      await screen.findByText(
        'component:default/other is not an OpenChoreo component.',
      ),
    ).toBeVisible();
    catalogApi.getEntityByRef.mockResolvedValue(sampleEntity);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(texts(await openOptions())).toHaveLength(2);
  });
});

describe('OpenChoreoEnvironment', () => {
  it('offers the environments of a component with what runs there', async () => {
    const { container } = renderFormField(environmentField, {
      values: { component },
    });
    expect(texts(await openOptions())).toEqual([
      expect.stringContaining('runs'),
      expect.anything(),
      expect.stringContaining('production'),
    ]);
    await userEvent.keyboard('{Escape}');
    expect((await axe(container)).violations).toEqual([]);
  });

  it.each([
    ['first', [false, true, true]],
    ['all', [false, false, false]],
  ])('can be restricted to %s', async (only, disabled) => {
    renderFormField(environmentField, {
      isRequired: false,
      values: { component },
      schema: { 'ui:options': { only } },
    });
    expect((await openOptions()).map(isDisabled)).toEqual(disabled);
  });

  it('offers the environments of a project in promotion order', async () => {
    renderFormField(environmentField, {
      values: { project: 'system:default/shop' },
      schema: { 'ui:options': { project: 'project' } },
    });
    expect(texts(await openOptions())).toEqual([
      'development',
      'staging',
      'productionproduction · needs approval',
    ]);
  });

  it('offers the environments of a project that follow another one', async () => {
    renderFormField(environmentField, {
      values: { project: 'system:default/shop', from: 'staging' },
      schema: { 'ui:options': { project: 'project', after: 'from' } },
    });
    expect((await openOptions()).map(isDisabled)).toEqual([true, true, false]);
  });

  it('offers the environments of an organization', async () => {
    renderFormField(environmentField, {
      values: { organization: 'default' },
      schema: { 'ui:options': { organization: 'organization' } },
    });
    expect(texts(await openOptions())).toEqual([
      'development',
      'Preview',
      'productionproduction',
    ]);
  });
});

describe('OpenChoreoRelease', () => {
  const values = { component, environment: 'production' };

  it('offers each release of an environment once, and says why one is not possible', async () => {
    renderFormField(releaseField, { values });
    const options = await openOptions();
    expect(texts(options)).toEqual([
      expect.stringMatching(
        /^1\.3\.0 · 51be09dProduction runs it now.*by sam\.lee/,
      ),
      expect.stringMatching(/^1\.2\.7 · a11ce00.*since/),
      expect.stringMatching(/^1\.2\.8 · b0bb1e5/),
    ]);
    expect(options.map(isDisabled)).toEqual([true, false, false]);
  });

  it('shows what a rollback to the release changes', async () => {
    const { onCreate } = renderFormField(releaseField, { values });
    await userEvent.click((await openOptions())[1]);
    expect(
      await screen.findByRole('heading', { name: /Changes in production/ }),
    ).toBeVisible();
    await submit();
    expect(onCreate).toHaveBeenCalledWith({
      ...values,
      field: expect.stringContaining('a11ce00'),
    });
  });

  it('asks for an environment first', async () => {
    renderFormField(releaseField, { values: { component } });
    expect(
      await screen.findByText('Select an environment first.'),
    ).toBeVisible();
  });

  it('says that no release has run', async () => {
    const api = new SampleApi(sampleBoards.progressing);
    api.releases = { environments: [] };
    renderFormField(releaseField, { values, api });
    expect(
      await screen.findByText('No release has run in this environment yet.'),
    ).toBeVisible();
    expect(await trigger()).toBeDisabled();
  });
});

describe('OpenChoreoEndpoint', () => {
  const endpoint = (name: string, of: string): Entity => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'API',
    metadata: {
      name: `${of}.${name}`,
      annotations: {
        'openchoreo.dev/organization': 'default',
        'openchoreo.dev/component': of,
        'openchoreo.dev/endpoint': name,
      },
    },
    spec: { type: 'openapi' },
  });

  it('offers the endpoints of a component, and no others', async () => {
    renderFormField(endpointField, {
      isRequired: false,
      values: { component },
      entities: [
        sampleEntity,
        endpoint('http', 'greeter'),
        endpoint('admin', 'greeter'),
        endpoint('grpc', 'other'),
      ],
    });
    expect(texts(await openOptions()).sort()).toEqual([
      'adminopenapi',
      'httpopenapi',
    ]);
  });

  it('says that a component has none', async () => {
    renderFormField(endpointField, { values: { component } });
    expect(
      await screen.findByText('This component has no endpoints.'),
    ).toBeVisible();
  });
});
