import type { FormFieldDefinition } from './defineFormField';

/** A form field that is loaded when a template first needs it. */
export interface LazyFormField {
  /** Name of the extension, in kebab case. */
  extension: string;
  /** The `ui:field` of a template. */
  name: string;
  load: () => Promise<FormFieldDefinition>;
}

/** Every form field of software templates. The extensions of both frontend systems are derived from this list. */
export const formFields: readonly LazyFormField[] = [
  {
    extension: 'text',
    name: 'OpenChoreoText',
    load: async () => (await import('./textField')).textField,
  },
  {
    extension: 'texts',
    name: 'OpenChoreoTexts',
    load: async () => (await import('./textField')).textsField,
  },
  {
    extension: 'number',
    name: 'OpenChoreoNumber',
    load: async () => (await import('./numberField')).numberField,
  },
  {
    extension: 'organization',
    name: 'OpenChoreoOrganization',
    load: async () => (await import('./entityFields')).organizationField,
  },
  {
    extension: 'owner',
    name: 'OpenChoreoOwner',
    load: async () => (await import('./entityFields')).ownerField,
  },
  {
    extension: 'deployment-pipeline',
    name: 'OpenChoreoPipeline',
    load: async () => (await import('./entityFields')).pipelineField,
  },
  {
    extension: 'data-plane',
    name: 'OpenChoreoDataPlane',
    load: async () => (await import('./entityFields')).dataPlaneField,
  },
  {
    extension: 'project',
    name: 'OpenChoreoProject',
    load: async () => (await import('./entityFields')).projectField,
  },
  {
    extension: 'component',
    name: 'OpenChoreoComponent',
    load: async () => (await import('./entityFields')).componentField,
  },
  {
    extension: 'name',
    name: 'OpenChoreoName',
    load: async () => (await import('./nameField')).nameField,
  },
  {
    extension: 'image',
    name: 'OpenChoreoImage',
    load: async () => (await import('./imageField')).imageField,
  },
  {
    extension: 'environment',
    name: 'OpenChoreoEnvironment',
    load: async () => (await import('./environmentField')).environmentField,
  },
  {
    extension: 'promotion-target',
    name: 'OpenChoreoPromotionTarget',
    load: async () =>
      (await import('./promotionTargetField')).promotionTargetField,
  },
  {
    extension: 'release',
    name: 'OpenChoreoRelease',
    load: async () => (await import('./releaseField')).releaseField,
  },
  {
    extension: 'endpoint',
    name: 'OpenChoreoEndpoint',
    load: async () => (await import('./endpointField')).endpointField,
  },
  {
    extension: 'schedule',
    name: 'OpenChoreoSchedule',
    load: async () => (await import('./scheduleField')).scheduleField,
  },
  {
    extension: 'time-zone',
    name: 'OpenChoreoTimeZone',
    load: async () => (await import('./timeZoneField')).timeZoneField,
  },
  {
    extension: 'endpoints',
    name: 'OpenChoreoEndpoints',
    load: async () => (await import('./endpointsField')).endpointsField,
  },
  {
    extension: 'variables',
    name: 'OpenChoreoVariables',
    load: async () => (await import('./variablesField')).variablesField,
  },
  {
    extension: 'repository',
    name: 'OpenChoreoRepository',
    load: async () => (await import('./textField')).repositoryField,
  },
  {
    extension: 'components',
    name: 'OpenChoreoComponents',
    load: async () => (await import('./componentsField')).componentsField,
  },
  {
    extension: 'deletion',
    name: 'OpenChoreoDeletion',
    load: async () => (await import('./deletionField')).deletionField,
  },
  {
    extension: 'delivery',
    name: 'OpenChoreoDelivery',
    load: async () => (await import('./deliveryField')).deliveryField,
  },
];
