import { exampleOf } from './exampleOf';

const example = exampleOf('openchoreo:api-proxy:create', 'Create the proxy');

const project = 'system:default/tram';

export const examples = [
  example('Offer an external API to the organization', {
    project,
    name: 'weather',
    url: 'https://api.weather.example.com/v2',
  }),
  example('Offer two operations of it to everybody', {
    project,
    name: 'forecast',
    displayName: 'Weather forecast',
    description: 'Forecasts for the stops of the tram',
    owner: 'group:default/tram',
    url: 'https://api.weather.example.com/v2',
    basePath: '/forecast',
    exposure: 'Public',
    operations: [
      { path: '/today', method: 'GET' },
      { path: '/tomorrow', method: 'GET' },
    ],
  }),
  example('Serve it in an environment that is not the first', {
    organization: 'default',
    project: 'tram',
    name: 'timetable',
    type: 'GraphQL',
    url: 'https://api.timetable.example.com/graphql',
    environment: 'resource:default/environment-staging',
  }),
];
