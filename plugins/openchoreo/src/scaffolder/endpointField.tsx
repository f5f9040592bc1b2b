import { useCallback } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { openchoreoAnnotations } from '@promenade/backstage-plugin-openchoreo-common';
import { z } from 'zod';
import { useTexts } from '../useTexts';
import { ChoiceField } from './ChoiceField';
import { defineFormField, type FieldProps } from './defineFormField';
import {
  annotationPaths,
  parameterName,
  parameterText,
  useComponentReader,
} from './entityRefs';

interface EndpointOptions {
  component?: string;
}

/** More endpoints than a component has. */
const maxEndpoints = 100;

/** Selects one of the endpoints of a component. The catalog has an API for each. */
function EndpointField(props: FieldProps<string, EndpointOptions>) {
  const { component = 'component' } = props.options;
  const { t } = useTexts();
  const catalogApi = useApi(catalogApiRef);
  const readComponent = useComponentReader();
  const load = useCallback(
    async (entityRef: string) => {
      const ref = await readComponent(entityRef);
      const { items } = await catalogApi.queryEntities({
        query: {
          kind: 'api',
          [annotationPaths.organization]: ref.organization,
          [annotationPaths.component]: ref.component,
          [annotationPaths.endpoint]: { $exists: true },
        },
        limit: maxEndpoints,
        totalItems: 'exclude',
      });
      return items.flatMap(({ metadata, spec }) => {
        const name = metadata.annotations?.[openchoreoAnnotations.endpoint];
        const type = typeof spec?.type === 'string' ? spec.type : undefined;
        return name ? [{ value: name, label: name, description: type }] : [];
      });
    },
    [catalogApi, readComponent],
  );
  return (
    <ChoiceField
      field={props}
      subject={parameterText(props, component)}
      missing={t('target.noComponent')}
      load={load}
      empty={t('endpoint.none')}
    />
  );
}

/** The form field `OpenChoreoEndpoint`: the name of an endpoint of a component. */
export const endpointField = defineFormField({
  name: 'OpenChoreoEndpoint',
  value: z.string(),
  options: z.object({
    component: parameterName(
      'Name of the parameter with the component. `component` by default.',
    ),
  }),
  component: EndpointField,
});
