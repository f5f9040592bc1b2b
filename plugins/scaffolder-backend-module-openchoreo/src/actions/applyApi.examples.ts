import { exampleOf } from './exampleOf';

const example = exampleOf('openchoreo:api:apply', 'Expose the API');

const component = 'component:default/departures';

export const examples = [
  example('Expose an endpoint to the organization', {
    component,
    endpoint: 'http',
  }),
  example('Expose an endpoint to everybody, under a base path', {
    component,
    endpoint: 'http',
    exposure: 'Public',
    basePath: '/v1',
  }),
  example('Allow two operations only, with the policies of a class', {
    component,
    endpoint: 'http',
    exposure: 'Public',
    className: 'default',
    version: 'v1',
    operations: [
      { path: '/departures', method: 'GET' },
      { path: '/departures/{stop}', method: 'GET' },
    ],
  }),
];
