import { stringify } from 'yaml';

export const examples = [
  {
    description: 'Create a project that goes along the default pipeline',
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
    description:
      'Create a project with all that can be said of it, as pickers give it',
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
            description: 'When the next ferry leaves, and from where',
            owner: 'group:default/tram',
            deploymentPipeline: 'resource:default/deployment-pipeline-default',
          },
        },
      ],
    }),
  },
];
