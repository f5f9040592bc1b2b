import { exampleOf } from './exampleOf';

const example = exampleOf(
  'openchoreo:workload:descriptor',
  'Write workload.yaml',
);

export const examples = [
  example('Describe a service with one endpoint', {
    name: 'alerts',
    port: 8080,
    basePath: '/v1',
  }),
  example('Describe a service in a folder, with the definition of its API', {
    name: 'alerts',
    port: 8080,
    endpointType: 'REST',
    apiDefinition:
      'openapi: 3.0.3\ninfo:\n  title: Alerts\n  version: 1.0.0\npaths: {}\n',
    targetPath: 'source',
  }),
  example('Describe a service with two endpoints', {
    name: 'departures',
    endpoints: [
      {
        name: 'api',
        type: 'REST',
        port: 8080,
      },
      {
        name: 'events',
        type: 'Websocket',
        port: 8081,
      },
    ],
  }),
];
