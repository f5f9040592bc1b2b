import { stringify } from 'yaml';

export const examples = [
  {
    description: 'Describe a service with one endpoint',
    example: stringify({
      steps: [
        {
          id: 'describe',
          name: 'Write workload.yaml',
          action: 'openchoreo:workload:descriptor',
          input: {
            name: 'alerts',
            port: 8080,
            basePath: '/v1',
          },
        },
      ],
    }),
  },
  {
    description:
      'Describe a service in a folder, with the definition of its API',
    example: stringify({
      steps: [
        {
          id: 'describe',
          name: 'Write workload.yaml',
          action: 'openchoreo:workload:descriptor',
          input: {
            name: 'alerts',
            port: 8080,
            endpointType: 'REST',
            apiDefinition:
              'openapi: 3.0.3\ninfo:\n  title: Alerts\n  version: 1.0.0\npaths: {}\n',
            targetPath: 'source',
          },
        },
      ],
    }),
  },
  {
    description: 'Describe a service with two endpoints',
    example: stringify({
      steps: [
        {
          id: 'describe',
          name: 'Write workload.yaml',
          action: 'openchoreo:workload:descriptor',
          input: {
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
          },
        },
      ],
    }),
  },
];
