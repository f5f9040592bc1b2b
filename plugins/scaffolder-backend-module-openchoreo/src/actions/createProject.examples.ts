import { stringify } from 'yaml';

export const examples = [
  {
    description: 'Create a project with the default deployment pipeline',
    example: stringify({
      steps: [
        {
          id: 'create',
          name: 'Create the project',
          action: 'openchoreo:project:create',
          input: { organization: 'default', name: 'ferry' },
        },
      ],
    }),
  },
  {
    description: 'Create a project with all inputs, as entity refs of pickers',
    example: stringify({
      steps: [
        {
          id: 'create',
          name: 'Create the project',
          action: 'openchoreo:project:create',
          input: {
            organization: 'domain:default/default',
            name: 'ferry',
            displayName: 'Ferry',
            description: 'Departures of the ferries',
            owner: 'group:default/tram',
            deploymentPipeline: 'resource:default/deployment-pipeline-default',
          },
        },
      ],
    }),
  },
  {
    description: 'Create a project whose changes are pull requests',
    example: stringify({
      steps: [
        {
          id: 'create',
          name: 'Create the project',
          action: 'openchoreo:project:create',
          input: {
            organization: 'default',
            name: 'ferry',
            defaultDelivery: {
              mode: 'pull-request',
              repository: 'https://github.com/example/manifests',
              branch: 'main',
              path: 'clusters/production',
            },
          },
        },
      ],
    }),
  },
];
