import { exampleOf } from './exampleOf';

const example = exampleOf(
  'openchoreo:secret-reference:apply',
  'Set the secret reference',
);

export const examples = [
  example('Refer to a secret in production', {
    organization: 'default',
    name: 'mail',
    key: 'password',
    references: [{ environment: 'production', vaultKey: 'secret/tram/mail' }],
  }),
  example('Refer to a secret of its own in each environment', {
    organization: 'domain:default/default',
    name: 'mail',
    key: 'password',
    references: [
      { environment: 'development', vaultKey: 'secret/tram/mail/dev' },
      { environment: 'staging', vaultKey: 'secret/tram/mail/staging' },
      { environment: 'production', vaultKey: 'secret/tram/mail/live' },
    ],
  }),
  example('Refer to a secret in a new configuration group', {
    organization: 'default',
    name: 'database',
    displayName: 'Database',
    description: 'How to reach the database of timetables',
    key: 'password',
    references: [
      { environment: 'development', vaultKey: 'secret/tram/database' },
    ],
  }),
];
