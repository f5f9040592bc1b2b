import { exampleOf } from './exampleOf';

const example = exampleOf('openchoreo:task:run', 'Run the task');

export const examples = [
  example('Run a scheduled task in an environment now', {
    component: 'component:default/nightly-report',
    environment: 'production',
  }),
  example('Run by entity ref of the environment', {
    component: 'component:default/nightly-report',
    environment: 'resource:default/environment-production',
  }),
  example('Run by plain names', {
    organization: 'default',
    component: 'nightly-report',
    environment: 'production',
  }),
];
