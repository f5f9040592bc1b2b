import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import {
  ScaffolderFieldExtensions,
  SecretsContextProvider,
  useCustomFieldExtensions,
  type FieldExtensionOptions,
} from '@backstage/plugin-scaffolder-react';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { sampleEntity } from './__testUtils__/renderOnEntity';
import { openChoreoFormFields, openChoreoPlugin } from './legacy';
import { openChoreoApiRef } from './api';
import { formFields } from './scaffolder/fields';

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

/** The form of a template in an app of the old frontend system. */
function Form(props: {
  onExtensions?: (extensions: FieldExtensionOptions[]) => void;
  onCreate: () => Promise<void>;
}) {
  const extensions = useCustomFieldExtensions<FieldExtensionOptions>(
    <ScaffolderFieldExtensions>
      {openChoreoFormFields}
    </ScaffolderFieldExtensions>,
  );
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

  it('has the client of the backend', () => {
    expect([...openChoreoPlugin.getApis()].map(({ api }) => api)).toEqual([
      openChoreoApiRef,
    ]);
  });
});
