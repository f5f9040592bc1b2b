import type { Entity } from '@backstage/catalog-model';
import { componentUpdatePermission } from '@promenade/backstage-plugin-openchoreo-common';
import type { ApiClassUnit } from '@promenade/backstage-plugin-openchoreo-node';
import type { TranslationDefaults } from '../entityMeta';
import { deliveryField } from './inputFields';
import {
  hasTemplate,
  inputsOf,
  linkTo,
  templateEntity,
  titleOf,
} from './templateEntity';

/** The form fields of an API, by the input of `apply-api`. */
const apiFields = {
  endpoint: {
    title: 'Endpoint',
    description: 'The endpoint that becomes an API',
    type: 'string',
    'ui:field': 'OpenChoreoEndpoint',
    'ui:options': { component: 'component' },
  },
  exposure: {
    title: 'Exposure',
    description: 'Who may call the API',
    type: 'string',
    default: 'Organization',
    enum: ['Project', 'Organization', 'Public'],
    enumNames: [
      'Components of the project',
      'All projects of the organization',
      'Public',
    ],
  },
  basePath: {
    title: 'Base path',
    description: 'Base path of the API, for example /v1',
    type: 'string',
    default: '/',
    pattern: '^/[^\\s]*$',
    errorMessage: { pattern: 'must begin with a slash, and have no spaces' },
  },
};

/**
 * The Template that exposes an API with the policies of an APIClass. None if that names another one or is hidden, or the
 * configuration has no templates.
 */
export function translateApiClass(
  unit: ApiClassUnit,
  defaults: TranslationDefaults,
): Entity[] {
  if (!hasTemplate(unit, defaults)) return [];
  const { name: className, organization } = unit;
  return [
    templateEntity(unit, defaults, {
      description: `Exposes an endpoint of a service as an API: ${titleOf(
        unit,
      )}`,
      type: 'api',
      permission: componentUpdatePermission.name,
      parameters: [
        {
          title: titleOf(unit),
          required: ['component', 'endpoint'],
          properties: {
            component: {
              title: 'Service',
              description: 'The service with the endpoint',
              type: 'string',
              'ui:field': 'OpenChoreoComponent',
              'ui:options': {
                inOrganization: organization,
                types: ['service'],
              },
            },
            ...apiFields,
          },
        },
        {
          title: 'Delivery',
          properties: {
            delivery: {
              ...deliveryField,
              'ui:options': { component: 'component' },
            },
          },
        },
      ],
      steps: [
        {
          id: 'expose',
          name: 'Expose the API',
          action: 'openchoreo:api:apply',
          input: {
            className,
            ...inputsOf(['component', ...Object.keys(apiFields), 'delivery']),
          },
        },
      ],
      output: {
        links: [
          linkTo('entityRef', 'parameters.component', {
            title: 'Open the service',
            icon: 'catalog',
          }),
          linkTo('url', 'steps.expose.output.pullRequestUrl', {
            title: 'Open the pull request',
          }),
        ],
      },
    }),
  ];
}
