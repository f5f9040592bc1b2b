import { exampleOf } from './exampleOf';

const example = exampleOf(
  'openchoreo:organization:create',
  'Create the organization',
);

export const examples = [
  example('Create an organization', { name: 'harbour' }),
  example('Create an organization with a display name and a description', {
    name: 'harbour',
    displayName: 'Harbour',
    description: 'Ferries, quays and cranes',
  }),
  example('Create an organization that a group owns', {
    name: 'harbour',
    displayName: 'Harbour',
    owner: 'group:default/platform',
  }),
];
