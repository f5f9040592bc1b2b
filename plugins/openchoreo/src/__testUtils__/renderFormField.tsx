import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  catalogApiRef,
  type CatalogApi,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { SecretsContextProvider } from '@backstage/plugin-scaffolder-react';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import type { Entity } from '@backstage/catalog-model';
import type { OpenChoreoApi } from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoApiRef } from '../api';
import type { FormFieldDefinition } from '../scaffolder/defineFormField';
import { sampleBoards } from './boards';
import { sampleEntity } from './renderOnEntity';
import { SampleApi } from './SampleApi';

interface RenderedField {
  container: HTMLElement;
  /** Only what the fields use is there. */
  catalogApi: Pick<
    jest.Mocked<CatalogApi>,
    'getEntityByRef' | 'getEntitiesByRefs' | 'queryEntities'
  >;
  /** Called with the values of the template when its form was completed. */
  onCreate: jest.Mock;
}

/** The catalog entity of the project of the sample component. */
export const sampleProject: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'System',
  metadata: {
    name: 'shop',
    annotations: {
      'openchoreo.dev/organization': 'default',
      'openchoreo.dev/project': 'shop',
    },
  },
  spec: { owner: 'group:default/tram' },
};

/** Renders a template with one form field, in the form of the scaffolder itself. */
export function renderFormField(
  field: FormFieldDefinition,
  options: {
    /** The JSON schema of the parameter `field`, with its options. */
    schema?: Record<string, unknown>;
    isRequired?: boolean;
    /** The values of the parameters at first. */
    values?: Record<string, string>;
    entities?: Entity[];
    api?: OpenChoreoApi;
    /** Whether the form leaves the validation of the browser out. */
    noHtml5Validate?: boolean;
  } = {},
): RenderedField {
  const { schema = {}, isRequired = true, values = {} } = options;
  const {
    entities = [sampleEntity, sampleProject],
    api = new SampleApi(sampleBoards.progressing),
  } = options;
  // The form scrolls to its top at each step, which jsdom cannot.
  jest.spyOn(window, 'scrollTo').mockImplementation();
  const onCreate = jest.fn(async (_: Record<string, unknown>) => {});
  const parameters = Object.keys(values).map(name => [
    name,
    { type: 'string', 'ui:widget': 'hidden' },
  ]);
  const manifest = {
    title: 'Template',
    steps: [
      {
        title: 'Step',
        schema: {
          type: 'object',
          required: isRequired ? ['field'] : [],
          properties: {
            ...Object.fromEntries(parameters),
            field: {
              title: 'Field',
              type: 'string',
              'ui:field': field.name,
              ...schema,
            },
          },
        },
      },
    ],
  };
  const catalog = catalogApiMock({ entities });
  const catalogApi = {
    ...catalogApiMock.mock(),
    getEntityByRef: jest.fn(catalog.getEntityByRef.bind(catalog)),
    getEntitiesByRefs: jest.fn(catalog.getEntitiesByRefs.bind(catalog)),
    queryEntities: jest.fn(catalog.queryEntities.bind(catalog)),
  };
  const { container } = renderInTestApp(
    <SecretsContextProvider>
      <Stepper
        manifest={manifest}
        extensions={[field]}
        initialState={values}
        formProps={{ noHtml5Validate: options.noHtml5Validate }}
        onCreate={onCreate}
      />
    </SecretsContextProvider>,
    {
      apis: [
        [openChoreoApiRef, api],
        [catalogApiRef, catalogApi],
      ],
    },
  );
  return { container, catalogApi, onCreate };
}
