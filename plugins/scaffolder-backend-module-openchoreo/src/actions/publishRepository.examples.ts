import { exampleOf } from './exampleOf';

const example = exampleOf(
  'openchoreo:repository:publish',
  'Publish the source code',
);

export const examples = [
  example('Publish the workspace as a new repository', {
    repository: 'https://github.com/acme/alerts',
  }),
  example('Publish a folder of the workspace to a group of GitLab', {
    repository: 'https://gitlab.com/acme/tram/alerts',
    sourcePath: 'source',
    description: 'Notifies passengers of disruptions',
  }),
  example('Publish to another Git host, whose repository has no commit yet', {
    repository: 'https://git.example.com/acme/alerts.git',
    defaultBranch: 'trunk',
  }),
];
