import { stringify } from 'yaml';

export const examples = [
  {
    description: 'Publish the workspace as a new repository',
    example: stringify({
      steps: [
        {
          id: 'publish',
          name: 'Publish the source code',
          action: 'openchoreo:repository:publish',
          input: {
            repository: 'https://github.com/acme/alerts',
          },
        },
      ],
    }),
  },
  {
    description: 'Publish a folder of the workspace to a group of GitLab',
    example: stringify({
      steps: [
        {
          id: 'publish',
          name: 'Publish the source code',
          action: 'openchoreo:repository:publish',
          input: {
            repository: 'https://gitlab.com/acme/tram/alerts',
            sourcePath: 'source',
            description: 'Notifies passengers of disruptions',
          },
        },
      ],
    }),
  },
  {
    description:
      'Publish to another Git host, whose repository has no commit yet',
    example: stringify({
      steps: [
        {
          id: 'publish',
          name: 'Publish the source code',
          action: 'openchoreo:repository:publish',
          input: {
            repository: 'https://git.example.com/acme/alerts.git',
            defaultBranch: 'trunk',
          },
        },
      ],
    }),
  },
];
