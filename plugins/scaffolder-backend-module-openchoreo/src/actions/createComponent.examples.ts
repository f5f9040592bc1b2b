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
];
