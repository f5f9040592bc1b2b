import { exampleOf } from './exampleOf';

const example = exampleOf(
  'openchoreo:pipeline:apply',
  'Create or change the pipeline',
);

export const examples = [
  example('Create a pipeline of three environments', {
    organization: 'default',
    name: 'standard',
    displayName: 'Standard',
    paths: [
      { from: 'development', to: 'staging' },
      { from: 'staging', to: 'production', requiresApproval: true },
    ],
  }),
  example('Let promotions to production need an approval', {
    organization: 'domain:default/default',
    name: 'default',
    paths: [
      { from: 'development', to: 'staging' },
      { from: 'staging', to: 'production', requiresApproval: true },
    ],
  }),
  example('Create a pipeline of one environment', {
    organization: 'default',
    name: 'experiments',
    paths: [{ from: 'development' }],
  }),
];
