import { exampleOf } from './exampleOf';

const example = exampleOf(
  'openchoreo:configuration:apply',
  'Set the configuration',
);

export const examples = [
  example('Set a value in two environments', {
    organization: 'default',
    name: 'mail',
    values: [
      { key: 'host', environment: 'development', value: 'mail.dev.test' },
      { key: 'host', environment: 'production', value: 'mail.test' },
    ],
  }),
  example('Describe a new configuration group', {
    organization: 'domain:default/default',
    name: 'limits',
    displayName: 'Limits',
    description: 'How much a passenger may ask for',
    owner: 'group:default/tram',
    values: [
      { key: 'requests-per-minute', environment: 'staging', value: '60' },
    ],
  }),
  example('Replace one key by another', {
    organization: 'default',
    name: 'mail',
    values: [
      { key: 'smtp-host', environment: 'production', value: 'mail.test' },
    ],
    removedKeys: ['host'],
  }),
];
