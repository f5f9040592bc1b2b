import type {
  ComponentConfiguration,
  PlanChange,
} from '@promenade/backstage-plugin-openchoreo-common';

/** What a change of a variable returns. */
export const sampleChanges: { changes: PlanChange[] } = {
  changes: [
    {
      area: 'configuration',
      path: 'main: GREETING',
      before: '•••',
      after: '••',
    },
  ],
};

/** Variables of each kind in the first environment. */
export const sampleConfiguration: ComponentConfiguration = {
  environment: 'development',
  isProduction: false,
  isFirst: true,
  isDeployed: true,
  containers: [
    {
      name: 'main',
      image: 'registry.example.com/greeter:1.4.2',
      variables: [
        { key: 'GREETING', value: 'Hello', isOverride: false },
        {
          key: 'MAIL_HOST',
          value: 'smtp.example.com',
          group: { name: 'mail', key: 'host' },
          isOverride: false,
        },
        {
          key: 'MAIL_PASSWORD',
          secret: 'secret/shop/mail',
          group: { name: 'mail', key: 'password' },
          isOverride: false,
        },
        {
          key: 'MAIL_PORT',
          group: { name: 'mail', key: 'port' },
          isOverride: false,
          problem:
            'The configuration group mail has no value of port for this environment. Set one.',
        },
      ],
    },
  ],
  connections: [{ name: 'orders', variables: ['ORDERS_URL'] }],
  overrides: [],
  asOf: new Date().toISOString(),
};

/** An override in an environment that promotions deploy to. */
export const sampleOverrides: ComponentConfiguration = {
  ...sampleConfiguration,
  environment: 'production',
  isProduction: true,
  isFirst: false,
  containers: [
    {
      ...sampleConfiguration.containers[0],
      variables: [
        {
          key: 'GREETING',
          value: 'Good day',
          isOverride: true,
          replaces: 'Hello',
        },
        { key: 'LEVEL', value: 'info', isOverride: false },
      ],
    },
  ],
  overrides: [{ name: 'replicas', value: '3' }],
};
