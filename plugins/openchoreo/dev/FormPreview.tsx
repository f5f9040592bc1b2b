import { useEffect, useState } from 'react';
import type { Entity } from '@backstage/catalog-model';
import { TestApiProvider } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { SecretsContextProvider } from '@backstage/plugin-scaffolder-react';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { openchoreoAnnotations } from '@promenade/backstage-plugin-openchoreo-common';
import type { FormFieldDefinition } from '../src/scaffolder/defineFormField';
import { formFields } from '../src/scaffolder/fields';

/** The parameters of the form, with the fields in their order. */
const properties = {
  project: { title: 'Project', 'ui:field': 'OpenChoreoProject' },
  component: { title: 'Component', 'ui:field': 'OpenChoreoComponent' },
  name: {
    title: 'Name',
    description: 'Lower-case letters, digits and dashes',
    'ui:field': 'OpenChoreoName',
  },
  image: { title: 'Container image', 'ui:field': 'OpenChoreoImage' },
  environment: { title: 'Environment', 'ui:field': 'OpenChoreoEnvironment' },
  target: { title: 'Promote to', 'ui:field': 'OpenChoreoPromotionTarget' },
  release: { title: 'Release', 'ui:field': 'OpenChoreoRelease' },
  endpoint: { title: 'Endpoint', 'ui:field': 'OpenChoreoEndpoint' },
  schedule: { title: 'Schedule', 'ui:field': 'OpenChoreoSchedule' },
  timeZone: { title: 'Time zone', 'ui:field': 'OpenChoreoTimeZone' },
  endpoints: {
    title: 'Endpoints',
    type: 'array',
    items: { type: 'object' },
    'ui:field': 'OpenChoreoEndpoints',
  },
  variables: {
    title: 'Environment variables',
    type: 'array',
    items: { type: 'object' },
    'ui:field': 'OpenChoreoVariables',
  },
  delivery: {
    title: 'Delivery',
    type: 'object',
    'ui:field': 'OpenChoreoDelivery',
  },
};

const manifest = {
  title: 'All form fields',
  steps: [
    {
      title: 'Fields',
      schema: {
        type: 'object',
        required: ['project', 'name', 'image'],
        properties: Object.fromEntries(
          Object.entries(properties).map(([name, schema]) => [
            name,
            { type: 'string', ...schema },
          ]),
        ),
      },
    },
  ],
};

const initialState = {
  project: 'system:default/shop',
  component: 'component:default/greeter',
  environment: 'production',
  schedule: '15 3 * * *',
  timeZone: 'Europe/Zurich',
  endpoints: [{ name: 'http', type: 'REST', port: 8080, exposure: 'Project' }],
  variables: [
    { key: 'LOG_LEVEL', value: 'debug' },
    {
      key: 'MAIL_PASSWORD',
      valueFrom: { configurationGroupRef: { name: 'mail', key: 'password' } },
    },
  ],
};

const entity = (
  kind: string,
  name: string,
  annotations: Record<string, string>,
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: {
    name,
    annotations: {
      [openchoreoAnnotations.organization]: 'default',
      [openchoreoAnnotations.project]: 'shop',
      ...annotations,
    },
  },
  spec: { type: 'service', owner: 'group:default/tram' },
});

const { component, endpoint } = openchoreoAnnotations;
const catalogApi = catalogApiMock({
  entities: [
    entity('System', 'shop', {}),
    entity('Component', 'greeter', { [component]: 'greeter' }),
    entity('API', 'greeter.http', {
      [component]: 'greeter',
      [endpoint]: 'http',
    }),
  ],
});

/** All form fields, in the form of the scaffolder. The name `greeter` is taken. */
export function FormPreview() {
  const [extensions, setExtensions] = useState<FormFieldDefinition[]>();
  useEffect(() => {
    Promise.all(formFields.map(({ load }) => load())).then(setExtensions);
  }, []);
  if (!extensions) return null;
  return (
    <TestApiProvider apis={[[catalogApiRef, catalogApi]]}>
      <SecretsContextProvider>
        <Stepper
          manifest={manifest}
          extensions={extensions}
          initialState={initialState}
          onCreate={async () => {}}
        />
      </SecretsContextProvider>
    </TestApiProvider>
  );
}
