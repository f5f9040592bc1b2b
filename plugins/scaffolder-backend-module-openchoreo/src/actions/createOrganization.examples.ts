import { exampleOf } from './exampleOf';

const example = exampleOf(
  'openchoreo:organization:create',
  'Create the organization',
);

export const examples = [
  example('Create an organization', { name: 'harbour' }),
  example('Create an organization with a display name and a description', {
    name: 'railway',
    displayName: 'Railway',
    description: 'Lines, stations and timetables',
  }),
  example('Create an organization that a group owns', {
    name: 'airport',
    displayName: 'Airport',
    owner: 'group:default/platform',
  }),
];
