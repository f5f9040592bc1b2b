import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  catalogApiRef,
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import {
  SecretsContextProvider,
  useCustomFieldExtensions,
  type FieldExtensionOptions,
} from '@backstage/plugin-scaffolder-react';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { toastApiRef } from '@backstage/frontend-plugin-api';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { getComponentData } from '@backstage/core-plugin-api';
import type { ComponentType, ReactElement } from 'react';
import { Route, Routes } from 'react-router-dom';
import { sampleBoards, SampleApi } from './__testUtils__';
import { sampleEntity } from './__testUtils__/renderOnEntity';
import * as legacy from './legacy';
import { openChoreoApiRef } from './api';
import { entityContents, pages } from './definitions';
import { formFields } from './scaffolder/fields';

const { openChoreoFormFields, openChoreoPlugin } = legacy;

const manifest = {
  title: 'Template',
  steps: [
    {
      title: 'Step',
      schema: {
        type: 'object',
        required: ['component', 'image'],
        properties: {
          component: {
            title: 'Component',
            type: 'string',
            'ui:field': 'OpenChoreoComponent',
          },
          image: {
            title: 'Image',
            type: 'string',
            'ui:field': 'OpenChoreoImage',
          },
        },
      },
    },
  ],
};

/** Renders routes on the page of an entity in an app of the old frontend system. */
async function renderRoutes(routes: ReactElement, path: string) {
  await renderInTestApp(
    <TestApiProvider
      apis={[
        [openChoreoApiRef, new SampleApi(sampleBoards.progressing)],
        [catalogApiRef, catalogApiMock({ entities: [sampleEntity] })],
        [toastApiRef, { post: () => ({ close() {} }) }],
      ]}
    >
      <EntityProvider entity={sampleEntity}>
        <Routes>{routes}</Routes>
      </EntityProvider>
    </TestApiProvider>,
    {
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
      routeEntries: [path],
    },
  );
}

function isComponent(value: unknown): value is ComponentType {
  return typeof value === 'function';
}

/** The form of a template in an app of the old frontend system. */
function Form(props: {
  onExtensions?: (extensions: FieldExtensionOptions[]) => void;
  onCreate: () => Promise<void>;
}) {
  const extensions =
    useCustomFieldExtensions<FieldExtensionOptions>(openChoreoFormFields);
  props.onExtensions?.(extensions);
  return (
    <SecretsContextProvider>
      <Stepper
        manifest={manifest}
        extensions={extensions}
        onCreate={props.onCreate}
      />
    </SecretsContextProvider>
  );
}

describe('the plugin for the old frontend system', () => {
  beforeEach(() => {
    jest.spyOn(window, 'scrollTo').mockImplementation();
  });

  it('has every form field, which works in the form of a template', async () => {
    const onExtensions = jest.fn();
    const onCreate = jest.fn(async () => {});
    await renderInTestApp(
      <TestApiProvider
        apis={[[catalogApiRef, catalogApiMock({ entities: [sampleEntity] })]]}
      >
        <Form onExtensions={onExtensions} onCreate={onCreate} />
      </TestApiProvider>,
    );
    expect(onExtensions).toHaveBeenCalledWith(
      formFields.map(({ name }) => expect.objectContaining({ name })),
    );
    await userEvent.click(
      await screen.findByRole('combobox', { name: /Component/ }),
    );
    await userEvent.click(
      await screen.findByRole('option', { name: /greeter/ }),
    );
    const image = await screen.findByRole('textbox', { name: /Image/ });
    await userEvent.type(image, 'greeter:');
    expect(
      await screen.findByText('Image has no tag after the colon.'),
    ).toBeVisible();
    await userEvent.type(image, '1');
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Create' }),
    );
    expect(onCreate).toHaveBeenCalledWith({
      component: 'component:default/greeter',
      image: 'greeter:1',
    });
  });

  it('has every tab and page of the plugin', () => {
    const extensions = Object.entries(legacy).filter(([name]) =>
      /^(EntityOpenChoreo.*Content|OpenChoreo.*Page)$/.test(name),
    );
    const foreign = extensions.filter(
      ([, Extension]) =>
        !isComponent(Extension) ||
        getComponentData(<Extension />, 'core.plugin') !== openChoreoPlugin,
    );
    expect(foreign).toEqual([]);
    expect(extensions).toHaveLength(
      [entityContents, pages].flatMap(Object.keys).length,
    );
  });

  it.each([
    ['the Deploy tab', legacy.EntityOpenChoreoDeployContent, /staging/i],
    ['the Releases tab', legacy.EntityOpenChoreoReleasesContent, /Releases/],
    ['the approvals', legacy.OpenChoreoApprovalsPage, 'Approvals'],
    ['the catalog sync', legacy.OpenChoreoSyncPage, 'Catalog sync'],
  ])('shows %s', async (_, Extension, heading) => {
    await renderRoutes(<Route path="/here" element={<Extension />} />, '/here');
    expect(await screen.findByRole('heading', { name: heading })).toBeVisible();
  });

  it('links from a card to a tab', async () => {
    const { EntityOpenChoreoCards, EntityOpenChoreoDeployContent } = legacy;
    await renderRoutes(
      <>
        <Route path="/" element={<EntityOpenChoreoCards />} />
        <Route path="/deploy" element={<EntityOpenChoreoDeployContent />} />
      </>,
      '/',
    );
    expect(
      await screen.findByRole('link', { name: 'Open Deploy' }),
    ).toHaveAttribute('href', '/deploy');
  });

  it('is available on components of OpenChoreo only', () => {
    const other = { ...sampleEntity, metadata: { name: 'other' } };
    const api = { ...sampleEntity, kind: 'API' };
    expect(
      [sampleEntity, other, api].map(legacy.isOpenChoreoAvailable),
    ).toEqual([true, false, false]);
    expect([sampleEntity, other, api].map(legacy.hasOpenChoreoCards)).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('has the client of the backend', () => {
    expect([...openChoreoPlugin.getApis()].map(({ api }) => api)).toEqual([
      openChoreoApiRef,
    ]);
  });
});
