/**
 * The form fields for apps of the old frontend system.
 *
 * @packageDocumentation
 */

import { lazy, Suspense, type ReactElement } from 'react';
import {
  createApiFactory,
  createPlugin,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import {
  createScaffolderFieldExtension,
  type FieldExtensionOptions,
} from '@backstage/plugin-scaffolder-react';
import { openChoreoApiRef } from './api';
import { lazyClient } from './lazyClient';
import { formFields, type LazyFormField } from './scaffolder/fields';

/**
 * The OpenChoreo plugin for the old frontend system. It has the client of the backend and the form fields of software templates.
 *
 * @public
 */
export const openChoreoPlugin = createPlugin({
  id: 'openchoreo',
  apis: [
    createApiFactory({
      api: openChoreoApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: apis => lazyClient(apis),
    }),
  ],
});

/**
 * The form fields of software templates, as children of `ScaffolderFieldExtensions`.
 *
 * @public
 */
export const openChoreoFormFields: readonly ReactElement[] = formFields.map(
  field => {
    const Extension = openChoreoPlugin.provide(
      createScaffolderFieldExtension(lazyOptions(field)),
    );
    return <Extension key={field.name} />;
  },
);

/** The old system asks for the component and the validation at once: both load the field when they are first used. */
function lazyOptions({ name, load }: LazyFormField): FieldExtensionOptions {
  const Field = lazy(async () => ({ default: (await load()).component }));
  return {
    name,
    component: props => (
      <Suspense fallback={null}>
        <Field {...props} />
      </Suspense>
    ),
    validation: async (...parameters) =>
      (await load()).validation?.(...parameters),
  };
}
