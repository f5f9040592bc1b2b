import { stringify } from 'yaml';

export const examples = [
  {
    description: 'Create a service in a project, and wait until it is ready',
    example: stringify({
      steps: [
        {
          id: 'create',
          name: 'Create the service',
          action: 'openchoreo:component:create',
          input: {
            project: 'system:default/tram',
            name: 'alerts',
            image: 'registry.local/tram/alerts:1.0.0',
            port: 8080,
          },
        },
      ],
    }),
  },
  {
    description: 'Create a public service with all its settings',
    example: stringify({
      steps: [
        {
          id: 'create',
          name: 'Create the service',
          action: 'openchoreo:component:create',
          input: {
            organization: 'default',
            project: 'tram',
            name: 'alerts',
            displayName: 'Alerts',
            description: 'Notifies passengers of disruptions',
            owner: 'group:default/tram',
            type: 'Service',
            image: 'registry.local/tram/alerts:1.0.0',
            port: 8080,
            basePath: '/v1',
            exposure: 'Public',
            environmentVariables: [{ key: 'LOG_LEVEL', value: 'info' }],
            timeout: '5m',
          },
        },
      ],
    }),
  },
  {
    description: 'Create a service without an endpoint, and do not wait',
    example: stringify({
      steps: [
        {
          id: 'create',
          name: 'Create the service',
          action: 'openchoreo:component:create',
          input: {
            project: 'system:default/tram',
            name: 'recorder',
            image: 'registry.local/tram/recorder:1.0.0',
            args: ['--every', '30s'],
            waitUntilReady: false,
          },
        },
      ],
    }),
  },
  {
    description: 'Create a web application',
    example: stringify({
      steps: [
        {
          id: 'create',
          name: 'Create the web application',
          action: 'openchoreo:component:create',
          input: {
            project: 'system:default/tram',
            name: 'planner',
            type: 'WebApplication',
            image: 'registry.local/tram/planner:1.0.0',
            port: 8080,
          },
        },
      ],
    }),
  },
  {
    description: 'Create a task that runs every night',
    example: stringify({
      steps: [
        {
          id: 'create',
          name: 'Create the scheduled task',
          action: 'openchoreo:component:create',
          input: {
            project: 'system:default/tram',
            name: 'nightly-import',
            type: 'ScheduledTask',
            image: 'registry.local/tram/import:1.0.0',
            schedule: '15 3 * * *',
            timeZone: 'Europe/Zurich',
          },
        },
      ],
    }),
  },
  {
    description: 'Create a component of a component type',
    example: stringify({
      steps: [
        {
          id: 'create',
          name: 'Create the worker',
          action: 'openchoreo:component:create',
          input: {
            project: 'system:default/tram',
            name: 'mailer',
            componentType: { name: 'deployment/worker' },
            image: 'registry.local/tram/mailer:1.0.0',
          },
        },
      ],
    }),
  },
  {
    description: 'Create a service with two endpoints and three replicas',
    example: stringify({
      steps: [
        {
          id: 'create',
          name: 'Create the service',
          action: 'openchoreo:component:create',
          input: {
            project: 'system:default/tram',
            name: 'positions',
            image: 'registry.local/tram/positions:1.0.0',
            endpoints: [
              { name: 'http', port: 8080, exposure: 'Organization' },
              { name: 'events', type: 'TCP', port: 9000 },
            ],
            replicas: 3,
          },
        },
      ],
    }),
  },
  {
    description: 'Create a service that is built from its source code',
    example: stringify({
      steps: [
        {
          id: 'create',
          name: 'Create the service',
          action: 'openchoreo:component:create',
          input: {
            project: 'system:default/tram',
            name: 'routes',
            build: {
              repository: 'https://git.example.com/tram/routes',
              path: 'services/routes',
              template: 'docker',
              parameters: [
                {
                  name: 'dockerfile-path',
                  value: 'services/routes/Dockerfile',
                },
              ],
            },
            port: 8080,
          },
        },
      ],
    }),
  },
  {
    description: 'Create a component of a component type with parameters',
    example: stringify({
      steps: [
        {
          id: 'create',
          name: 'Create the web app',
          action: 'openchoreo:component:create',
          input: {
            project: 'system:default/tram',
            name: 'storefront',
            componentType: {
              kind: 'ComponentType',
              name: 'deployment/web-app',
            },
            parameters: { region: 'eu', cache: { ttlSeconds: 60 } },
            image: 'registry.local/tram/storefront:1.0.0',
            endpoints: [{ name: 'web', port: 8080, exposure: 'Public' }],
          },
        },
      ],
    }),
  },
  {
    description:
      'Create a component with the parameters of a form, and do not wait',
    example: stringify({
      steps: [
        {
          id: 'create',
          name: 'Create the web app',
          action: 'openchoreo:component:create',
          input: {
            project: 'system:default/tram',
            name: 'tickets',
            description: 'Sells tickets',
            owner: 'group:default/tram',
            componentType: { name: 'deployment/web-app' },
            parameters: { region: 'us' },
            image: 'registry.local/tram/tickets:1.0.0',
            environmentVariables: [{ key: 'LOG_LEVEL', value: 'info' }],
            waitUntilReady: false,
          },
        },
      ],
    }),
  },
];
