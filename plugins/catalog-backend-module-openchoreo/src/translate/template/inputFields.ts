import type { JsonObject } from '@backstage/types';
import type { ComponentTypeInput } from '@promenade/backstage-plugin-openchoreo-node';

/** The form field of each input of `create-component` that depends on the type. */
export const inputFields: Readonly<Record<ComponentTypeInput, JsonObject>> = {
  image: {
    title: 'Container image',
    description:
      'With its tag, for example registry.example.com/shop/greeter:1.4.2',
    type: 'string',
    'ui:field': 'OpenChoreoImage',
  },
  port: {
    title: 'Port',
    description: 'Port of the container',
    type: 'integer',
    minimum: 1,
    maximum: 65535,
    default: 8080,
  },
  endpoints: {
    title: 'Endpoints',
    description: 'What others may call',
    type: 'array',
    items: { type: 'object' },
    'ui:field': 'OpenChoreoEndpoints',
  },
  replicas: {
    title: 'Replicas',
    description: 'That of the class by default',
    type: 'integer',
    minimum: 0,
  },
  schedule: {
    title: 'Schedule',
    description: 'Cron expression. That of the class by default.',
    type: 'string',
    'ui:field': 'OpenChoreoSchedule',
    'ui:options': { timeZone: 'timeZone' },
  },
  timeZone: {
    title: 'Time zone',
    description: 'Time zone of the schedule. That of the class by default.',
    type: 'string',
    'ui:field': 'OpenChoreoTimeZone',
  },
  command: {
    title: 'Command',
    description: 'Command of the container. That of the image by default.',
    type: 'array',
    items: { type: 'string' },
  },
  args: {
    title: 'Arguments',
    description: 'Arguments of the container. Those of the image by default.',
    type: 'array',
    items: { type: 'string' },
  },
  environmentVariables: {
    title: 'Environment variables',
    type: 'array',
    items: { type: 'object' },
    'ui:field': 'OpenChoreoVariables',
  },
};

/** Those of the inputs that a component cannot be created without. */
export const requiredInputs: readonly ComponentTypeInput[] = ['image', 'port'];

/** The form fields of every component, on the first page. */
export function identityFields(organization: string | undefined): JsonObject {
  return {
    project: {
      title: 'Project',
      description:
        'The project that the component belongs to. Its pipeline has the environments.',
      type: 'string',
      'ui:field': 'OpenChoreoProject',
      ...(organization && { 'ui:options': { inOrganization: organization } }),
    },
    name: {
      title: 'Name',
      description: 'Lower-case letters, digits and dashes, for example greeter',
      type: 'string',
      'ui:field': 'OpenChoreoName',
      'ui:options': { kind: 'component', project: 'project' },
    },
    description: {
      title: 'Description',
      description: 'Purpose, in one sentence',
      type: 'string',
    },
    owner: {
      title: 'Owner',
      description:
        'The team that owns it. The owner of the project by default.',
      type: 'string',
      'ui:field': 'OwnerPicker',
      'ui:options': { catalogFilter: { kind: 'Group' } },
    },
  };
}

/** The form field that says whether the component is created at once or by a pull request. */
export const deliveryField: JsonObject = {
  title: 'Delivery',
  type: 'object',
  'ui:field': 'OpenChoreoDelivery',
  'ui:options': { project: 'project' },
};
